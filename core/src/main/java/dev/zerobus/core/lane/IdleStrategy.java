// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * How long the drain sleeps between two looks at the ring. Producers never wake it (a wake-up costs the caller more than
 * the whole emit), so it looks often while there was traffic lately and seldom when idle. One look costs what the operating
 * system takes for it, 10 to 45 us: 50 a second may be more than a thousandth of a core, so after a while it dozes. Pure; owned
 * by the drain thread.
 */
final class IdleStrategy {

    /** Between looks while there was traffic lately. */
    static final long SHORT_NANOS = 200_000;
    /** Between looks when idle: also what the first event after a silence may wait before the linger begins. */
    static final long LONG_NANOS = 20_000_000;
    /** Between looks after seconds without anything; see {@link DrainRunner#nudge} for a burst that begins meanwhile. */
    static final long DOZE_NANOS = 100_000_000;
    /** Looks in vain before it dozes: ten seconds of the long sleeps. */
    static final int LONG_ROUNDS = 500;
    /** Looks in vain before the sleeps grow. */
    static final int SHORT_ROUNDS = 20;

    private int rounds;
    private long sleepNanos = SHORT_NANOS;

    /** After a step: how long to sleep, 0 for not at all. */
    long nanosAfter(int work) {
        if (work > 0) {
            rounds = 0;
            sleepNanos = SHORT_NANOS;
            return 0;
        }
        if (rounds < SHORT_ROUNDS) {
            rounds++;
            return SHORT_NANOS;
        }
        if (rounds < SHORT_ROUNDS + LONG_ROUNDS) {
            rounds++;
            sleepNanos = Math.min(LONG_NANOS, sleepNanos * 2);
            return sleepNanos;
        }
        return DOZE_NANOS;
    }
}
