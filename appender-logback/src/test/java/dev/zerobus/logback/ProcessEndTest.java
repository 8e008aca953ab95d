// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM, and {@code System.exit} in the middle of a call, in a JVM of its own. */
class ProcessEndTest {

    @TempDir
    static Path directory;

    private static LogServer server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    private static JavaProcess started(String configuration, boolean stops) throws Exception {
        JavaProcess app = JavaProcess.of()
                .classPath(ApplicationClassPath.usual())
                .main(EndingApplication.class)
                .arguments(configuration, stops)
                .start();
        app.awaitLine("ready");
        return app;
    }

    private static List<String> messages(String table) throws Exception {
        return server.rows(table).stream()
                .map(row -> String.valueOf(row.get("message")))
                .toList();
    }

    @Test
    void whatTheApplicationsHooksSayArrivesWithoutAnybodyStoppingLogback() throws Exception {
        String table = server.freshTable();
        try (JavaProcess app =
                started(Xml.configuration(Xml.appender("ZEROBUS", server.options(table)), "ZEROBUS", "INFO"), false)) {
            assertThat(app.terminate()).isEqualTo(143);
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(messages(table)).hasSize(210).contains("working 199", "closing part 9");
    }

    @Test
    void whatIsSaidBeforeLogbackIsStoppedArrivesHoweverLong() throws Exception {
        String table = server.freshTable();
        try (JavaProcess app =
                started(Xml.configuration(Xml.appender("ZEROBUS", server.options(table)), "ZEROBUS", "INFO"), true)) {
            assertThat(app.terminate()).isEqualTo(143);
        }
        assertThat(messages(table)).hasSize(211).contains("after a long silence");
    }

    @Test
    void logbacksOwnShutdownHookDeliversTheRest() throws Exception {
        String table = server.freshTable();
        String xml = Xml.configuration(Xml.appender("ZEROBUS", server.options(table)), "ZEROBUS", "INFO")
                .replace("<root", "<shutdownHook class=\"ch.qos.logback.core.hook.DefaultShutdownHook\"/><root");
        try (JavaProcess app = started(xml, false)) {
            assertThat(app.terminate()).isEqualTo(143);
        }
        assertThat(messages(table)).contains("working 0", "working 199");
    }

    @Test
    void endsInTimeWhenTheServerNeverAnswersAndSaysWhatIsLost() throws Exception {
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("shutdown.timeout", "1s");
            try (JavaProcess app =
                    started(Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO"), false)) {
                long started = System.nanoTime();
                assertThat(app.terminate()).isEqualTo(143);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
                assertThat(app.stderr())
                        .anySatisfy(line -> assertThat(line).contains("closed before everything was durable"));
            }
        }
    }

    private static JavaProcess exiting(String xml) throws Exception {
        JavaProcess app = JavaProcess.of()
                .classPath(ApplicationClassPath.usual())
                .main(ExitingApplication.class)
                .arguments(xml)
                .start();
        app.awaitLine("ready");
        return app;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<shutdownHook class=\"ch.qos.logback.core.hook.DefaultShutdownHook\"/>"})
    void anArgumentThatEndsTheProcessKeepsItsStatusAndWhatWasLoggedBeforeArrives(String hook) throws Exception {
        String table = server.freshTable();
        String xml = Xml.configuration(Xml.appender("ZEROBUS", server.options(table)), "ZEROBUS", "INFO")
                .replace("<root", hook + "<root");
        try (JavaProcess app = exiting(xml)) {
            assertThat(app.awaitExit(Duration.ofSeconds(20))).as(app.toString()).isEqualTo(ExitingApplication.STATUS);
            assertThat(app.stdout()).containsExactly("ready");
            assertThat(app.stderr()).isEmpty();
        }
        assertThat(messages(table))
                .hasSize(ExitingApplication.LINES)
                .contains("working 0", "working " + (ExitingApplication.LINES - 1));
    }

    @Test
    void anArgumentThatEndsTheProcessDoesSoInTimeWhenTheServerNeverAnswers() throws Exception {
        try (BlackHole hole = BlackHole.open()) {
            Map<String, String> options = LogServer.options(hole.url(), hole.url(), "a.b.c");
            options.put("shutdown.timeout", "1s");
            try (JavaProcess app = exiting(Xml.configuration(Xml.appender("ZEROBUS", options), "ZEROBUS", "INFO"))) {
                long started = System.nanoTime();
                assertThat(app.awaitExit(Duration.ofSeconds(20)))
                        .as(app.toString())
                        .isEqualTo(ExitingApplication.STATUS);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
                assertThat(app.stderr())
                        .anySatisfy(line -> assertThat(line).contains("closed before everything was durable"));
            }
        }
    }
}
