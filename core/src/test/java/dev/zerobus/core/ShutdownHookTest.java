// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.testing.ScriptedExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a process does, seen from outside: the application is a process of its own. */
class ShutdownHookTest {

    @TempDir
    Path dir;

    private ScriptedWorkspace workspace;

    @BeforeEach
    void serve() {
        workspace = new ScriptedWorkspace(dir);
    }

    @AfterEach
    void end() {
        workspace.close();
    }

    /** The application: emits, and ends without a word to the client. */
    static final class Application {
        public static void main(String[] arguments) {
            ZerobusClient client = ZerobusClient.start();
            for (int i = 0; i < 1_000; i++) {
                Events.emit("order_placed", "order_id", i);
            }
            if (arguments.length > 0 && arguments[0].equals("interrupted")) {
                Thread.currentThread().interrupt();
                client.close();
            } else if (arguments.length > 0) {
                System.exit(Integer.parseInt(arguments[0]));
            }
        }
    }

    private String run(Map<String, String> environment, int expectedExit, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dzerobus.lanes.orders.table=shop.s.orders",
                "-Dzerobus.batch.linger=10s",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ZEROBUS_"));
        builder.environment()
                .putAll(Map.of(
                        "ZEROBUS_ENDPOINT",
                        workspace.server.url(),
                        "ZEROBUS_AUTH",
                        "none",
                        "ZEROBUS_SCHEMA_SOURCE",
                        "ddl",
                        "ZEROBUS_SCHEMA_FILE",
                        dir.resolve("tables.sql").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(expectedExit);
        return output;
    }

    @Test
    void whatWasAcceptedIsDurableWhenTheProcessEnds() throws Exception {
        String output = run(Map.of(), 0);
        assertThat(workspace.rows("shop.s.orders")).as(output).hasSize(1_000);
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void aCloseThatIsInterruptedLeavesTheRestToTheHook() throws Exception {
        String output = run(Map.of(), 0, "interrupted");
        assertThat(workspace.rows("shop.s.orders")).as(output).hasSize(1_000);
        assertThat(output).contains("interrupted").doesNotContain("ERROR");
    }

    @Test
    void theExitStatusOfTheApplicationIsItsOwn() throws Exception {
        run(Map.of(), 3, "3");
        assertThat(workspace.rows("shop.s.orders")).hasSize(1_000);
    }

    @Test
    void saysWhatRemainsWhenTheServiceIsAway() throws Exception {
        workspace.server.stop();
        String output = run(Map.of("ZEROBUS_SHUTDOWN_TIMEOUT", "200ms"), 0);
        assertThat(output).contains("zerobus: ERROR", "remaining=1000", "lane orders");
    }

    @Test
    void withoutTheHookTheProcessEndsAtOnce() throws Exception {
        run(Map.of("ZEROBUS_SHUTDOWN_HOOK", "false"), 0);
        assertThat(workspace.server.streams().stream()
                        .map(ScriptedExchange::records)
                        .mapToInt(List::size)
                        .sum())
                .as("a linger of ten seconds was not over")
                .isZero();
    }
}
