// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

/** Takes what readers have summed up, so that no compiler leaves their reading out. Safe from any thread. */
final class Seen {

    private static volatile long last;

    private Seen() {}

    /** Costs a comparison: the sum that is written down does not come. */
    static void take(long sum) {
        if (sum == Long.MIN_VALUE) {
            last = sum;
        }
    }

    static long last() {
        return last;
    }
}
