// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MicroClockTest {

    private long ticker;
    private long wall;

    @Test
    void runsWithTheTickerBetweenCalibrations() {
        wall = 1_000_000_000_000L;
        ticker = Long.MAX_VALUE - 500;
        MicroClock clock = new MicroClock(() -> ticker, () -> wall);
        assertThat(clock.epochMicros()).isEqualTo(1_000_000_000L);
        ticker += 2_999; // over the end of the numbers, as System.nanoTime may
        wall = 0;
        assertThat(clock.epochMicros()).isEqualTo(1_000_000_002L);
    }

    @Test
    void followsTheWallClockWhenCalibratedAgain() {
        wall = 5_000_000;
        MicroClock clock = new MicroClock(() -> ticker, () -> wall);
        wall = 2_000_000;
        clock.recalibrate();
        assertThat(clock.epochMicros()).isEqualTo(2_000);
        wall = -1_500;
        clock.recalibrate();
        assertThat(clock.epochMicros()).isEqualTo(-2);
    }

    @Test
    void trustsTheQuickestOfItsAttempts() {
        long[] reads = {0, 900_000, 0, 10, 0, 500_000};
        int[] next = {0};
        MicroClock clock = new MicroClock(() -> next[0] < reads.length ? reads[next[0]++] : 0, () -> 1_000_000);
        assertThat(clock.epochMicros()).isEqualTo(999);
    }

    @Test
    void tellsTheSystemsTime() {
        long before = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long now = new MicroClock().epochMicros();
        long after = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        assertThat(now).isBetween(before - 50_000, after + 50_000);
    }
}
