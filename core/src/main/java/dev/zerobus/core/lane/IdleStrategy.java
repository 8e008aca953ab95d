// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * How long the drain sleeps between two looks at the ring. Producers do not wake it (a wake-up costs the caller more than the
 * whole emit), so it looks often while there was traffic lately and seldom when idle. One look costs what the operating system
 * takes for it, 10 to 45 us, and may take a caller's core away: so with traffic it looks once in a linger, and sends what it
 * finds, unless the ring fills so fast that this would be late; and after seconds without any it dozes. A burst that no look
 * could foresee wakes it, see {@link DrainRunner#nudge}. Pure; owned by the drain thread.
 */
final class IdleStrategy {

    /** Between looks while there was traffic lately, at least. */
    static final long SHORT_NANOS = 200_000;
    /** The same for rings that fill slowly, however short the linger is. */
    static final long RELAXED_NANOS = 1_000_000;
    /** Between looks when idle: also what the first event after a silence may wait. */
    static final long LONG_NANOS = 20_000_000;
    /** Between looks after seconds without anything. */
    static final long DOZE_NANOS = 100_000_000;
    /** Looks in vain before it dozes: ten seconds of the long sleeps. */
    static final int LONG_ROUNDS = 500;
    /** Looks in vain before the sleeps grow. */
    static final int SHORT_ROUNDS = 20;
    /** What part of the ring may fill between two looks, at the rate of before. */
    static final int PART_BETWEEN_LOOKS = 16;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final int partBytes;
    private final long relaxedNanos;
    private int rounds;
    private long sleepNanos;
    private long lastNanos;
    private long lastBytes;

    IdleStrategy(int ringBytes, long lingerNanos) {
        this.partBytes = ringBytes / PART_BETWEEN_LOOKS;
        this.relaxedNanos = Math.max(RELAXED_NANOS, Math.min(LONG_NANOS, lingerNanos));
    }

    /** After a step that had something to do: the next one follows at once. */
    void worked() {
        rounds = 0;
    }

    /** After a step with nothing to do: how long to sleep, if that many bytes were offered since the start. */
    long nanosFrom(long nowNanos, long offeredBytes) {
        long took = Math.min(SECOND_NANOS, nowNanos - lastNanos);
        long filled = offeredBytes - lastBytes;
        lastNanos = nowNanos;
        lastBytes = offeredBytes;
        if (rounds < SHORT_ROUNDS) {
            rounds++;
            sleepNanos = filled == 0 ? relaxedNanos : within(took * partBytes / filled);
            return sleepNanos;
        }
        if (rounds < SHORT_ROUNDS + LONG_ROUNDS) {
            rounds++;
            sleepNanos = Math.min(LONG_NANOS, sleepNanos * 2);
            return sleepNanos;
        }
        return DOZE_NANOS;
    }

    private long within(long nanos) {
        return Math.max(SHORT_NANOS, Math.min(relaxedNanos, nanos));
    }
}
