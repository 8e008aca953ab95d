// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventRingTest {

    private final EventRing ring = new EventRing(4096);
    private final RingReader reader = ring.reader();

    @Test
    void givesBackWhatWasPutIn() {
        assertThat(offer("first")).isTrue();
        assertThat(offer("")).isTrue();
        assertThat(offer("third")).isTrue();

        assertThat(take()).isEqualTo("first");
        assertThat(take()).isEmpty();
        assertThat(take()).isEqualTo("third");
        assertThat(reader.next()).isFalse();
        assertThat(reader.bytes()).isEmpty();
    }

    @Test
    void copiesTheNamedPartOfTheArrayBeforeItReturns() {
        byte[] source = "__middle__".getBytes();
        assertThat(ring.offer(source, 2, 6)).isTrue();
        Arrays.fill(source, (byte) 'x');

        assertThat(take()).isEqualTo("middle");
    }

    @Test
    void aLeadComesBeforeTheRecordAndIsPartOfIt() {
        for (int length : new int[] {0, 1, 245, 246, 247, 248, 249, 600, ring.maxRecordBytes() - 2}) {
            for (int lap = 0; lap < 20; lap++) {
                byte[] record = pattern(length);
                assertThat(ring.offer(record, 0, length, 0xFE70)).isTrue();
                assertThat(reader.next()).isTrue();
                byte[] taken = current();
                assertThat(taken).hasSize(length + EventRing.LEAD_BYTES).startsWith(0x70, 0xFE);
                assertThat(Arrays.copyOfRange(taken, 2, taken.length)).isEqualTo(record);
                reader.release(reader.position());
            }
            assertThat(ring.freeBytes()).isEqualTo(4096);
        }
        assertThat(ring.offer(pattern(ring.maxRecordBytes() - 1), 0, ring.maxRecordBytes() - 1, 0x0170))
                .as("with its lead it is too large")
                .isFalse();
        assertThat(ring.offer(pattern(ring.maxRecordBytes()), 0, ring.maxRecordBytes()))
                .isTrue();
    }

    @Test
    void refusesWhenFullAndTakesAgainAfterARelease() {
        fillUp();
        assertThat(ring.freeBytes()).isZero();
        assertThat(offer("refused")).isFalse();

        assertThat(reader.next()).isTrue();
        assertThat(offer("still refused: sent is not acked")).isFalse();
        reader.release(reader.position());

        assertThat(ring.freeBytes()).isEqualTo(RecordLayout.CHUNK_BYTES);
        assertThat(offer("taken")).isTrue();
        assertThat(offer("refused")).isFalse();
    }

    @Test
    void givesTheSameBytesAfterARewind() {
        offer("one");
        offer("two");
        long start = reader.position();
        assertThat(take()).isEqualTo("one");
        long behindOne = reader.position();
        assertThat(take()).isEqualTo("two");

        reader.rewindTo(start);
        assertThat(take()).isEqualTo("one");
        assertThat(take()).isEqualTo("two");
        reader.rewindTo(behindOne);
        assertThat(take()).isEqualTo("two");
    }

    @Test
    void readsARecordThatWrapsInOnePiece() {
        byte[] big = pattern(1000);
        for (int lap = 0; lap < 50; lap++) {
            assertThat(ring.offer(big, 0, big.length)).isTrue();
            assertThat(reader.next()).isTrue();
            assertThat(current()).isEqualTo(big);
            reader.release(reader.position());
            assertThat(offer("x")).isTrue();
            assertThat(take()).isEqualTo("x");
            reader.release(reader.position());
        }
        assertThat(ring.freeBytes()).isEqualTo(4096);
    }

    @Test
    void takesARecordOfTheLargestSizeAndNoLargerOne() {
        assertThat(ring.maxRecordBytes()).isEqualTo(1024 - RecordLayout.HEADER_BYTES);
        assertThat(ring.offer(pattern(ring.maxRecordBytes()), 0, ring.maxRecordBytes()))
                .isTrue();
        assertThat(ring.freeBytes()).isEqualTo(3072);
        assertThat(ring.offer(pattern(ring.maxRecordBytes() + 1), 0, ring.maxRecordBytes() + 1))
                .isFalse();
        assertThat(ring.offer(new byte[1 << 20], 0, 1 << 20)).isFalse();
        assertThat(ring.freeBytes()).isEqualTo(3072);
    }

    @Test
    void claimsNothingForBytesOutsideTheArray() {
        assertThatThrownBy(() -> ring.offer(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ring.offer(new byte[10], -1, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ring.offer(new byte[10], 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ring.offer(new byte[10], Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ring.freeBytes()).isEqualTo(4096);
        assertThat(offer("next")).isTrue();
        assertThat(take()).isEqualTo("next");
    }

    @Test
    void tellsWhetherAnythingIsPublishedBehindSent() {
        assertThat(reader.empty()).isTrue();
        offer("a");
        assertThat(reader.empty()).isFalse();
        take();
        assertThat(reader.empty()).isTrue();
        reader.rewindTo(reader.acked());
        assertThat(reader.empty()).isFalse();
    }

    @Test
    void refusesPositionsOutsideOfAckedAndSent() {
        offer("a");
        offer("b");
        take();
        reader.release(reader.position());
        long acked = reader.acked();

        assertThatThrownBy(() -> reader.rewindTo(acked - 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.rewindTo(acked + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.release(acked + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.release(acked - 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(take()).isEqualTo("b");
    }

    @Test
    void takesNothingAfterCloseAndKeepsWhatItHas() {
        offer("kept");
        assertThat(ring.quiescent()).isFalse();
        ring.close();
        ring.close();

        assertThat(offer("late")).isFalse();
        assertThat(ring.quiescent()).isTrue();
        assertThat(take()).isEqualTo("kept");
        assertThat(reader.empty()).isTrue();
        assertThat(ring.quiescent()).isTrue();
    }

    @Test
    void isQuiescentAfterRewindAndReleaseToo() {
        fillUp();
        ring.close();
        assertThat(ring.quiescent()).isTrue();
        while (reader.next()) {
            if (reader.position() == 8) {
                reader.release(8);
            }
        }
        reader.rewindTo(8);
        assertThat(ring.quiescent()).isTrue();
        while (reader.next()) {
            reader.release(reader.position());
        }
        assertThat(ring.quiescent()).isTrue();
        assertThat(ring.freeBytes()).isEqualTo(4096);
    }

    @Test
    void wantsAPowerOfTwoAndRecordsOfAQuarter() {
        assertThatThrownBy(() -> new EventRing(5000))
                .hasMessageContaining("5000")
                .hasMessageContaining("power of two");
        assertThatThrownBy(() -> new EventRing(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventRing(Integer.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventRing(2048)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventRing(4096, 1017))
                .hasMessageContaining("1017")
                .hasMessageContaining("1016");
        assertThatThrownBy(() -> new EventRing(4096, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new EventRing(8192, 100).maxRecordBytes()).isEqualTo(100);
    }

    private void fillUp() {
        for (int i = 0; i < 4096 / RecordLayout.CHUNK_BYTES; i++) {
            assertThat(offer("record " + i)).isTrue();
        }
    }

    private boolean offer(String text) {
        return ring.offer(text.getBytes(), 0, text.length());
    }

    private String take() {
        assertThat(reader.next()).isTrue();
        return new String(current());
    }

    private byte[] current() {
        return Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length());
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + 7);
        }
        return bytes;
    }

    @Test
    void tellsOnceOfEachSixteenthThatFills() {
        AtomicInteger told = new AtomicInteger();
        EventRing filling = new EventRing(64 << 10, told::incrementAndGet);
        Random random = new Random(5);
        int sixteenth = (64 << 10) / 16 / RecordLayout.CHUNK_BYTES;
        for (int i = 0; i < 2_000; i++) {
            assertThat(filling.offer(new byte[2_000], 0, 1 + random.nextInt(2_000)))
                    .isTrue();
            assertThat(told).hasValue((int) (filling.claimedPosition() / sixteenth));
            filling.reader().next();
            filling.reader().release(filling.reader().position());
        }
        assertThat(told.get()).isGreaterThan(100);
    }

    @Test
    void takesTheRecordAlsoIfWhoIsToldThatItFillsThrows() {
        EventRing filling = new EventRing(4_096, () -> {
            throw new IllegalStateException("on purpose");
        });
        for (int i = 0; i < 16; i++) {
            assertThat(filling.offer(new byte[1], 0, 1)).isTrue();
        }
        assertThat(filling.offer(new byte[1], 0, 1)).isFalse();
    }
}
