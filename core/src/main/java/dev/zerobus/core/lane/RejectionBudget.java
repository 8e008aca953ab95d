// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * The circuit breaker against a service that rejects much: so many rejections in one minute are worked off at once, then
 * the lane rests until the minute is over, with its events safe in the ring. Owned by the drain thread.
 */
final class RejectionBudget {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int perMinute;
    private long minuteStartNanos;
    private int spent;

    RejectionBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Counts a rejection.
     *
     * @return for how many nanoseconds to rest; 0: go on
     */
    long spend(long nowNanos) {
        if (spent == 0 || nowNanos - minuteStartNanos >= MINUTE_NANOS) {
            minuteStartNanos = nowNanos;
            spent = 0;
        }
        spent++;
        return spent <= perMinute ? 0 : minuteStartNanos + MINUTE_NANOS - nowNanos;
    }
}
