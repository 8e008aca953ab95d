// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * Delays between attempts: exponential with full jitter. The n-th delay since the last {@link #reset} is drawn between
 * {@code floor} and {@code first * 2^n}, never above {@code max}; there is no last one. Owned by the drain thread.
 */
final class Backoff {

    private final long floorNanos;
    private final long firstNanos;
    private final long maxNanos;
    private final Jitter jitter;
    private int failures;

    Backoff(long floorNanos, long firstNanos, long maxNanos, Jitter jitter) {
        this.floorNanos = floorNanos;
        this.firstNanos = firstNanos;
        this.maxNanos = maxNanos;
        this.jitter = jitter;
    }

    /** Counts one more failure and draws its delay. */
    long next() {
        long bound = boundNanos();
        failures++;
        return floorNanos + jitter.upTo(bound - floorNanos);
    }

    /** Counts a failure whose delay is decided elsewhere. */
    void count() {
        failures++;
    }

    boolean untouched() {
        return failures == 0;
    }

    void reset() {
        failures = 0;
    }

    private long boundNanos() {
        // times at most a day shifted by 16 stay far from overflow, and 16 doublings reach any maximum in reason
        long bound = firstNanos << Math.min(failures, 16);
        return Math.max(floorNanos, Math.min(maxNanos, bound));
    }
}
