// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.ids;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes, passes without anybody doing anything, and nothing is lost on the way. */
class RecoveryTest {

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
    @Conforms("recovery_during_stream_creation")
    void aCreationThatFailsOnceIsTriedAgain() {
        bench.server.next(StreamScript.failCreate(Status.UNAVAILABLE));
        bench.emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.server.streams()).hasSize(2);
        assertThat(bench.lane().acked()).isEqualTo(1);
    }

    @Test
    @Conforms({"stream_creation_fails_after_exhausting_retries", "go_retriable_without_recovery"})
    void noNumberOfFailuresIsTheLast() {
        for (int i = 0; i < 20; i++) {
            bench.server.next(StreamScript.failCreate(Status.UNAVAILABLE));
        }
        bench.set("backoff.max", "10ms").emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.server.streams()).hasSize(21);
    }

    @Test
    @Conforms("recovery_after_retriable_receiver_error")
    void unacknowledgedEventsGoOutAgainInOrder() {
        bench.server.next(StreamScript.failAt(5, Status.UNAVAILABLE)).next(StreamScript.failAt(3, Status.ABORTED));
        bench.emit(0, 20);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received().stream().distinct()).containsExactlyElementsOf(numbers(0, 20));
        assertThat(bench.server.streams()).hasSize(3);
        assertThat(bench.lane().acked()).isEqualTo(20);
    }

    @Test
    @Conforms("recovery_after_server_unresponsiveness")
    void aSilentStreamIsReplacedAndItsEventsAreSentAgain() {
        bench.server.next(StreamScript.silent());
        bench.set("ack.timeout", "300ms").emit(0, 5);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).isEqualTo(numbers(0, 5));
    }

    @Test
    @Conforms("close_fails_on_non_retriable_error_during_flush")
    void aCloseIntoARefusalReportsWhatRemainsAndWhy() {
        bench.server.otherwise(
                StreamScript.failAt(0, Status.PERMISSION_DENIED.withDescription("no MODIFY on the table")));
        bench.emit(0, 3);
        bench.untilState("BLOCKED");
        CloseReport report = bench.close(Duration.ofMillis(100));
        assertThat(report.remaining()).isEqualTo(3);
        assertThat(bench.said).anyMatch(line -> line.contains("no MODIFY on the table"));
        assertThat(bench.said).anyMatch(line -> line.startsWith("ERROR closed before everything was durable"));
        assertThat(bench.emit(3)).isFalse();
    }

    @Test
    @Conforms("recovery_on_close_stream_signal")
    void aCloseSignalMovesToAnotherStreamWithoutLoss() {
        bench.server.next(StreamScript.closeSignalAt(3, Duration.ofMillis(50)));
        bench.emit(0, 10);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received().stream().distinct()).containsExactlyElementsOf(numbers(0, 10));
        assertThat(bench.lane().closeSignals()).isEqualTo(1);
    }

    @Test
    @Conforms({"recovery_preserves_batch_structure", "recreate_stream"})
    void aBatchIsSentAgainWholeAndOffsetsStartAtZero() {
        bench.server.next(StreamScript.failAt(2, Status.UNAVAILABLE));
        bench.set("batch.records", "5")
                .set("batch.linger", "10s")
                .set("inflight.batches", "3")
                .emit(0, 15);
        assertThat(bench.flush(LONG)).isTrue();
        ScriptedExchange second = bench.stream(1);
        assertThat(ids(second).get(0) % 5).as("from where a batch began").isZero();
        assertThat(second.batches())
                .allMatch(batch -> batch.getProtoEncodedBatch().getRecordsCount() == 5);
        assertThat(second.batches().stream().map(IngestRecordBatchRequest::getOffsetId))
                .containsExactlyElementsOf(numbers(0, second.batches().size()));
        assertThat(bench.received().stream().distinct()).containsExactlyElementsOf(numbers(0, 15));
    }

    @Test
    @Conforms("get_unacked_records_returns_empty_when_all_acked")
    void nothingRemainsWhenAllIsAcknowledged() {
        bench.emit(0, 10);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.close(Duration.ZERO).remaining()).isZero();
    }
}
