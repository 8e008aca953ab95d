// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.ProtoEncodedRecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by hand, judged by the protobuf parser. */
class RequestFrameTest {

    private final RequestFrame frame = new RequestFrame();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 32, Long.MAX_VALUE})
    void isABatchOfTheCallersRows(long offsetId) throws IOException {
        Random random = new Random(offsetId);
        for (int size : new int[] {0, 1, 125, 126, 127, 128, 129, 16_381, 16_384, 2_097_152}) {
            byte[] record = new byte[size];
            random.nextBytes(record);
            ProtoEncodedRecordBatch batch = ProtoEncodedRecordBatch.newBuilder()
                    .addRecords(ByteString.copyFrom(record))
                    .addRecords(ByteString.copyFromUtf8("another"))
                    .build();
            byte[] array = new byte[batch.getSerializedSize() + 20];
            Arrays.fill(array, (byte) 0xFF);
            System.arraycopy(batch.toByteArray(), 0, array, 13, batch.getSerializedSize());

            frame.batch(offsetId, array, 13, batch.getSerializedSize());

            EphemeralStreamRequest request = EphemeralStreamRequest.parseFrom(drain());
            assertThat(request.getIngestRecordBatch().getOffsetId()).isEqualTo(offsetId);
            assertThat(request.getIngestRecordBatch().hasOffsetId()).isTrue();
            assertThat(request.getIngestRecordBatch().getProtoEncodedBatch()).isEqualTo(batch);
            assertThat(request.getUnknownFields().asMap()).isEmpty();
        }
    }

    @Test
    void isAWholeMessageAsItIs() throws IOException {
        frame.batch(7, new byte[100], 0, 100);
        frame.message(new byte[] {1, 2, 3});
        assertThat(drain()).containsExactly(1, 2, 3);
    }

    @Test
    void givesNothingAwayOnceItIsDrainedOrReleased() throws IOException {
        frame.message(new byte[] {1});
        drain();
        assertThatThrownBy(() -> frame.drainTo(new ByteArrayOutputStream())).isInstanceOf(IllegalStateException.class);
        frame.message(new byte[] {1});
        frame.release();
        assertThat(frame.available()).isZero();
        assertThatThrownBy(() -> frame.drainTo(new ByteArrayOutputStream())).isInstanceOf(IllegalStateException.class);
    }

    private byte[] drain() throws IOException {
        int announced = frame.available();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(frame.drainTo(bytes)).isEqualTo(announced).isEqualTo(bytes.size());
        return bytes.toByteArray();
    }
}
