// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ring.EventRing;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sleep of a drain that had nothing to do for seconds, and how a burst ends it. */
@Timeout(60)
class DozeTest {

    private static final int RING_BYTES = 1 << 16;
    private static final int CHUNK_BYTES = 256;
    private static final int QUARTER = RING_BYTES / CHUNK_BYTES / 4;

    private final EventRing ring = new EventRing(RING_BYTES);
    private final DrainRunner runner = new DrainRunner(ring, false, System::nanoTime);
    private final Thread thread = new Thread(() -> runner.doze(TimeUnit.HOURS.toNanos(1)));

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void aQuarterOfTheRingWakesItAndLessDoesNot() throws Exception {
        thread.start();
        LiveLane.await("the doze", this::dozes);
        for (int i = 0; i < QUARTER; i++) {
            assertThat(ring.offer(new byte[1], 0, 1)).isTrue();
            runner.nudge();
        }
        assertThat(runner.unattended()).isTrue();
        assertThat(dozes()).isTrue();

        ring.offer(new byte[1], 0, 1);
        runner.nudge();
        thread.join();
        assertThat(runner.unattended()).as("nobody looks after it any more").isFalse();
    }

    @Test
    void itDoesNotBeginWhileAQuarterOfTheRingIsTaken() throws Exception {
        for (int i = 0; i <= QUARTER; i++) {
            ring.offer(new byte[1], 0, 1);
        }
        thread.start();
        thread.join();
        assertThat(runner.unattended()).isFalse();
    }

    private boolean dozes() {
        return runner.unattended() && thread.getState() == Thread.State.TIMED_WAITING;
    }
}
