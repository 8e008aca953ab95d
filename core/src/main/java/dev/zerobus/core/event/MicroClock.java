// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The wall clock in microseconds, read as cheaply as {@link System#nanoTime}: no allocation, one volatile read. Safe from
 * any thread.
 *
 * <p>Between two calls of {@link #recalibrate} it runs with the monotonic clock; recalibrating, about once a second and from
 * one background thread, makes it follow the system's clock, backwards too.
 */
public final class MicroClock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier ticker;
    private final LongSupplier wall;

    /** Nanoseconds since 1970 minus the ticker's; one number, so that it is never read half. */
    private volatile long offsetNanos;

    /** Makes a clock of the system's clocks, calibrated now. */
    public MicroClock() {
        this(System::nanoTime, MicroClock::systemNanos);
    }

    /**
     * Makes a clock of other clocks, calibrated now.
     *
     * @param ticker a monotonic clock in nanoseconds, with any origin
     * @param wall the wall clock in nanoseconds since 1970-01-01T00:00:00Z
     */
    public MicroClock(LongSupplier ticker, LongSupplier wall) {
        this.ticker = ticker;
        this.wall = wall;
        recalibrate();
    }

    private static long systemNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /**
     * Returns the time.
     *
     * @return microseconds since 1970-01-01T00:00:00Z
     */
    public long epochMicros() {
        return Math.floorDiv(ticker.getAsLong() + offsetNanos, 1000L);
    }

    /** Follows the wall clock again. */
    public void recalibrate() {
        // The two clocks can not be read at once: of three attempts, the one that took least time errs least.
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int attempt = 0; attempt < 3; attempt++) {
            long before = ticker.getAsLong();
            long now = wall.getAsLong();
            long took = ticker.getAsLong() - before;
            if (took < best) {
                best = took;
                offset = now - before - took / 2;
            }
        }
        offsetNanos = offset;
    }
}
