// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker against a service that rejects much, or a lane whose events fit its table badly: too many rejected
 * requests within a minute, or more than {@value #MOST_PERCENT} of a hundred rows. Then the lane is blocked with its events
 * kept: for the rest of the minute, and each time that it happens again at once twice as long, up to a bound. Owned by the
 * drain thread.
 */
final class RejectionBudget {

    /** So many rows of a hundred may be rejected. */
    static final int MOST_PERCENT = 5;
    /** Fewer culprits are no share to speak of: three bad records of ten are three bad records. */
    static final int LEAST_CULPRITS = 20;

    /** With so many allowed a minute there is no limit at all, not of the share either. */
    static final int NO_LIMIT = 1_000_000;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int perMinute;
    private final long longestNanos;
    private boolean begun;
    private long minuteStartNanos;
    private int spent;
    private int culprits;
    private long landedBefore;
    /** What a block takes at least that follows on another one; 0: none went before. */
    private long nextRestNanos;

    private @Nullable String cause;

    RejectionBudget(int perMinute, long longestNanos) {
        this.perMinute = perMinute;
        this.longestNanos = Math.max(MINUTE_NANOS, longestNanos);
    }

    /**
     * Counts a rejected request.
     *
     * @param culprit whether it was a single row that is now known to be bad
     * @param landed how many rows have landed since the start
     * @return for how many nanoseconds to rest; 0: go on
     */
    long spend(boolean culprit, long landed, long nowNanos) {
        if (!begun || nowNanos - minuteStartNanos >= MINUTE_NANOS) {
            // a minute has passed without a block
            nextRestNanos = 0;
            begin(landed, nowNanos);
        }
        spent++;
        culprits += culprit ? 1 : 0;
        cause = judge(landed - landedBefore);
        if (cause == null) {
            return 0;
        }
        long rest = Math.max(minuteStartNanos + MINUTE_NANOS - nowNanos, nextRestNanos);
        nextRestNanos = Math.min(longestNanos, 2 * Math.max(MINUTE_NANOS, nextRestNanos));
        return rest;
    }

    /** Why the lane rests; null while it does not. */
    @Nullable
    String cause() {
        return cause;
    }

    /** The rest is over: a new minute begins, and is judged as one that follows a block. */
    void rested(long landed, long nowNanos) {
        begin(landed, nowNanos);
        cause = null;
    }

    private void begin(long landed, long nowNanos) {
        begun = true;
        minuteStartNanos = nowNanos;
        landedBefore = landed;
        spent = 0;
        culprits = 0;
    }

    private @Nullable String judge(long landed) {
        if (perMinute >= NO_LIMIT) {
            return null;
        }
        if (spent > perMinute) {
            return "more than " + perMinute + " requests were rejected within a minute (rejections.per-minute)";
        }
        if (culprits >= LEAST_CULPRITS && culprits * 100L > (culprits + landed) * MOST_PERCENT) {
            return culprits + " of " + (culprits + landed) + " rows were rejected within a minute, which is more than "
                    + MOST_PERCENT + " %";
        }
        return null;
    }
}
