// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.await;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads, and bounds that they meet. */
class ConcurrencyTest {

    @TempDir
    Path dir;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(dir);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private void emitFromThreads(int threads, int each) {
        bench.client();
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long first = (long) thread * each;
            all.add(CompletableFuture.runAsync(() -> {
                awaitStart(start);
                bench.emit(first, first + each);
            }));
        }
        start.countDown();
        all.forEach(CompletableFuture::join);
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertExactly(int events) {
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received()).containsExactlyInAnyOrderElementsOf(numbers(0, events));
        assertThat(bench.stream(0).batches().stream().map(IngestRecordBatchRequest::getOffsetId))
                .containsExactlyElementsOf(numbers(0, bench.stream(0).batches().size()));
    }

    @Test
    @Conforms("concurrent_ingest_from_multiple_tasks")
    void eventsOfManyThreadsLandOnceEachWithGapFreeOffsets() {
        emitFromThreads(8, 100);
        assertExactly(800);
        assertThat(bench.stream(0).batches()).hasSize(800);
    }

    @Test
    @Conforms("concurrent_batch_ingestion")
    void batchesOfManyThreadsLandOnceEachWithGapFreeOffsets() {
        bench.set("batch.records", "50").set("batch.linger", "5ms");
        emitFromThreads(8, 500);
        assertExactly(4_000);
    }

    @Test
    @Conforms({
        "ingest_blocks_on_inflight_limit",
        "ingest_records_blocks_on_inflight_limit",
        "ingest_record_offset_blocks_on_inflight_limit"
    })
    void noMoreRequestsThanAllowedAreUnacknowledged() {
        bench.server.otherwise(StreamScript.silent());
        bench.set("inflight.batches", "3").emit(0, 10);
        ScriptedExchange stream = bench.requests(0, 3);
        assertThat(bench.flush(Duration.ofMillis(200))).isFalse();
        assertThat(stream.batches()).as("nothing more is sent").hasSize(3);
        stream.ack(0);
        bench.requests(0, 4);
        assertThat(bench.flush(Duration.ofMillis(200))).isFalse();
        assertThat(stream.batches()).as("one for one").hasSize(4);
        for (int acked = 1; acked < 10; acked++) {
            bench.requests(0, Math.min(10, acked + 3));
            stream.ack(acked);
        }
        assertThat(bench.flush(LONG)).isTrue();
    }

    @Test
    @Conforms("ingest_blocks_no_longer_than_allowed")
    void aCallerWaitsForRoomNoLongerThanItsPolicy() {
        bench.server.otherwise(StreamScript.silent());
        bench.set("overflow.policy", "block").set("overflow.timeout", "50ms").set("ring.size", "64KiB");
        bench.client();
        long longest = 0;
        boolean taken = true;
        for (long id = 0; taken && id < 100_000; id++) {
            long began = System.nanoTime();
            taken = bench.emit(id);
            longest = System.nanoTime() - began;
        }
        assertThat(taken).as("the ring is full some time").isFalse();
        assertThat(Duration.ofNanos(longest)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
        assertThat(bench.lane().dropped()).containsEntry(DropReason.BLOCK_TIMEOUT, 1L);
    }

    @Test
    @Conforms("flush_with_concurrent_ingestion")
    void aFlushDoesNotWaitForLaterEvents() {
        bench.server.otherwise(StreamScript.onBatches((exchange, batch) -> {
            // what comes after the flush is never acknowledged
            if (batch.getOffsetId() < 5) {
                exchange.later(Duration.ofMillis(100), () -> exchange.ack(batch.getOffsetId()));
            }
        }));
        bench.emit(0, 5);
        long began = System.nanoTime();
        CompletableFuture<Boolean> flush = CompletableFuture.supplyAsync(() -> bench.flush(LONG));
        bench.requests(0, 5);
        await("the flush has begun", () -> since(began).toMillis() > 20);
        bench.emit(5, 100);
        assertThat(flush.join()).isTrue();
        assertThat(since(began)).isLessThan(Duration.ofSeconds(10));
        assertThat(bench.lane().acked()).isEqualTo(5);
    }

    @Test
    @Conforms("close_with_concurrent_ingestion")
    void aCloseDeliversWhateverWasAcceptedWhileItBegan() {
        bench.set("batch.records", "20");
        bench.client();
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(CompletableFuture.runAsync(() -> {
                while (refused.get() < 100) {
                    (bench.emit(7) ? accepted : refused).incrementAndGet();
                }
            }));
        }
        await("events", () -> accepted.get() > 200);
        CloseReport report = bench.close(LONG);
        threads.forEach(CompletableFuture::join);
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).isZero();
        assertThat(report.lanes().get(0).accepted()).isEqualTo(accepted.get());
        assertThat(bench.received()).hasSize((int) accepted.get());
        assertThat(bench.client().snapshot().dropped()).isEqualTo(refused.get());
    }
}
