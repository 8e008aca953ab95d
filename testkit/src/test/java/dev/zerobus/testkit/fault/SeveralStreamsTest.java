// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerLoad;
import dev.zerobus.testkit.ledger.Verdict;
import dev.zerobus.testkit.proxy.FaultProxy;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lane whose threads emit more than one stream may take: it sends by several, over gRPC to a server that keeps the rows, more
 * than one may, and the rows of each thread are in order.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Tag("long")
final class SeveralStreamsTest {

    private static final String TABLE = "t.fault.ticks";
    /** Rows that one stream may take in a second; all threads together emit about three times as many. */
    private static final int RATE = 400;

    private static final int WORKERS = 12;
    private static final int PER_SECOND = 100;
    private static final int BATCH_RECORDS = 20;
    private static final int BATCHES_IN_FLIGHT = 8;
    private static final int MOST_STREAMS = 4;

    @TempDir
    private Path directory;

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private ZerobusServer server;
    private FaultProxy proxy;
    private ZerobusClient client;
    private LedgerLoad load;

    @BeforeEach
    void start() throws Exception {
        server = ZerobusServer.builder(directory.resolve("data"))
                .shutdownGrace(Duration.ZERO)
                .table(LedgerCheck.ddl(TABLE))
                .start();
        proxy = FaultProxy.to(server.grpcUri().getPort());
        ZerobusConfig config = ZerobusConfig.builder()
                .set("endpoint", "http://localhost:" + proxy.port())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("table", TABLE)
                .set("stream.count", String.valueOf(MOST_STREAMS))
                .set("stream.rate.records", String.valueOf(RATE))
                .set("batch.records", String.valueOf(BATCH_RECORDS))
                .set("inflight.batches", String.valueOf(BATCHES_IN_FLIGHT))
                .set("backoff.min", "10ms")
                .set("backoff.max", "100ms")
                .build();
        client = ZerobusClient.start(config, (level, message) -> said.add(level + " " + message));
        load = LedgerLoad.start(directory.resolve("ledgers"), "w", 0, WORKERS, PER_SECOND);
    }

    @AfterEach
    void stop() throws Exception {
        Trial.closeAll(load, () -> client.close(Duration.ZERO), server, proxy);
    }

    private LaneSnapshot lane() {
        return client.snapshot().lanes().get(0);
    }

    private void await(String what, Callable<Boolean> condition) {
        Await.until(what, Await.LONG, condition, () -> client.snapshot() + ", said " + said);
    }

    private Verdict verdict(long duplicatesAtMost) throws Exception {
        load.close();
        assertThat(client.flush(Await.LONG))
                .as("%s said %s", client.snapshot(), said)
                .isTrue();
        CloseReport report = client.close(Await.LONG);
        assertThat(server.awaitMaterialised(Await.LONG)).isTrue();
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), server.location(TableName.of(TABLE)))
                .books(client.snapshot())
                .closed(report)
                .orderOfWorkersOnly()
                .duplicatesAtMost(duplicatesAtMost)
                .callerAtMost(Duration.ofSeconds(2))
                .run();
        System.out.println("several streams: " + verdict + ", resent " + lane().resent() + ", streams opened "
                + lane().streamsOpened() + ", changes " + lane().rescalings());
        assertThat(verdict.refused()).isZero();
        return verdict.assertHolds();
    }

    @Test
    void takesMoreThanOneStreamMayAndKeepsTheOrderOfEachThread() throws Exception {
        await("several streams", () -> lane().streams() > 1);
        assertThat(server.stats().ingest().streamsOpen()).isGreaterThan(1);
        assertThat(said).anyMatch(line -> line.contains("lane default sends by 2 streams now"));
        long from = lane().acked();
        long begin = System.nanoTime();
        await("more than one stream may take", () -> lane().acked() - from > mostOfOneStream(begin));
        assertThat(lane().throttledNanos()).as("each keeps to its rate").isPositive();
        assertThat(verdict(0).accepted()).isGreaterThan(5L * RATE);
    }

    /** What a single stream could have sent since then, and what it had in flight before. */
    private static double mostOfOneStream(long beginNanos) {
        return RATE * ((System.nanoTime() - beginNanos) / 1e9 + 1) + BATCH_RECORDS * BATCHES_IN_FLIGHT;
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachThreadWhenStreamsAreLost() throws Exception {
        await("several streams", () -> lane().streams() > 1);
        int lost = 0;
        for (int i = 0; i < Trial.FAULTS; i++) {
            long before = lane().acked();
            await("rows to land", () -> lane().acked() > before);
            switch (i % 3) {
                case 0 -> server.faults().add(Fault.onRequest().status(Status.Code.UNAVAILABLE, "on purpose"));
                case 1 -> server.faults().add(Fault.now().closeSignal(Duration.ofMillis(100)));
                default -> assertThat(proxy.cut()).isPositive();
            }
            lost++;
            long after = lane().acked();
            await("rows to land again", () -> lane().acked() > after + RATE / 4);
        }
        server.faults().clear();
        long atMost = (long) lost * MOST_STREAMS * BATCH_RECORDS * BATCHES_IN_FLIGHT;
        verdict(Math.min(atMost, lane().resent()));
        assertThat(lane().streamsLost()).isPositive();
        assertThat(lane().rescalings()).isPositive();
    }
}
