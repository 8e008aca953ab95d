// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import java.time.Duration;

/**
 * How often and in which portions rows go into tables.
 *
 * @param tick the time between two looks at the log, 10 ms to 1 hour
 * @param maxFileBytes row bytes after which a data file is closed, at least 64 KiB
 * @param maxFileRows rows after which a data file is closed, at least 1
 * @param maxRoundBytes row bytes read from the log before what was read is committed, at least 64 KiB; bounds the memory
 * @param retryMin the pause after the first failure of a table
 * @param retryMax the longest pause between two tries
 */
public record MaterialiserSettings(
        Duration tick, long maxFileBytes, int maxFileRows, long maxRoundBytes, Duration retryMin, Duration retryMax) {

    /** The time between two looks at the log unless another is given. */
    public static final Duration DEFAULT_TICK = Duration.ofSeconds(1);

    /**
     * Checks the values.
     *
     * @param tick the time between two looks at the log
     * @param maxFileBytes row bytes after which a data file is closed
     * @param maxFileRows rows after which a data file is closed
     * @param maxRoundBytes row bytes read before they are committed
     * @param retryMin the pause after the first failure
     * @param retryMax the longest pause
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public MaterialiserSettings {
        if (tick.compareTo(Duration.ofMillis(10)) < 0 || tick.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("tick " + tick + " is not allowed: 10 ms to 1 hour");
        }
        if (maxFileBytes < 1 << 16 || maxRoundBytes < 1 << 16 || maxFileRows < 1) {
            throw new IllegalArgumentException("maxFileBytes " + maxFileBytes + ", maxRoundBytes " + maxRoundBytes
                    + " and maxFileRows " + maxFileRows + " must be at least 65536, 65536 and 1");
        }
        if (retryMin.isNegative() || retryMin.isZero() || retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException("retryMin " + retryMin + " must be above 0 and at most " + retryMax);
        }
    }

    /**
     * Returns what is right unless something speaks against it: 1 s, files of 128 MiB or 1,000,000 rows.
     *
     * @return the settings
     */
    public static MaterialiserSettings defaults() {
        return new MaterialiserSettings(
                DEFAULT_TICK, 128L << 20, 1_000_000, 256L << 20, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /**
     * Returns the same with another tick.
     *
     * @param value the tick
     * @return new settings
     */
    public MaterialiserSettings withTick(Duration value) {
        return new MaterialiserSettings(value, maxFileBytes, maxFileRows, maxRoundBytes, retryMin, retryMax);
    }
}
