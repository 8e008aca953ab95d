// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import com.lmax.disruptor.RingBuffer;
import dev.zerobus.agent.app.JulApp;
import dev.zerobus.agent.app.KeepLogging;
import dev.zerobus.agent.app.Log4j2App;
import dev.zerobus.agent.app.LogbackApp;
import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.ForkedMain;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM ends an application while its threads log: what was logged is rows, within the time that there is. */
class CaptureSigtermTest {

    private static final int WORKERS = 2;
    private static final int BEFORE_SIGTERM = 1_000;
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static LogServer server;

    @TempDir
    Path temp;

    /** Ways to log. */
    enum Way {
        LOG4J2(Log4j2App.class, "-Dlog4j2.shutdownHookEnabled=false"),
        LOG4J2_ASYNC_ROOT(Log4j2App.class, "-Dlog4j2.shutdownHookEnabled=false", "-D" + Log4j2App.ROOT + "=AsyncRoot"),
        LOG4J2_ALL_ASYNC(
                Log4j2App.class,
                "-Dlog4j2.shutdownHookEnabled=false",
                "-Dlog4j2.asyncLoggerRingBufferSize=65536",
                "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"),
        /** Log4j stops itself, while the application still logs: what it does not take any more nobody can take. */
        LOG4J2_WITH_ITS_OWN_HOOK(Log4j2App.class),
        LOGBACK(LogbackApp.class),
        JUL(JulApp.class);

        private final Class<? extends LoggingApplication> type;
        private final String[] jvm;

        Way(Class<? extends LoggingApplication> type, String... jvm) {
            this.type = type;
            this.jvm = jvm;
        }
    }

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void everythingLoggedIsRowsWhenSigtermComes(Way way) throws Exception {
        String table = server.freshTable();
        DoorSettings settings =
                DoorSettings.of(server.options(table)).with("shutdown.timeout", SHUTDOWN.toSeconds() + "s");
        try (ForkedDoor app = start(way, settings)) {
            int[] before = awaitLogging(app);
            long started = System.nanoTime();
            assertThat(app.process().terminate(SHUTDOWN.multipliedBy(2)))
                    .as(app.process().toString())
                    .isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHUTDOWN);
            assertThat(app.process().stderr()).isEmpty();
            List<Map<String, Object>> rows = server.rows(table);
            for (int worker = 0; worker < WORKERS; worker++) {
                int logged = logged(app.process().stdout(), worker);
                assertThat(logged).isGreaterThanOrEqualTo(before[worker]);
                assertRows(rows, worker, way == Way.LOG4J2_WITH_ITS_OWN_HOOK ? before[worker] : logged, logged);
            }
        }
    }

    private static void assertRows(List<Map<String, Object>> rows, int worker, int atLeast, int atMost) {
        List<Object> messages = rows.stream()
                .filter(row -> ("worker-" + worker).equals(row.get("thread_name")))
                .map(row -> row.get("message"))
                .toList();
        assertThat(messages).hasSizeBetween(atLeast, atMost);
        assertThat(messages)
                .as("in the thread's order, and each once")
                .containsExactlyElementsOf(IntStream.range(0, messages.size())
                        .mapToObj(n -> (Object) ("worker " + worker + " number " + n))
                        .toList());
    }

    private static int logged(List<String> said, int worker) {
        String beginning = "logged " + worker + " ";
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> Integer.parseInt(line.substring(beginning.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sigtermEndsTheApplicationInTimeThoughTheServerNeverAnswers() throws Exception {
        try (BlackHole hole = BlackHole.open()) {
            DoorSettings settings = DoorSettings.of(LogServer.options(hole.url(), hole.url(), server.freshTable()))
                    .with("shutdown.timeout", "1s");
            try (ForkedDoor app = start(Way.LOGBACK, settings)) {
                awaitLogging(app);
                Await.until("the agent to try", () -> hole.connections() > 0);
                // a second for us, the rest for a JVM that ends on a busy machine
                assertThat(app.process().terminate(Duration.ofSeconds(8)))
                        .as(app.process().toString())
                        .isEqualTo(143);
                assertThat(logged(app.process().stdout(), 0)).isGreaterThanOrEqualTo(BEFORE_SIGTERM);
            }
        }
    }

    private ForkedDoor start(Way way, DoorSettings settings) throws Exception {
        AgentApp app = AgentApp.in(temp)
                .classes(way.type, KeepLogging.class)
                .library(ForkedMain.class)
                .library(LogEvent.class)
                .library(org.apache.logging.log4j.Logger.class)
                .library(RingBuffer.class)
                .library(LoggerContext.class)
                .library(Context.class)
                .library(org.slf4j.Logger.class)
                .jvm(way.jvm);
        Map<String, String> options =
                settings.with("agent.capture.include", "app.*").options();
        ForkedDoor door = ForkedDoor.start(app.command(options), way.type, settings);
        door.run(new KeepLogging(WORKERS));
        return door;
    }

    private static int[] awaitLogging(ForkedDoor app) {
        int[][] last = new int[1][];
        Await.until("both threads to log", () -> {
            last[0] = app.run(new KeepLogging.SoFar());
            return IntStream.of(last[0]).allMatch(count -> count >= BEFORE_SIGTERM);
        });
        return last[0];
    }
}
