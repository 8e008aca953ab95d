// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Asynchronous loggers with the smallest ring that Log4j has, in a process of its own, which is where its size is set. The ring
 * is full, its thread waits for room in ours, and what makes that room has something to say at TRACE.
 */
public final class SmallLog4jRingTest {

    private static final int EVENTS = 2_000;

    @TempDir
    static Path directory;

    private static @Nullable LogServer running;

    @BeforeAll
    static void startTheServer() throws Exception {
        running = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server().close();
    }

    private static LogServer server() {
        return Objects.requireNonNull(running);
    }

    @ParameterizedTest
    @EnumSource(names = {"MIXED", "ALL_ASYNC"})
    void doesNotWaitForItself(Log4j2Application.Way way) throws Exception {
        String table = server().freshTable();
        DoorSettings settings = DoorSettings.of(server().options(table))
                .withEverything()
                .with("ring.size", "64KiB")
                .with("event.max-size", "8KiB")
                .with("batch.size", "8KiB")
                .with("overflow.policy", "block")
                .with("overflow.timeout", "60s");
        JavaCommand command = JavaProcess.of()
                .jvm("-Xmx256m")
                .properties(Map.of(
                        "log4j2.asyncLoggerRingBufferSize", "128",
                        "log4j2.asyncLoggerConfigRingBufferSize", "128"));
        Class<? extends LoggingApplication> type = way == Log4j2Application.Way.MIXED ? Mixed.class : AllAsync.class;
        try (ForkedDoor app = ForkedDoor.start(command, type, settings)) {
            assertThat(app.run(SmallLog4jRingTest::burst))
                    .as("milliseconds for " + EVENTS + " log calls")
                    .isLessThan(Duration.ofSeconds(30).toMillis());
            app.end();
        }
        try (DuckTable rows = server().duck(table)) {
            assertThat(rows.number("SELECT count(DISTINCT message) FROM t WHERE logger = 'app.Burst'"))
                    .isEqualTo(EVENTS);
        }
    }

    private static Long burst(LoggingApplication app) {
        long started = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            app.log(LogCall.of(LogLevel.INFO, "burst {}", i).by("app.Burst"));
        }
        return (System.nanoTime() - started) / 1_000_000;
    }

    /** All loggers are asynchronous. */
    public static final class AllAsync extends Started {
        /** By name, in the other process. */
        public AllAsync() {
            super(Log4j2Application.Way.ALL_ASYNC);
        }
    }

    /** Some are. */
    public static final class Mixed extends Started {
        /** By name, in the other process. */
        public Mixed() {
            super(Log4j2Application.Way.MIXED);
        }
    }

    /** An application that is started by the name of its class. */
    private abstract static class Started implements LoggingApplication {

        private final Log4j2Application app;

        Started(Log4j2Application.Way way) {
            app = new Log4j2Application(way);
        }

        @Override
        public void start(DoorSettings settings) {
            app.start(settings);
        }

        @Override
        public void log(LogCall call) {
            app.log(call);
        }

        @Override
        public void reconfigure() {
            app.reconfigure();
        }

        @Override
        public void stop() {
            app.stop();
        }
    }
}
