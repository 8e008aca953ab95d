// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private static final int ROUNDS = 50_000;

    private final byte[] to = new byte[Digits.LONG_BYTES + 2];

    private String written(long value) {
        int end = Digits.write(value, to, 1);
        return new String(to, 1, end - 1, StandardCharsets.US_ASCII);
    }

    @Test
    void showsNumbersAroundEveryChangeOfLength() {
        assertThat(written(0)).isEqualTo("0");
        long power = 1;
        for (int digits = 1; digits < Digits.LONG_BYTES; digits++) {
            for (long value : new long[] {power - 1, power, power + 1, 1 - power, -power, -1 - power}) {
                assertThat(written(value)).isEqualTo(Long.toString(value));
            }
            power *= 10;
        }
    }

    @Test
    void showsTheLeastAndTheGreatest() {
        for (long end : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            for (long value = end - 2; value != end + 3; value++) {
                assertThat(written(value)).isEqualTo(Long.toString(value));
            }
        }
        assertThat(Integer.toString(Integer.MIN_VALUE)).hasSize(Digits.INT_BYTES);
        assertThat(Long.toString(Long.MIN_VALUE)).hasSize(Digits.LONG_BYTES);
    }

    @Test
    void showsAnyNumber() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            assertThat(written(value)).as("seed " + seed).isEqualTo(Long.toString(value));
        }
    }
}
