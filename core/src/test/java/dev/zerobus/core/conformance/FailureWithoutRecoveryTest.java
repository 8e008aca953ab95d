// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody has repaired yet: the client says so, keeps what it has, and holds nobody up. */
class FailureWithoutRecoveryTest {

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

    @Test
    @Conforms("receiver_error_fails_stream")
    void keepsWhatWasNotAcknowledgedAndSaysTheServersWords() {
        bench.server.otherwise(StreamScript.failAt(1, Status.NOT_FOUND.withDescription("the table went away")));
        bench.set("inflight.batches", "1").emit(0, 2);
        bench.untilState("BLOCKED");
        LaneSnapshot lane = bench.lane();
        assertThat(lane.acked()).isEqualTo(1);
        assertThat(lane.queued() + lane.inFlight()).isEqualTo(1);
        assertThat(lane.stateWhy()).contains("the table went away").contains("events are kept");
        assertThat(bench.emit(2)).as("never permanently dead").isTrue();
    }

    @Test
    @Conforms("server_unresponsiveness_fails_stream")
    void aStreamWithoutAcksIsLeftInTimeAndTheReasonSaid() {
        bench.server.otherwise(StreamScript.silent());
        bench.set("ack.timeout", "300ms").emit(0, 1);
        bench.untilSaid("made no progress within 300 ms");
        bench.requests(1, 1);
    }

    @Test
    @Conforms({"get_unacked_records_after_failure", "get_unacked_records_with_mixed_batches_and_singles"})
    void theReportCountsExactlyWhatWasNotAcknowledged() {
        bench.server.otherwise(StreamScript.failAt(3, Status.NOT_FOUND));
        bench.set("batch.records", "4")
                .set("batch.linger", "10s")
                .set("inflight.batches", "1")
                .emit(0, 22);
        bench.untilState("BLOCKED");
        CloseReport report = bench.close(Duration.ofMillis(50));
        assertThat(report.lanes().get(0).acked()).as("three requests of four").isEqualTo(12);
        assertThat(report.remaining()).isEqualTo(10);
        assertThat(bench.received().subList(0, 12)).isEqualTo(numbers(0, 12));
    }

    @Test
    @Conforms("pending_futures_fail_on_stream_failure")
    void everyFlushEndsWhenTheClientCloses() {
        bench.server.otherwise(StreamScript.failAt(0, Status.PERMISSION_DENIED));
        bench.emit(0, 5);
        List<CompletableFuture<Boolean>> flushes = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> bench.flush(Duration.ofMinutes(5))))
                .toList();
        bench.untilState("BLOCKED");
        long began = System.nanoTime();
        bench.close(Duration.ofMillis(50));
        assertThat(flushes.stream().map(CompletableFuture::join)).containsOnly(false);
        assertThat(since(began)).isLessThan(Duration.ofSeconds(20));
    }
}
