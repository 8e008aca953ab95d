// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.time.Duration;
import java.util.Objects;

/** How a lane follows the changes of its table. Immutable. */
public final class SchemaSettings {

    /** The shortest time between two looks at the table that nothing but a suspicion asks for. */
    public static final Duration DEFAULT_RECHECK_MIN = Duration.ofMinutes(1);
    /** The longest time that the same suspicion waits for the next look. */
    public static final Duration DEFAULT_RECHECK_MAX = Duration.ofMinutes(5);

    /** Looks again after one to five minutes, and waits for repairs. */
    public static final SchemaSettings DEFAULT =
            new SchemaSettings(DEFAULT_RECHECK_MIN, DEFAULT_RECHECK_MAX, SchemaConflict.BLOCK);

    private final long recheckMinNanos;
    private final long recheckMaxNanos;
    private final SchemaConflict onConflict;

    /**
     * Creates settings.
     *
     * @param recheckMin the shortest time between two looks at the table that nothing but a suspicion asks for, from a
     *     millisecond
     * @param recheckMax the longest time that the same suspicion waits for the next look, from {@code recheckMin} to a day
     * @param onConflict what happens when events lose something by a change of the table
     * @throws IllegalArgumentException if a time is out of range
     */
    public SchemaSettings(Duration recheckMin, Duration recheckMax, SchemaConflict onConflict) {
        if (recheckMin.toMillis() < 1
                || recheckMax.compareTo(recheckMin) < 0
                || recheckMax.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("schema recheck is " + recheckMin + " to " + recheckMax
                    + ", but must be from PT0.001S to PT24H, the shortest time first");
        }
        this.recheckMinNanos = recheckMin.toNanos();
        this.recheckMaxNanos = recheckMax.toNanos();
        this.onConflict = Objects.requireNonNull(onConflict, "onConflict");
    }

    /**
     * Returns the shortest time between two looks at the table.
     *
     * @return nanoseconds
     */
    public long recheckMinNanos() {
        return recheckMinNanos;
    }

    /**
     * Returns the longest time that the same suspicion waits.
     *
     * @return nanoseconds
     */
    public long recheckMaxNanos() {
        return recheckMaxNanos;
    }

    /**
     * Returns what happens when events lose something by a change of the table.
     *
     * @return the choice
     */
    public SchemaConflict onConflict() {
        return onConflict;
    }
}
