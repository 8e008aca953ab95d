// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Busy;
import dev.zerobus.agent.app.FrameworksApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.LogLevel;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to an application that has logged for a while, and goes on logging meanwhile. */
class AttachTest {

    /** Of each kind, before the agent comes and after it. */
    private static final int ENOUGH = 200;

    @TempDir
    Path temp;

    @Test
    void whatHappensAfterTheDocumentedCommandIsRowsWithoutAGap() throws Exception {
        try (LogServer server = LogServer.start(temp.resolve("server"))) {
            String table = server.freshTable();
            int[] attached;
            int[] done;
            try (ForkedDoor door = start()) {
                door.run(new Busy());
                awaitMore(door, new int[Busy.KINDS.size()]);
                jcmd(door.process().pid(), configuration(server), table);
                attached = door.run(new Busy.SoFar());
                awaitMore(door, attached);
                done = door.run(new Busy.End());
                door.end();
                assertThat(door.process().stderr()).isEmpty();
            }
            List<Map<String, Object>> rows = server.rows(table);
            for (int kind = 0; kind < done.length; kind++) {
                assertFromSomewhereToTheEnd(rows, Busy.KINDS.get(kind), attached[kind], done[kind]);
            }
        }
    }

    private ForkedDoor start() throws Exception {
        AgentApp app = AllFrameworks.in(temp, Busy.class).jvm("-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading");
        return ForkedDoor.start(app.plain(), FrameworksApp.class, new DoorSettings(Map.of(), LogLevel.INFO, false));
    }

    private static void awaitMore(ForkedDoor door, int[] before) {
        Await.until("all threads to work", () -> {
            int[] now = door.run(new Busy.SoFar());
            return IntStream.range(0, now.length).allMatch(kind -> now[kind] >= before[kind] + ENOUGH);
        });
    }

    private Path configuration(LogServer server) throws Exception {
        StringBuilder text = new StringBuilder("agent.rules = " + Busy.class.getName()
                + "$Stamper#stamp(int) -> stamped {arg0=n}\n" + "shutdown.timeout = 60s\n");
        server.options("t.logs.another")
                .forEach((key, value) ->
                        text.append(key).append(" = ").append(value).append('\n'));
        return Files.writeString(temp.resolve("zerobus.properties"), text);
    }

    /** Runs the line of the documentation, in a shell. */
    private static void jcmd(long pid, Path configuration, String table) throws Exception {
        String line = Files.readAllLines(Path.of("../docs/agent.md")).stream()
                .filter(each -> each.startsWith("jcmd "))
                .findFirst()
                .orElseThrow()
                .replace("PID", Long.toString(pid))
                .replace("/path/zerobus-agent.jar", AgentApp.agentJar().toString())
                .replace("/etc/zerobus.properties", configuration.toString())
                .replace("main.ops.logs", table);
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        shell.environment().remove("JAVA_TOOL_OPTIONS");
        shell.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + File.pathSeparator + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
        assertThat(process.exitValue()).as(line + "\n" + said).isZero();
        assertThat(said).as(line).contains("return code: 0");
    }

    /** The command has returned: from then on at the latest each is a row. */
    private static void assertFromSomewhereToTheEnd(
            List<Map<String, Object>> rows, String kind, int attached, int done) {
        List<Integer> numbers = rows.stream()
                .map(row -> number(row, kind))
                .filter(Objects::nonNull)
                .toList();
        assertThat(numbers).as(kind).isNotEmpty();
        assertThat(numbers.get(0)).as("the first of " + kind).isPositive().isLessThanOrEqualTo(attached);
        assertThat(numbers)
                .as("%s, of which %s were done when the agent had come", kind, attached)
                .containsExactlyElementsOf(
                        IntStream.range(numbers.get(0), done).boxed().toList());
    }

    private static Integer number(Map<String, Object> row, String kind) {
        if ((kind + ".app.Busy").equals(row.get("logger"))) {
            return Integer.valueOf(String.valueOf(row.get("message")).replace("number ", ""));
        }
        return kind.equals(row.get("event_name"))
                ? Integer.valueOf(String.valueOf(((Map<?, ?>) row.get("attributes")).get("n")))
                : null;
    }
}
