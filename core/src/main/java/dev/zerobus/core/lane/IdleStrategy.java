// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * How long the drain sleeps between two looks at the ring. Producers never wake it (a wake-up costs the caller more than
 * the whole emit), so it looks often while there was traffic lately and seldom when idle. One look costs what the operating
 * system takes for it, 10 to 45 us: 50 a second may be more than a thousandth of a core, so after a while it dozes. With
 * traffic it looks no oftener than the ring's size asks for: what it finds waits for the linger anyway. Pure; owned by the
 * drain thread.
 */
final class IdleStrategy {

    /** Between looks while there was traffic lately, at least. */
    static final long SHORT_NANOS = 200_000;
    /** Between looks while there was traffic lately, at most: large rings. */
    static final long RELAXED_NANOS = 4_000_000;
    /** Between looks when idle: also what the first event after a silence may wait before the linger begins. */
    static final long LONG_NANOS = 20_000_000;
    /** Between looks after seconds without anything; see {@link DrainRunner#nudge} for a burst that begins meanwhile. */
    static final long DOZE_NANOS = 100_000_000;
    /** Looks in vain before it dozes: ten seconds of the long sleeps. */
    static final int LONG_ROUNDS = 500;
    /** Looks in vain before the sleeps grow. */
    static final int SHORT_ROUNDS = 20;
    /** The fastest that a few threads together have written into a ring, roughly. */
    private static final int MOST_BYTES_PER_NANO = 2;
    /** So much of the ring may fill between two looks. */
    private static final int PART_BETWEEN_LOOKS = 4;

    private final long shortNanos;
    private int rounds;
    private long sleepNanos;

    IdleStrategy(int ringBytes) {
        long toFillThePart = ringBytes / PART_BETWEEN_LOOKS / MOST_BYTES_PER_NANO;
        this.shortNanos = Math.max(SHORT_NANOS, Math.min(RELAXED_NANOS, toFillThePart));
        this.sleepNanos = shortNanos;
    }

    /** After a step: how long to sleep, 0 for not at all. */
    long nanosAfter(int work) {
        if (work > 0) {
            rounds = 0;
            sleepNanos = shortNanos;
            return 0;
        }
        if (rounds < SHORT_ROUNDS) {
            rounds++;
            return shortNanos;
        }
        if (rounds < SHORT_ROUNDS + LONG_ROUNDS) {
            rounds++;
            sleepNanos = Math.min(LONG_NANOS, sleepNanos * 2);
            return sleepNanos;
        }
        return DOZE_NANOS;
    }
}
