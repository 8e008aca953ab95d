// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.Random;

/** Delays that double up to a maximum, each drawn from its upper half. Owned by one thread. */
final class Backoff {

    private final long firstNanos;
    private final long maxNanos;
    private final Random random;
    private long nextNanos;

    Backoff(long firstNanos, long maxNanos, Random random) {
        this.firstNanos = firstNanos;
        this.maxNanos = maxNanos;
        this.random = random;
        this.nextNanos = firstNanos;
    }

    /** How long to wait this time. */
    long next() {
        long delay = nextNanos;
        nextNanos = Math.min(maxNanos, nextNanos * 2);
        long half = delay / 2;
        return half + (long) (random.nextDouble() * half);
    }

    void reset() {
        nextNanos = firstNanos;
    }
}
