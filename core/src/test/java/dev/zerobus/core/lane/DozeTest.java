// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ring.EventRing;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sleep of a drain, and how a burst ends it. */
@Timeout(60)
class DozeTest {

    private static final int RING_BYTES = 1 << 16;
    private static final int CHUNK_BYTES = 256;
    private static final int QUARTER = RING_BYTES / CHUNK_BYTES / 4;

    private final EventRing ring = new EventRing(RING_BYTES, this::fills);
    private final DrainRunner runner = new DrainRunner(ring, 0, false, System::nanoTime);
    private final Thread thread = new Thread(() -> runner.sleep(TimeUnit.HOURS.toNanos(1)));

    private void fills() {
        runner.nudge();
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void aQuarterOfTheRingWakesItAndLessDoesNot() throws Exception {
        runner.looks();
        thread.start();
        LiveLane.await("the sleep", this::sleeps);
        offer(QUARTER - 1);
        assertThat(sleeps()).isTrue();

        offer(1);
        thread.join();
        assertThat(runner.sleeps()).as("nobody wakes it once more").isFalse();
    }

    @Test
    void itDoesNotBeginIfAQuarterOfTheRingWasTakenSinceTheLook() throws Exception {
        runner.looks();
        offer(QUARTER);
        thread.start();
        thread.join();
        assertThat(runner.sleeps()).isFalse();
    }

    @Test
    void whatTheServiceDoesNotTakeKeepsNobodyAwake() throws Exception {
        offer(2 * QUARTER);
        runner.looks();
        thread.start();
        LiveLane.await("the sleep", this::sleeps);

        offer(QUARTER);
        thread.join();
    }

    @Test
    void aBurstThatFillsANearlyFullRingWakesIt() throws Exception {
        offer(3 * QUARTER + QUARTER / 8);
        runner.looks();
        thread.start();
        LiveLane.await("the sleep", this::sleeps);
        offer(QUARTER - QUARTER / 8);

        thread.join();
    }

    private void offer(int chunks) {
        for (int i = 0; i < chunks; i++) {
            assertThat(ring.offer(new byte[1], 0, 1)).isTrue();
        }
    }

    private boolean sleeps() {
        return runner.sleeps() && thread.getState() == Thread.State.TIMED_WAITING;
    }
}
