// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void quantilesAreWithinAnEighthOfTheTruth() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            LatencyHistogram histogram = new LatencyHistogram();
            long[] values = new long[1 + random.nextInt(2_000)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong() >>> (1 + random.nextInt(60));
                histogram.record(values[i]);
            }
            Arrays.sort(values);
            for (double quantile : new double[] {0.01, 0.5, 0.99, 1}) {
                long truth = values[(int) Math.ceil(values.length * quantile) - 1];
                assertThat(histogram.quantile(quantile))
                        .as("seed %d, quantile %s of %d", seed, quantile, values.length)
                        .isCloseTo(truth, Percentage.withPercentage(12.5));
            }
        }
    }

    @Test
    void knowsNothingBeforeTheFirstAndTakesOddValues() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.record(-5);
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.quantile(1)).isCloseTo(Long.MAX_VALUE, Percentage.withPercentage(12.5));
    }
}
