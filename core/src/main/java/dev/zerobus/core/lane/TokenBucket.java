// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * A token bucket that refills at {@value #SHARE_PERCENT} % of a limit and holds the other {@value #BURST_PERCENT} % of a
 * second's worth: so what goes out within any second, or any longer time, is never more than the limit allows. Owned by the
 * drain thread; times are the drain's nanoseconds.
 *
 * <p>Kept as one time: the one at which the bucket will be full again.
 */
final class TokenBucket {

    static final int SHARE_PERCENT = 95;
    static final int BURST_PERCENT = 100 - SHARE_PERCENT;

    private static final double SECOND_NANOS = 1_000_000_000;
    /** How long an empty bucket takes to be full. */
    private static final long FILL_NANOS = (long) (SECOND_NANOS * BURST_PERCENT / SHARE_PERCENT);

    private final int capacity;
    private final double nanosPerToken;
    private boolean used;
    private long fullNanos;

    TokenBucket(int limitPerSecond) {
        this.capacity = (int) Math.max(1, (long) limitPerSecond * BURST_PERCENT / 100);
        this.nanosPerToken = SECOND_NANOS * 100 / SHARE_PERCENT / limitPerSecond;
    }

    /** What it holds when it is full. Whoever takes more at once waits for the full bucket, and others wait the longer then. */
    int capacity() {
        return capacity;
    }

    /** How long it takes until that many may be taken; 0: now. */
    long waitNanos(int tokens, long nowNanos) {
        long mayLack = FILL_NANOS - Math.min(FILL_NANOS, nanosFor(tokens));
        return Math.max(0, lackNanos(nowNanos) - mayLack);
    }

    /** Takes them. */
    void take(int tokens, long nowNanos) {
        fullNanos = nowNanos + lackNanos(nowNanos) + nanosFor(tokens);
        used = true;
    }

    private long lackNanos(long nowNanos) {
        return used ? Math.max(0, fullNanos - nowNanos) : 0;
    }

    private long nanosFor(int tokens) {
        return (long) Math.ceil(tokens * nanosPerToken);
    }
}
