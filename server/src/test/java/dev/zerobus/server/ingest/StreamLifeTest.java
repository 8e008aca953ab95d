// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static dev.zerobus.server.ingest.IngestFixture.ORDERS;
import static dev.zerobus.server.ingest.IngestFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on a stream on which everything is right. */
final class StreamLifeTest {

    @TempDir
    Path temp;

    private IngestFixture zerobus;

    @BeforeEach
    void start() throws Exception {
        zerobus = new IngestFixture(temp);
    }

    @AfterEach
    void stop() throws Exception {
        zerobus.close();
    }

    @Test
    void sendsHeadersBeforeTheFirstMessage() throws Exception {
        TestStream stream = zerobus.call();
        assertThat(stream.headers.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(stream.waiting()).isZero();
        stream.cancel();
    }

    @Test
    void answersCreateStreamWithAnId() throws Exception {
        TestStream stream = zerobus.call().createJson(ORDERS);
        EphemeralStreamResponse response = stream.next();
        assertThat(UUID.fromString(response.getCreateStreamResponse().getStreamId()))
                .isNotNull();
        stream.cancel();
    }

    @Test
    void acknowledgesProtoRecordsAndBatchesByOffsetOfTheRequest() throws Exception {
        TestStream stream = zerobus.protoStream();
        stream.proto(0, row(1, "a"));
        stream.protoBatch(1, List.of(row(2, "b"), row(3, "c")));
        stream.proto(2, row(4, "d"));
        stream.awaitAck(2);
        assertThat(zerobus.rows()).containsExactly("1:a", "2:b", "3:c", "4:d");
        assertThat(stream.halfClose().status().getCode()).isEqualTo(Status.Code.OK);
    }

    @Test
    void acknowledgesJsonRecordsAndBatches() throws Exception {
        TestStream stream = zerobus.jsonStream();
        stream.json(0, "{\"order_id\": 1, \"note\": \"a\"}");
        stream.jsonBatch(1, "{\"order_id\": 2, \"note\": \"b\"}", "{\"order_id\": 3, \"note\": \"c\"}");
        stream.awaitAck(1);
        assertThat(zerobus.rows()).containsExactly("1:a", "2:b", "3:c");
        stream.cancel();
    }

    @Test
    void acknowledgesAnEmptyBatchInItsTurn() throws Exception {
        TestStream stream = zerobus.protoStream();
        stream.protoBatch(0, List.of());
        stream.awaitAck(0);
        stream.cancel();
    }

    @Test
    void acknowledgesTheRestAfterHalfCloseAndThenEndsWell() throws Exception {
        TestStream stream = zerobus.protoStream();
        for (int i = 0; i < 500; i++) {
            stream.proto(i, row(i, "n"));
        }
        stream.halfClose();
        stream.awaitAck(499);
        assertThat(stream.status().getCode()).isEqualTo(Status.Code.OK);
        assertThat(zerobus.rows()).hasSize(500);
    }

    @Test
    void endsWellWhenTheClientLeavesBeforeCreatingAStream() throws Exception {
        assertThat(zerobus.call().halfClose().status().getCode()).isEqualTo(Status.Code.OK);
    }

    @Test
    void acknowledgesManyRequestsWithFewResponses() throws Exception {
        TestStream stream = zerobus.protoStream();
        for (int i = 0; i < 5_000; i++) {
            stream.proto(i, row(i, "n"));
        }
        stream.halfClose();
        int acks = stream.awaitAck(4_999);
        assertThat((long) acks).isLessThanOrEqualTo(zerobus.wal.stats().commits());
        assertThat(acks).isLessThan(4_000);
    }

    @Test
    void keepsTheOrderOfEachOfManyStreams() throws Exception {
        List<TestStream> streams = new ArrayList<>();
        for (int s = 0; s < 10; s++) {
            streams.add(zerobus.protoStream());
        }
        for (int i = 0; i < 100; i++) {
            for (int s = 0; s < streams.size(); s++) {
                streams.get(s).proto(i, row(i, "s" + s));
            }
        }
        for (TestStream stream : streams) {
            stream.awaitAck(99);
            stream.halfClose();
        }
        List<String> rows = zerobus.rows();
        assertThat(rows).hasSize(1_000);
        for (int s = 0; s < streams.size(); s++) {
            String suffix = ":s" + s;
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                expected.add(i + suffix);
            }
            assertThat(rows.stream().filter(row -> row.endsWith(suffix))).isEqualTo(expected);
        }
    }

    @Test
    void holdsClientsBackWhileTheLogIsFullAndLosesNothing() throws Exception {
        zerobus.close();
        zerobus = new IngestFixture(
                temp.resolve("narrow"), dev.zerobus.server.auth.AccessControl.none(), IngestLimits.defaults(), 10_000);
        TestStream stream = zerobus.protoStream();
        ByteString large = row(7, "x".repeat(50_000));
        for (int i = 0; i < 400; i++) {
            stream.proto(i, large);
        }
        stream.halfClose();
        stream.awaitAck(399);
        assertThat(stream.status().getCode()).isEqualTo(Status.Code.OK);
        assertThat(zerobus.rows()).hasSize(400);
    }

    @Test
    void signalsTheCloseAndEndsStreamsWellAfterTheirLastAck() throws Exception {
        TestStream stream = zerobus.protoStream();
        stream.proto(0, row(1, "a"));
        stream.awaitAck(0);
        zerobus.service.signalClose(Duration.ofMillis(1_500));
        com.google.protobuf.Duration told = stream.next().getCloseStreamSignal().getDuration();
        assertThat(told.getSeconds()).isEqualTo(1);
        assertThat(told.getNanos()).isEqualTo(500_000_000);

        stream.proto(1, row(2, "still taken"));
        stream.awaitAck(1);
        zerobus.service.drain();
        assertThat(stream.status().getCode()).isEqualTo(Status.Code.OK);
        assertThat(zerobus.call().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void forgetsStreamsThatAreGone() throws Exception {
        TestStream kept = zerobus.protoStream();
        TestStream gone = zerobus.protoStream();
        assertThat(zerobus.service.stats().streamsOpen()).isEqualTo(2);
        gone.cancel();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (zerobus.service.streams() > 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(zerobus.service.stats().streamsOpen()).isEqualTo(1);
        assertThat(zerobus.service.stats().streamsOpened()).isEqualTo(2);
        kept.cancel();
    }

    @Test
    void countsWhatCameIn() throws Exception {
        TestStream stream = zerobus.protoStream();
        stream.protoBatch(0, List.of(row(2, "b"), row(3, "c")));
        stream.awaitAck(0);
        IngestStats stats = zerobus.service.stats();
        assertThat(stats.requests()).isEqualTo(1);
        assertThat(stats.records()).isEqualTo(2);
        assertThat(stats.recordBytes()).isEqualTo(row(2, "b").size() * 2L);
        stream.cancel();
    }
}
