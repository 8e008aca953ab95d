// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.OwnJvm;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A caller at the end of its stack must not stall everybody else. */
class EventRingStackTest {

    private final EventRing ring = new EventRing(1 << 20);
    private int accepted;
    private int overflows;

    @Test
    void isNotStalledByCallersWhoseStackOverflowsAnywhereInsideAnOffer() throws Exception {
        // A JVM of its own: overflows break whatever class of the JDK is first used in the wrong moment.
        String said = OwnJvm.run(EventRingStackTest.class, List.of());
        assertThat(said).contains("not stalled after");
    }

    public static void main(String[] args) throws InterruptedException {
        new EventRingStackTest().overflow();
    }

    private void overflow() throws InterruptedException {
        ring.offer(new byte[100], 0, 100);
        accepted++;
        drainAll();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        // Different stack sizes and argument depths make the overflow strike at different frames, interpreted and
        // compiled.
        for (int round = 0; round < 60; round++) {
            int arguments = round;
            Thread thread = new Thread(null, () -> run(arguments), "deep", (256 + 4L * round) << 10);
            thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
            thread.start();
            thread.join();
            drainAll();
        }
        check(thrown.get() == null, "thrown: " + thrown);
        check(overflows > 0, "no overflow");
        check(ring.freeBytes() == 1 << 20, "free: " + ring.freeBytes());
        check(ring.offer(new byte[] {42}, 0, 1) && ring.reader().next(), "stalled");
        ring.close();
        check(ring.quiescent(), "not quiescent");
        System.out.println("not stalled after " + overflows + " overflows");
    }

    private void run(int shift) {
        try {
            deeper(shift, 0, 0, 0);
        } catch (StackOverflowError expected) {
            overflows++;
        }
    }

    /** Offers on the way back from the end of the stack, at every depth of the last few hundred frames. */
    private int deeper(int shift, long a, long b, long c) {
        int below;
        try {
            below = deeper(shift, b, c, a) + 1;
        } catch (StackOverflowError end) {
            below = 0;
        }
        if (below < 300) {
            try {
                if (ring.offer(new byte[100 + shift], 0, 100 + shift)) {
                    accepted++;
                }
            } catch (StackOverflowError inside) {
                overflows++;
            }
        }
        return below;
    }

    private void drainAll() {
        RingReader reader = ring.reader();
        while (reader.next()) {
            accepted--;
        }
        reader.release(reader.position());
        check(accepted == 0, "accepted and not read, or the reverse: " + accepted);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
