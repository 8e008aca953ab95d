// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import java.util.Random;

/** Which faults a life has, how often each happens, and how often it did. A tenth of all lives has none. */
final class Weather {

    private final Random random;
    private final int[] perMille = new int[Fault.values().length];
    private final int[] seen = new int[Fault.values().length];
    private final boolean calm;
    private boolean over;

    Weather(Random random) {
        this.random = random;
        this.calm = random.nextInt(10) == 0;
        if (!calm) {
            int share = 1 + random.nextInt(6);
            for (int i = 0; i < perMille.length; i++) {
                // rare, now and then, often, or nearly always
                perMille[i] = random.nextInt(12) < share ? new int[] {15, 80, 400, 950}[random.nextInt(4)] : 0;
            }
        }
    }

    /** Whether nothing goes wrong in this life. */
    boolean calm() {
        return calm;
    }

    /** Whether a fault happens now. */
    boolean brings(Fault fault) {
        int chance = perMille[fault.ordinal()];
        if (over || chance == 0 || random.nextInt(1000) >= chance) {
            return false;
        }
        seen[fault.ordinal()]++;
        return true;
    }

    /** Whether a life has a fault at all, so that it is to be planned. */
    boolean has(Fault fault) {
        return perMille[fault.ordinal()] > 0;
    }

    /** A planned fault happens now, unless all are over. */
    boolean planned(Fault fault) {
        if (over || !has(fault)) {
            return false;
        }
        seen[fault.ordinal()]++;
        return true;
    }

    /** No faults from now on. */
    void clear() {
        over = true;
    }

    boolean over() {
        return over;
    }

    int seen(Fault fault) {
        return seen[fault.ordinal()];
    }

    int seen() {
        int sum = 0;
        for (int count : seen) {
            sum += count;
        }
        return sum;
    }
}
