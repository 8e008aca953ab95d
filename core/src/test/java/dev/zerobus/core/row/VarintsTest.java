// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Judged by protobuf's own reader and writer. */
final class VarintsTest {

    private final byte[] bytes = new byte[40];

    private void assertBothWays(long value, int at, byte around) throws IOException {
        Arrays.fill(bytes, around);

        int end = Varints.put(bytes, at, value);

        int length = end - at;
        assertThat(length).isEqualTo(CodedOutputStream.computeUInt64SizeNoTag(value));
        assertThat(CodedInputStream.newInstance(bytes, at, length).readRawVarint64())
                .isEqualTo(value);
        assertThat(at == 0 || bytes[at - 1] == around).isTrue();
        Arrays.fill(bytes, end, bytes.length, around);
        assertThat(Varints.length(bytes, at)).isEqualTo(Math.min(9, length));
        assertThat(Varints.is(bytes, at, Math.min(9, length))).isTrue();
        assertThat(length > 7 || !Varints.is(bytes, at, length + 1)).isTrue();
        if (length <= 8) {
            assertThat(Varints.get(bytes, at, length)).isEqualTo(value);
        }
    }

    @Test
    void readsAndWritesWhatProtobufDoes() throws IOException {
        Random random = new Random(4711);
        for (byte around : new byte[] {0, 0x7F, -1}) {
            for (int shift = 0; shift < 64; shift++) {
                for (long near = -2; near <= 2; near++) {
                    assertBothWays((1L << shift) + near, 3, around);
                }
            }
            for (int i = 0; i < 20_000; i++) {
                assertBothWays(random.nextLong() >>> random.nextInt(64), random.nextInt(8), around);
            }
        }
    }

    @Test
    void readsLengthsThatTakeMoreBytesThanTheyHaveTo() {
        byte[] padded = {(byte) 0x85, (byte) 0x80, (byte) 0x80, 0, -1, -1, -1, -1, -1};

        assertThat(Varints.length(padded, 0)).isEqualTo(4);
        assertThat(Varints.get(padded, 0, 4)).isEqualTo(5);
    }
}
