// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerLoad;
import dev.zerobus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own that stands still for a while (SIGSTOP) with connections open, and goes on (SIGCONT). */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class StoppedServerTest {

    private static final String TABLE = "t.stop.ticks";

    @TempDir
    private Path directory;

    @Test
    void survivesAServerThatStandsStill() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"), LedgerCheck.ddl(TABLE))) {
            ZerobusClient client = ZerobusClient.start(config(server), (level, message) -> {});
            try {
                stopOftenUnderLoad(server, client);
                assertThat(client.flush(Await.LONG)).isTrue();
                CloseReport report = client.close(Await.LONG);
                check(server, client, report);
            } finally {
                client.close();
            }
        }
    }

    private void stopOftenUnderLoad(LogServer server, ZerobusClient client) throws Exception {
        LedgerLoad load = LedgerLoad.start(directory.resolve("ledgers"), "w", 0, 2, 1_000);
        try (load) {
            for (int i = 0; i < Trial.FAULTS; i++) {
                awaitFlow(client);
                stopAndGoOn(server, client);
                awaitFlow(client);
            }
        }
    }

    private static ZerobusConfig config(LogServer server) {
        ConfigBuilder config = ZerobusConfig.builder()
                .set("batch.records", String.valueOf(Trial.BATCH_RECORDS))
                .set("inflight.batches", String.valueOf(Trial.BATCHES_IN_FLIGHT))
                .set("open.timeout", "500ms")
                .set("ack.timeout", "300ms");
        server.options(TABLE).forEach(config::set);
        return config.build();
    }

    private static void stopAndGoOn(LogServer server, ZerobusClient client) throws Exception {
        long before = lane(client).streamsLost();
        signal("-STOP", server.pid());
        try {
            Await.until(
                    "the client to notice",
                    Await.LONG,
                    () -> lane(client).streamsLost() > before,
                    () -> "" + lane(client));
        } finally {
            signal("-CONT", server.pid());
        }
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder(List.of("kill", signal, String.valueOf(pid)))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static LaneSnapshot lane(ZerobusClient client) {
        return client.snapshot().lanes().get(0);
    }

    private static void awaitFlow(ZerobusClient client) {
        long accepted = lane(client).accepted();
        Await.until("rows to be durable", Await.LONG, () -> lane(client).acked() > accepted, () -> "" + lane(client));
    }

    private void check(LogServer server, ZerobusClient client, CloseReport report) throws Exception {
        server.awaitMaterialised();
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), server.location(TABLE))
                .books(client.snapshot())
                .closed(report)
                .duplicatesAtMost(Math.min(
                        (long) Trial.FAULTS * Trial.IN_FLIGHT, lane(client).resent()))
                .run();
        System.out.println("SIGSTOP, " + Trial.FAULTS + " times: " + verdict);
        assertThat(verdict.accepted()).isGreaterThan(Trial.FAULTS * 10L);
        verdict.assertHolds();
    }
}
