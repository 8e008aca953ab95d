// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.await;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.RecordType;
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

/** Streams are created, clients are closed. */
class LifecycleTest {

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
    @Conforms("successful_stream_creation")
    void createsAStreamOfProtobufRowsForTheTable() {
        bench.emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.stream(0).create().getTableName()).isEqualTo("main.shop.orders");
        assertThat(bench.stream(0).create().getRecordType()).isEqualTo(RecordType.PROTO);
        assertThat(bench.stream(0).create().getDescriptorProto().isEmpty()).isFalse();
        assertThat(bench.lane().state()).isEqualTo("OPEN");
        assertThat(bench.said).anyMatch(line -> line.contains("is connected"));
    }

    @Test
    @Conforms({"timeouted_stream_creation", "go_timeouted_creation"})
    void saysInTimeThatACreationIsNotAnswered() {
        bench.server.otherwise(StreamScript.neverCreate());
        bench.set("open.timeout", "300ms").emit(0, 1);
        long began = System.nanoTime();
        bench.untilSaid("no answer to create_stream within 300 ms");
        assertThat(since(began)).isLessThan(Duration.ofSeconds(10));
        bench.server.otherwise(StreamScript.good());
        assertThat(bench.flush(LONG)).as("and tries again").isTrue();
    }

    @Test
    @Conforms("non_retriable_error_during_stream_creation")
    void blocksAfterOneMoreTryWhenItsCredentialsAreRefused() {
        bench.server.otherwise(StreamScript.failCreate(Status.UNAUTHENTICATED.withDescription("who are you")));
        bench.emit(0, 1);
        bench.untilState("BLOCKED");
        assertThat(bench.server.streams()).hasSize(2);
        assertThat(bench.flush(Duration.ofMillis(300))).isFalse();
        assertThat(bench.server.streams()).as("no further attempt").hasSize(2);
        assertThat(bench.said).anyMatch(line -> line.startsWith("ERROR") && line.contains("who are you"));
        assertThat(bench.lane().queued() + bench.lane().inFlight()).as("kept").isEqualTo(1);
    }

    @Test
    @Conforms("retriable_error_without_recovery_during_stream_creation")
    void noCallerWaitsForACreationThatFails() {
        bench.server.otherwise(StreamScript.failCreate(Status.UNAVAILABLE));
        long began = System.nanoTime();
        bench.emit(0, 100);
        assertThat(bench.flush(Duration.ofMillis(50))).isFalse();
        assertThat(since(began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Conforms({"graceful_close", "go_graceful_close"})
    void closeDeliversEverything() {
        bench.emit(0, 100);
        CloseReport report = bench.close(LONG);
        assertThat(report.remaining()).isZero();
        assertThat(report.lanes().get(0).acked()).isEqualTo(100);
        assertThat(bench.received()).isEqualTo(numbers(0, 100));
    }

    @Test
    @Conforms({"idempotent_close", "go_idempotent_close"})
    void aSecondCloseReportsTheSame() {
        bench.emit(0, 10);
        CloseReport first = bench.close(LONG);
        assertThat(bench.close(LONG).toString()).isEqualTo(first.toString());
    }

    @Test
    @Conforms("flush_after_close")
    void aFlushAfterTheCloseSaysAtOnceHowItEnded() {
        bench.server.otherwise(StreamScript.silent());
        bench.emit(0, 1);
        bench.requests(0, 1);
        bench.close(Duration.ZERO);
        long began = System.nanoTime();
        assertThat(bench.flush(LONG)).as("something remained").isFalse();
        assertThat(since(began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Conforms({
        "ingest_after_close",
        "ingest_records_after_close",
        "ingest_record(s)_offset_after_close_fails",
        "go_ingest_after_close",
        "go_batch_after_close"
    })
    void anEventAfterTheCloseIsRefusedAndCounted() {
        bench.emit(0, 3);
        bench.close(LONG);
        assertThat(bench.emit(3)).isFalse();
        assertThat(bench.client().snapshot().droppedBeforeLanes()).containsEntry(DropReason.CLOSED, 1L);
        assertThat(bench.received()).isEqualTo(numbers(0, 3));
    }

    @Test
    @Conforms({"close_waits_for_graceful_supervisor_shutdown", "drop_immediately_shuts_down", "stream_cleanup_on_drop"})
    void neitherThreadNorConnectionOutlivesAClose() {
        bench.server.otherwise(StreamScript.silent());
        bench.emit(0, 1);
        bench.requests(0, 1);
        long began = System.nanoTime();
        bench.close(Duration.ZERO);
        assertThat(since(began)).as("a close without time").isLessThan(Duration.ofSeconds(5));
        assertThat(drains()).isEmpty();
        await("the end of the connection", () -> bench.stream(0).isClientGone());
    }

    private static List<String> drains() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("zerobus-drain"))
                .toList();
    }

    @Test
    @Conforms("close_idempotent_after_error")
    void theFirstCloseReportsWhatRemainsAndTheSecondDoesNotWaitAgain() {
        bench.server.otherwise(StreamScript.failCreate(Status.PERMISSION_DENIED));
        bench.emit(0, 7);
        bench.untilState("BLOCKED");
        CloseReport first = bench.close(Duration.ofMillis(50));
        assertThat(first.remaining()).isEqualTo(7);
        long began = System.nanoTime();
        assertThat(bench.close(LONG).remaining()).isEqualTo(7);
        assertThat(since(began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Conforms("supervisor_responds_to_cancellation")
    void aCloseEndsAnAttemptThatHangs() {
        bench.server.withoutEarlyHeaders().otherwise(StreamScript.neverCreate());
        bench.emit(0, 1);
        bench.stream(0);
        long began = System.nanoTime();
        bench.close(Duration.ofMillis(100));
        assertThat(since(began)).isLessThan(Duration.ofSeconds(5));
        await("the end of the attempt", () -> bench.stream(0).isClientGone());
    }

    @Test
    @Conforms("concurrent_close_operations")
    void closesThatRaceAllReportTheSameEnd() {
        bench.emit(0, 200);
        List<CompletableFuture<CloseReport>> closes = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> bench.close(LONG)))
                .toList();
        assertThat(closes.stream().map(CompletableFuture::join))
                .allMatch(report -> report.finished() && report.remaining() == 0);
        assertThat(bench.received()).isEqualTo(numbers(0, 200));
    }
}
