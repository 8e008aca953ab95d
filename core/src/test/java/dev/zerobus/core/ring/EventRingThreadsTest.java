// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Producers against a reader that reads, rewinds and releases as a seed says. */
class EventRingThreadsTest {

    private static final int PRODUCERS = 4;
    private static final int RECORDS = 10_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsEveryAcceptedRecordOnceWholeAndInItsProducersOrder() {
        long seed = System.nanoTime();
        EventRing ring = new EventRing(16 << 10);
        List<CompletableFuture<Integer>> producers = produce(ring, seed, false);

        Reading reading = new Reading(ring.reader(), new Random(seed));
        while (!allDone(producers) || !ring.reader().empty()) {
            reading.step();
        }
        reading.finish();

        for (int producer = 0; producer < PRODUCERS; producer++) {
            assertThat(reading.seen[producer])
                    .as("seed %d, producer %d", seed, producer)
                    .isEqualTo(RECORDS);
            assertThat(producers.get(producer).join()).isEqualTo(RECORDS);
        }
        assertThat(ring.freeBytes()).as("seed %d", seed).isEqualTo(16 << 10);
    }

    @Test
    void hasAllThatWasAcceptedOnceItIsClosedAndQuiescent() {
        long seed = System.nanoTime();
        for (int round = 0; round < 50; round++) {
            EventRing ring = new EventRing(16 << 10);
            List<CompletableFuture<Integer>> producers = produce(ring, seed + round, true);
            Reading reading = new Reading(ring.reader(), new Random(seed + round));
            for (int step = 0; step < 200; step++) {
                reading.step();
            }
            CompletableFuture.runAsync(ring::close, threads).join();
            while (!ring.quiescent()) {
                Thread.onSpinWait();
            }
            while (!ring.reader().empty()) {
                reading.step();
            }
            reading.finish();

            for (int producer = 0; producer < PRODUCERS; producer++) {
                assertThat(reading.seen[producer])
                        .as("seed %d, producer %d", seed + round, producer)
                        .isEqualTo(producers.get(producer).join());
            }
            assertThat(ring.quiescent()).isTrue();
            // producers that came too late may have left aborted records: looking past them frees their room
            assertThat(ring.reader().next()).isFalse();
            ring.reader().rewindTo(reading.lastPosition);
            ring.reader().release(reading.lastPosition);
            assertThat(ring.freeBytes()).as("seed %d", seed + round).isEqualTo(16 << 10);
        }
    }

    /** Each numbers its records and keeps a record until the ring takes it, or until the ring is closed. */
    private List<CompletableFuture<Integer>> produce(EventRing ring, long seed, boolean untilClosed) {
        List<CompletableFuture<Integer>> producers = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int number = producer;
            producers.add(CompletableFuture.supplyAsync(
                    () -> offerAll(ring, number, new Random(seed + number), untilClosed), threads));
        }
        return producers;
    }

    private static int offerAll(EventRing ring, int producer, Random random, boolean untilClosed) {
        byte[] record = new byte[ring.maxRecordBytes()];
        int accepted = 0;
        int refused = 0;
        while (accepted < RECORDS) {
            int length = fill(record, producer, accepted, random);
            while (!ring.offer(record, 0, length)) {
                // a closed ring refuses for ever; no honest full one does for so long
                if (untilClosed && ++refused > 10_000) {
                    return accepted;
                }
                Thread.yield();
            }
            refused = 0;
            accepted++;
        }
        return accepted;
    }

    private static int fill(byte[] record, int producer, int number, Random random) {
        int length = 12 + (random.nextInt(20) == 0 ? random.nextInt(record.length - 12) : random.nextInt(300));
        ByteBuffer.wrap(record).putInt(producer).putInt(number).putInt(length);
        Arrays.fill(record, 12, length, (byte) (producer * 31 + number));
        return length;
    }

    private static boolean allDone(List<CompletableFuture<Integer>> producers) {
        return producers.stream().allMatch(CompletableFuture::isDone);
    }

    /** The drain: knows what it must see next from each producer, also after a rewind. */
    private static final class Reading {
        final int[] seen = new int[PRODUCERS];
        long lastPosition;
        private final List<Long> positions = new ArrayList<>();
        private final List<byte[]> unacked = new ArrayList<>();
        private final RingReader reader;
        private final Random random;

        Reading(RingReader reader, Random random) {
            this.reader = reader;
            this.random = random;
        }

        void step() {
            int choice = random.nextInt(10);
            if (choice == 0 && !positions.isEmpty()) {
                resend(random.nextInt(positions.size()));
            } else if (choice <= 3 && !positions.isEmpty()) {
                release(random.nextInt(positions.size()));
            } else if (reader.next()) {
                take();
            } else {
                Thread.yield();
            }
        }

        void finish() {
            while (reader.next()) {
                take();
            }
            if (!positions.isEmpty()) {
                release(positions.size() - 1);
            }
        }

        private void take() {
            byte[] record = copy();
            check(record);
            lastPosition = reader.position();
            positions.add(lastPosition);
            unacked.add(record);
        }

        private void check(byte[] record) {
            ByteBuffer view = ByteBuffer.wrap(record);
            int producer = view.getInt();
            int number = view.getInt();
            assertThat(number).as("order of producer %d", producer).isEqualTo(seen[producer]++);
            assertThat(view.getInt()).isEqualTo(record.length);
            while (view.hasRemaining()) {
                if (view.get() != (byte) (producer * 31 + number)) {
                    throw new AssertionError("torn record " + number + " of producer " + producer);
                }
            }
        }

        private byte[] copy() {
            return Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length());
        }

        /** Goes back behind the record at an index and reads what comes after it again. */
        private void resend(int index) {
            reader.rewindTo(positions.get(index));
            for (int i = index + 1; i < unacked.size(); i++) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.position()).isEqualTo(positions.get(i));
                assertThat(copy()).isEqualTo(unacked.get(i));
            }
        }

        private void release(int index) {
            reader.release(positions.get(index));
            positions.subList(0, index + 1).clear();
            unacked.subList(0, index + 1).clear();
        }
    }
}
