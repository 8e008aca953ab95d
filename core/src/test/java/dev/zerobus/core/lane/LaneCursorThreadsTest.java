// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.ring.EventRing;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The end of a lane while producers are in the middle of an offer. */
class LaneCursorThreadsTest {

    private static final int ROUNDS = 50_000;
    private static final int LEAST_ROUNDS = 500;

    /** On a machine that has other things to do a round takes as long as a thread waits for a processor. */
    private static final long ENOUGH_NANOS = 15_000_000_000L;

    @Test
    void isNotExhaustedWhileAnAcceptedEventIsUnread() throws Exception {
        AtomicReference<EventRing> rings = new AtomicReference<>();
        AtomicLong acceptedOfRound = new AtomicLong(-1);
        Thread producer = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                acceptedOfRound.set(offerUntilClosed(rings));
            }
        });
        producer.setDaemon(true);
        producer.start();
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS && goesOn(round, begin); round++) {
            EventRing ring = new EventRing(EventRing.MIN_CAPACITY_BYTES);
            LaneCursor cursor = new LaneCursor(ring, OldEnd.NONE, false, LaneMetrics.none());
            rings.set(ring);
            while (cursor.readSeq() == 0) {
                drain(cursor);
                Thread.yield();
            }
            ring.close();
            while (!cursor.exhausted()) {
                drain(cursor);
                Thread.yield();
            }
            rings.set(null);
            while (acceptedOfRound.get() < 0) {
                Thread.yield();
            }
            assertThat(cursor.readSeq()).as("read in round " + round).isEqualTo(acceptedOfRound.getAndSet(-1));
        }
        producer.interrupt();
        producer.join();
    }

    private static boolean goesOn(int round, long begin) {
        return round < LEAST_ROUNDS || System.nanoTime() - begin < ENOUGH_NANOS;
    }

    private static long offerUntilClosed(AtomicReference<EventRing> rings) {
        EventRing ring = rings.get();
        while (ring == null) {
            if (Thread.currentThread().isInterrupted()) {
                return 0;
            }
            Thread.yield();
            ring = rings.get();
        }
        byte[] event = new byte[100];
        long accepted = 0;
        while (rings.get() == ring) {
            accepted += ring.offer(event, 0, event.length) ? 1 : 0;
        }
        return accepted;
    }

    private static void drain(LaneCursor cursor) {
        while (cursor.next()) {
            cursor.release(cursor.position(), cursor.readSeq());
        }
    }
}
