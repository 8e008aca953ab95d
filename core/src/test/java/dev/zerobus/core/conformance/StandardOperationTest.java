// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events become requests, requests become durable, flushes wait for them. */
class StandardOperationTest {

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

    private static void assertOffsetsFromZero(ScriptedExchange stream) {
        assertThat(stream.batches().stream().map(IngestRecordBatchRequest::getOffsetId))
                .containsExactlyElementsOf(numbers(0, stream.batches().size()));
    }

    @Test
    @Conforms({"single_record_ingestion", "go_single"})
    void oneEventIsOneRequestWithOffsetZero() {
        bench.emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received()).containsExactly(0L);
        assertOffsetsFromZero(bench.stream(0));
        assertThat(bench.lane().acked()).isEqualTo(1);
    }

    @Test
    @Conforms({
        "multiple_records_ingestion",
        "go_multiple",
        "ingest_record_offset_single",
        "ingest_record_offset_multiple"
    })
    void manyEventsAreRequestsWithConsecutiveOffsets() {
        bench.emit(0, 500);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received()).isEqualTo(numbers(0, 500));
        assertThat(bench.stream(0).batches()).hasSize(500);
        assertOffsetsFromZero(bench.stream(0));
        assertThat(bench.lane().acked()).isEqualTo(500);
    }

    @Test
    @Conforms({"basic_batch_ingestion", "go_batch", "ingest_records_offset_batch"})
    void aBatchOfEventsIsOneRequestAndOneOffset() {
        bench.set("batch.records", "10").set("batch.linger", "10s").emit(0, 30);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.stream(0).batches()).hasSize(3);
        assertOffsetsFromZero(bench.stream(0));
        assertThat(bench.received()).isEqualTo(numbers(0, 30));
    }

    @Test
    @Conforms("large_batch_ingestion")
    void thousandsOfEventsFitOneRequest() {
        bench.set("ring.size", "8MiB")
                .set("batch.records", "5000")
                .set("batch.linger", "10s")
                .emit(0, 5_000);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.stream(0).batches()).hasSize(1);
        assertThat(bench.received()).isEqualTo(numbers(0, 5_000));
    }

    @Test
    @Conforms({"mixed_batch_and_single_record_ingestion", "mixed_ingest_record_offset_and_ingest_record"})
    void requestsOfAllSizesShareOneSequenceOfOffsets() {
        bench.set("batch.records", "10").set("batch.linger", "10s");
        int[] sizes = {1, 10, 3, 1, 7};
        long next = 0;
        for (int size : sizes) {
            bench.emit(next, next + size);
            next += size;
            assertThat(bench.flush(LONG)).isTrue();
        }
        assertOffsetsFromZero(bench.stream(0));
        assertThat(bench.stream(0).batches()).hasSizeGreaterThanOrEqualTo(sizes.length);
        assertThat(bench.received()).isEqualTo(numbers(0, next));
    }

    @Test
    @Conforms({
        "ingest_empty_batch_returns_none",
        "ingest_empty_batch_after_records_returns_none",
        "ingest_records_offset_empty_batch"
    })
    void nothingToSendUsesNeitherRequestNorOffset() {
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.server.streams()).as("no event, no stream").isEmpty();
        bench.emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.flush(LONG)).as("nothing since").isTrue();
        bench.emit(1, 2);
        assertThat(bench.flush(LONG)).isTrue();
        assertOffsetsFromZero(bench.requests(0, 2));
        assertThat(bench.stream(0).batches()).hasSize(2);
    }

    @Test
    @Conforms("batch_too_large_rejected_by_server")
    void aBatchThatTheServerFindsTooLargeIsHalvedAndItsWordsAreSaidOfWhatStaysTooLarge() {
        bench.server.otherwise(StreamScript.onBatches((exchange, batch) -> {
            List<ByteString> records = batch.getProtoEncodedBatch().getRecordsList();
            if (records.size() > 4 || records.stream().anyMatch(row -> Workbench.id(row) == 7)) {
                exchange.fail(Status.INVALID_ARGUMENT.withDescription("batch is too large for us"));
            } else {
                exchange.ack(batch.getOffsetId());
            }
        }));
        bench.set("batch.records", "16").set("batch.linger", "10s").emit(0, 16);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(15);
        assertThat(bench.lane().setAside()).containsEntry(SetAsideReason.REJECTED, 1L);
        assertThat(bench.said).anyMatch(line -> line.contains("event 7") && line.contains("batch is too large for us"));
    }

    @Test
    @Conforms("flush")
    void aFlushWaitsForTheHighestEventOfItsCall() {
        bench.server.otherwise(StreamScript.slow(Duration.ofMillis(150)));
        bench.emit(0, 5);
        long began = System.nanoTime();
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(since(began)).isGreaterThanOrEqualTo(Duration.ofMillis(140));
        assertThat(bench.lane().acked()).isEqualTo(5);
    }

    @Test
    @Conforms("flush_timeout")
    void aFlushReturnsAtItsDeadline() {
        bench.server.otherwise(StreamScript.silent());
        bench.emit(0, 1);
        long began = System.nanoTime();
        assertThat(bench.flush(Duration.ofMillis(200))).isFalse();
        assertThat(since(began)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    @Conforms("empty_flush")
    void aFlushOfNothingReturnsAtOnce() {
        bench.client();
        long began = System.nanoTime();
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(since(began)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    @Conforms("error_during_wait_for_offset")
    void whatIsAcknowledgedStaysSoAndTheNextGetsTheServersError() {
        bench.server.otherwise(StreamScript.reject(row -> Workbench.id(row) == 1, "number one is no good"));
        bench.emit(0, 3);
        long began = System.nanoTime();
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(since(began)).isLessThan(Duration.ofSeconds(10));
        assertThat(bench.lane().acked()).isEqualTo(2);
        assertThat(bench.lane().setAside()).containsEntry(SetAsideReason.REJECTED, 1L);
        assertThat(bench.said).anyMatch(line -> line.contains("event 1") && line.contains("number one is no good"));
    }
}
