// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import dev.zerobus.agent.app.Shop;
import dev.zerobus.agent.app.Talker;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that logs, and an agent's jar of which bytes have been lost: the application is as it was, and one line says why. */
class DamagedContentTest {

    private static final Map<String, String> NOWHERE = Map.of(
            "endpoint", "http://localhost:1",
            "workspace.url", "http://localhost:2",
            "auth", "none",
            "table", "a.b.c",
            "shutdown.timeout", "1s");

    /** Deflated data that begins so is none. */
    private static final byte DAMAGE = -1;

    @TempDir
    static Path common;

    /** What it says without the agent; all tests of this class have one thread. */
    private static List<String> plain = List.of();

    @TempDir
    Path temp;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "agent, everything",
        "libraries, everything",
        "agent, dev/zerobus/agent/capture/LogCapture",
        "agent, dev/zerobus/core/ClientStart",
        "agent, dev/zerobus/core/lane/Lane",
    })
    void anApplicationThatLogsIsAsItWasAndOneLineSaysWhy(String bundle, String type) throws Exception {
        Path jar = damaged(bundle, type);
        try (JavaProcess app = start(talker().plain()
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-javaagent:" + jar)
                // without events nothing else can go wrong before the logs are captured
                .arguments(type.endsWith("LogCapture") ? new Object[0] : new Object[] {"emit"}))) {
            Await.until("a line", () -> !app.stderr().isEmpty());
            end(app);
            assertThat(app.stdout()).isEqualTo(withoutAgent());
            assertThat(app.stderr())
                    .filteredOn(line -> line.startsWith("zerobus:"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).startsWith("zerobus: ERROR ").contains("NoClassDefFoundError"));
            assertThat(app.stderr()).allMatch(line -> line.startsWith("zerobus:") || line.startsWith("    "));
        }
    }

    @Test
    void anApplicationThatOnlyEmitsGoesOnAndOneLineSaysWhyNothingIsAccepted() throws Exception {
        try (JavaProcess app = AgentApp.in(temp)
                .classes(Shop.class)
                .api()
                .plain()
                .properties(AgentApp.prefixed(NOWHERE))
                .jvm("-javaagent:" + damaged("agent", "everything"))
                .arguments(10, 5)
                .start()) {
            assertThat(app.awaitExit(Await.LONG)).isEqualTo(5);
            assertThat(app.stdout()).singleElement().asString().endsWith(" accepted 0");
            assertThat(app.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("zerobus: ERROR events are refused, a part of the agent can not be loaded: ");
        }
    }

    @Test
    void theCommandLineSaysItAndHasAStatusOfItsOwn() throws Exception {
        try (JavaProcess check = JavaProcess.of()
                .jar(damaged("agent", "everything"))
                .arguments("--version")
                .start()) {
            assertThat(check.awaitExit(Await.LONG)).isEqualTo(70);
            assertThat(check.stdout()).isEmpty();
            assertThat(check.stderr())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).startsWith("zerobus: ERROR ").contains("cli.Main"));
        }
    }

    private List<String> withoutAgent() throws Exception {
        if (plain.isEmpty()) {
            try (JavaProcess app = start(talker().plain())) {
                end(app);
                assertThat(app.stderr()).isEmpty();
                plain = app.stdout();
            }
            assertThat(plain).contains("INFO app.Logback logback 7", "INFO app.Log4j2 log4j2 7");
        }
        return plain;
    }

    private static JavaProcess start(JavaCommand command) throws Exception {
        JavaProcess app = command.start();
        app.awaitLine("said");
        return app;
    }

    private static void end(JavaProcess app) throws Exception {
        app.endInput();
        assertThat(app.awaitExit(Await.LONG)).as(app.toString()).isZero();
    }

    private static AgentApp talker() {
        return AgentApp.in(common)
                .classes(Talker.class)
                .api()
                .library(LogEvent.class)
                .library(org.apache.logging.log4j.Logger.class)
                .library(LoggerContext.class)
                .library(Context.class)
                .library(org.slf4j.Logger.class)
                .jvm("-XX:+UseSerialGC")
                // without the time
                .jvm("-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%n");
    }

    /** A copy of the agent's jar in which a bundle can not be read, or one class of it. */
    private Path damaged(String bundle, String type) throws IOException {
        Path jar = AgentApp.agentJar();
        byte[] bytes = Files.readAllBytes(jar);
        int data = contentOf(bytes, "inst/" + bundle + ".data");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            int size = (int) zip.getEntry("inst/" + bundle + ".data").getSize();
            byte[] index = zip.getInputStream(zip.getEntry("inst/" + bundle + ".index"))
                    .readAllBytes();
            int[] range = type.equals("everything") ? new int[] {0, size} : place(ByteBuffer.wrap(index), type);
            Arrays.fill(bytes, data + range[0], data + range[1], DAMAGE);
        }
        return Files.write(temp.resolve("zerobus-agent.jar"), bytes);
    }

    /** Where a stored entry's content begins: behind its local header, the first place that has its name. */
    private static int contentOf(byte[] zip, String entry) {
        byte[] name = entry.getBytes(StandardCharsets.US_ASCII);
        int at = 30;
        while (!Arrays.equals(zip, at, at + name.length, name, 0, name.length)) {
            at++;
        }
        int extra = (zip[at - 2] & 0xFF) | (zip[at - 1] & 0xFF) << 8;
        return at + name.length + extra;
    }

    /** From where to where a class lies, by the index of {@code ClassBundle}. */
    private static int[] place(ByteBuffer index, String type) {
        int count = index.getInt(0);
        long hash = ClassBundle.hash(type + ".class");
        for (int i = 0; i < count; i++) {
            if (index.getLong(4 + 8 * i) == hash) {
                int from = index.getInt(4 + 8 * count + 4 * i);
                return new int[] {from, from + index.getInt(4 + 12 * count + 4 * i)};
            }
        }
        throw new AssertionError(type + " is not in the bundle");
    }
}
