// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.ledger.LedgerCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value's own code ends the process while its event is being written: {@code System.exit} inside {@code Events.emit}. */
final class ExitInACallTest {

    private static final String TABLE = "t.exit.ticks";
    private static final int EVENTS = 1_000;

    @TempDir
    private Path directory;

    /** The application. */
    static final class Application {
        public static void main(String[] args) {
            ZerobusClient.start();
            for (int n = 0; n < EVENTS; n++) {
                Events.emit("tick", "worker", "w", "n", n, "payload", LedgerCheck.payload("w", n));
            }
            System.out.println("exiting");
            Events.emit("tick", "worker", "w", "n", EVENTS, "payload", new Ending());
            System.out.println("not reached");
        }
    }

    /** Ends the process when somebody wants to know what it looks like. */
    private static final class Ending {
        @Override
        public String toString() {
            System.exit(3);
            return "not reached";
        }
    }

    private static JavaProcess start(String grpc, String http, Map<String, String> more) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        LogServer.options(grpc, http, TABLE).forEach((key, value) -> properties.put("zerobus." + key, value));
        more.forEach((key, value) -> properties.put("zerobus." + key, value));
        return JavaProcess.of()
                .jvm("-Xmx128m")
                .properties(properties)
                .main(Application.class)
                .start();
    }

    @Test
    void theStatusIsTheApplicationsAndWhatWasAcceptedBeforeLands() throws Exception {
        try (LogServer server = LogServer.start(directory, LedgerCheck.ddl(TABLE));
                JavaProcess app = start(server.grpc(), server.http(), Map.of())) {
            app.awaitLine("exiting");
            assertThat(app.awaitExit(Duration.ofSeconds(20))).as(app.toString()).isEqualTo(3);
            assertThat(app.stdout()).containsExactly("exiting");
            assertThat(app.stderr()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
            try (DuckTable table = server.duck(TABLE)) {
                assertThat(table.number("SELECT count(*) FROM t")).isEqualTo(EVENTS);
                assertThat(table.number("SELECT count(DISTINCT n) FROM t WHERE n < " + EVENTS
                                + " AND payload = 'payload of worker w number ' || n"))
                        .isEqualTo(EVENTS);
            }
        }
    }

    @Test
    void theDeadlineOfTheEndIsKeptWhenTheServiceNeverAnswers() throws Exception {
        try (BlackHole hole = BlackHole.open();
                JavaProcess app = start(hole.url(), hole.url(), Map.of("shutdown.timeout", "1s"))) {
            app.awaitLine("exiting");
            long begin = System.nanoTime();
            assertThat(app.awaitExit(Duration.ofSeconds(20))).as(app.toString()).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
            assertThat(app.stderr())
                    .anyMatch(line -> line.contains("closed before everything was durable")
                            && line.contains("accepted=" + EVENTS)
                            && line.contains("remaining=" + EVENTS));
        }
    }
}
