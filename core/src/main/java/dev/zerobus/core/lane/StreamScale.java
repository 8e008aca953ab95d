// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * Says how many streams a lane should have, by how much of their rate they use: twice as many when one has been above
 * {@value #HIGH_PERCENT} % for five seconds, half as many when those would be below {@value #LOW_PERCENT} % for a minute. Owned
 * by the drain thread; asked about once a second.
 */
final class StreamScale {

    static final int HIGH_PERCENT = 80;
    static final int LOW_PERCENT = 40;
    static final long HIGH_NANOS = 5_000_000_000L;
    static final long LOW_NANOS = 60_000_000_000L;

    private final int most;
    private boolean high;
    private long highSinceNanos;
    private boolean low;
    private long lowSinceNanos;

    StreamScale(int most) {
        this.most = most;
    }

    /**
     * Takes the loads of the last second.
     *
     * @param busiest of the busiest stream, as a share of what one stream takes
     * @param total of all streams together, in the same unit
     */
    void observe(double busiest, double total, int streams, long nowNanos) {
        boolean nowHigh = busiest * 100 > HIGH_PERCENT;
        if (nowHigh && !high) {
            highSinceNanos = nowNanos;
        }
        high = nowHigh;
        boolean nowLow = streams > 1 && total * 100 < LOW_PERCENT * (streams / 2);
        if (nowLow && !low) {
            lowSinceNanos = nowNanos;
        }
        low = nowLow;
    }

    /** Whether more are needed, whether they may be or not. */
    boolean pressed(long nowNanos) {
        return high && nowNanos - highSinceNanos >= HIGH_NANOS;
    }

    /** How many streams there should be. */
    int wish(int streams, long nowNanos) {
        if (pressed(nowNanos)) {
            return Math.min(most, 2 * streams);
        }
        return low && nowNanos - lowSinceNanos >= LOW_NANOS ? streams / 2 : streams;
    }

    /** There is another number of streams now, or there can not be: the time begins anew. */
    void restart() {
        high = false;
        low = false;
    }
}
