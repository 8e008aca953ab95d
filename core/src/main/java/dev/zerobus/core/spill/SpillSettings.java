// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.time.Duration;

/** How much a lane's spill may hold and how soon it survives a power cut. Immutable. */
public final class SpillSettings {

    /** Never forced: {@link #forceEvery}. */
    public static final Duration NEVER = Duration.ofMillis(-1);

    /** 1 GiB, forced every 500 ms. */
    public static final SpillSettings DEFAULT = new SpillSettings(1L << 30, Duration.ofMillis(500));

    /** The smallest bound: room for two segments. */
    public static final long MIN_BYTES = 2L * SpillLog.SEGMENT_BYTES;

    private final long maxBytes;
    private final Duration forceEvery;

    /**
     * Chooses.
     *
     * @param maxBytes bound of all segments of one lane together, headers included
     * @param forceEvery how long what was written may be at the mercy of a power cut; zero: it is forced before anything
     *     relies on it; {@link #NEVER}: that is left to the operating system
     */
    public SpillSettings(long maxBytes, Duration forceEvery) {
        this.maxBytes = maxBytes;
        this.forceEvery = forceEvery;
    }

    long maxBytes() {
        return maxBytes;
    }

    boolean forces() {
        return !forceEvery.isNegative();
    }

    boolean forcesAlways() {
        return forceEvery.isZero();
    }

    long forceEveryNanos() {
        return forceEvery.toNanos();
    }
}
