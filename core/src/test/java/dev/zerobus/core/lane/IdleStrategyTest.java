// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleStrategyTest {

    private static final int RING_BYTES = 32 << 20;
    private static final long MILLI = 1_000_000;

    private long nowNanos = 77 * MILLI;
    private long offeredBytes;

    @Test
    void looksOnceInALingerWhileThereIsTraffic() {
        for (long linger : new long[] {2 * MILLI, 5 * MILLI, 20 * MILLI}) {
            IdleStrategy idle = new IdleStrategy(RING_BYTES, linger);
            offeredBytes = 0;
            for (int i = 0; i < 1_000; i++) {
                idle.worked();
                assertThat(sleep(idle, 100_000)).isEqualTo(linger);
            }
        }
    }

    @Test
    void looksNeitherAllTheTimeForAShortLingerNorSeldomForALongOne() {
        assertThat(sleep(new IdleStrategy(RING_BYTES, 0), 0)).isEqualTo(IdleStrategy.RELAXED_NANOS);
        assertThat(sleep(new IdleStrategy(RING_BYTES, 5_000 * MILLI), 0)).isEqualTo(IdleStrategy.LONG_NANOS);
    }

    @Test
    void comesBackBeforeASixteenthOfTheRingHasFilledAtTheRateOfBefore() {
        IdleStrategy idle = new IdleStrategy(RING_BYTES, 20 * MILLI);
        long part = RING_BYTES / IdleStrategy.PART_BETWEEN_LOOKS;
        long sleep = sleep(idle, 0);
        for (long bytesPerMilli : new long[] {200_000, 1_000_000, 400_000, 3_000_000, 110_000}) {
            idle.worked();
            sleep = sleep(idle, sleep * bytesPerMilli / MILLI);
            assertThat(sleep * bytesPerMilli / MILLI).isBetween(part - part / 100, part + part / 100);
        }
    }

    @Test
    void neverLooksOftenerThanFiveTimesAMillisecond() {
        IdleStrategy idle = new IdleStrategy(64 << 10, 20 * MILLI);
        sleep(idle, 0);
        idle.worked();
        assertThat(sleep(idle, 1L << 40)).isEqualTo(IdleStrategy.SHORT_NANOS);
    }

    @Test
    void afterAnHourWithoutALookTheLargestRingIsNoNumberTooLarge() {
        IdleStrategy idle = new IdleStrategy(1 << 30, 20 * MILLI);
        sleep(idle, 0);
        nowNanos += 3_600_000 * MILLI;
        idle.worked();
        assertThat(sleep(idle, 1)).isEqualTo(20 * MILLI);
    }

    @Test
    void sleepsGrowAndFallBackWithWork() {
        IdleStrategy idle = new IdleStrategy(RING_BYTES, 5 * MILLI);
        idle.worked();
        for (int i = 0; i < IdleStrategy.SHORT_ROUNDS; i++) {
            assertThat(sleep(idle, 0)).isEqualTo(5 * MILLI);
        }
        long before = 5 * MILLI;
        for (int i = 0; i < 20; i++) {
            long sleep = sleep(idle, 0);
            assertThat(sleep).isBetween(before, Math.min(IdleStrategy.LONG_NANOS, before * 2));
            before = sleep;
        }
        assertThat(before).isEqualTo(IdleStrategy.LONG_NANOS);
        idle.worked();
        assertThat(sleep(idle, 0)).isEqualTo(5 * MILLI);
    }

    @Test
    void becomesADozeAfterTenSecondsWithoutWork() {
        IdleStrategy idle = new IdleStrategy(RING_BYTES, 5 * MILLI);
        long slept = 0;
        long sleep = sleep(idle, 0);
        while (sleep <= IdleStrategy.LONG_NANOS) {
            slept += sleep;
            sleep = sleep(idle, 0);
        }
        assertThat(sleep).isEqualTo(IdleStrategy.DOZE_NANOS);
        assertThat(slept).isBetween(9_000 * MILLI, 11_000 * MILLI);
        idle.worked();
        assertThat(sleep(idle, 0)).isEqualTo(5 * MILLI);
    }

    /** So much is offered until the next sleep begins, which goes by. */
    private long sleep(IdleStrategy idle, long bytes) {
        offeredBytes += bytes;
        long sleep = idle.nanosFrom(nowNanos, offeredBytes);
        nowNanos += sleep;
        return sleep;
    }
}
