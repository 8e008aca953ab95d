// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.time.Duration;
import java.util.Objects;

/**
 * How one lane buffers, batches and refuses. Immutable; every value was range-checked by its setter, those that depend on
 * each other by {@link Builder#build}.
 */
public final class LaneSettings {

    /** Room for events that are not yet durable: 32 MiB. */
    public static final int DEFAULT_RING_BYTES = 32 << 20;
    /** The smallest ring: 64 KiB. */
    public static final int MIN_RING_BYTES = 64 << 10;
    /** The largest ring: 1 GiB. */
    public static final int MAX_RING_BYTES = 1 << 30;
    /** Rows of one request, in bytes: 1 MiB, a quarter of the smallest message limit that the service ever had. */
    public static final int DEFAULT_BATCH_BYTES = 1 << 20;
    /** Rows of one request. */
    public static final int DEFAULT_BATCH_RECORDS = 10_000;
    /**
     * How long a row waits for company. Small beside the 50 ms and more that the service takes to acknowledge, large
     * beside the millisecond, at most, that the drain sleeps between looks at the ring while there is traffic: the sleep hides in it.
     */
    public static final Duration DEFAULT_LINGER = Duration.ofMillis(10);
    /** Requests that may wait for their acknowledgement: more than a second at one request per linger. */
    public static final int DEFAULT_IN_FLIGHT_BATCHES = 256;
    /** How long a caller waits for room under {@link OverflowPolicy#BLOCK}. */
    public static final Duration DEFAULT_BLOCK_TIMEOUT = Duration.ofMillis(100);
    /** Share of the ring, in percent, that TRACE and DEBUG leave to the rest under {@link OverflowPolicy#DROP}. */
    public static final int DEFAULT_SHED_BELOW_PERCENT = 20;
    /** Rejections of a minute after which the lane rests until the minute is over. */
    public static final int DEFAULT_REJECTIONS_PER_MINUTE = 60;
    /** The shortest pause before a schema is asked for again that somebody has to repair something for. */
    public static final Duration DEFAULT_BLOCKED_RETRY_MIN = Duration.ofMinutes(1);
    /** The longest of these pauses. */
    public static final Duration DEFAULT_BLOCKED_RETRY_MAX = Duration.ofMinutes(5);

    private final int ringBytes;
    private final int batchBytes;
    private final int batchRecords;
    private final long lingerNanos;
    private final int inFlightBatches;
    private final int inFlightBytes;
    private final OverflowPolicy overflow;
    private final long blockTimeoutNanos;
    private final int shedBelowPercent;
    private final int rejectionsPerMinute;
    private final long blockedRetryMinNanos;
    private final long blockedRetryMaxNanos;

    private LaneSettings(Builder from) {
        ringBytes = from.ringBytes;
        batchBytes = from.batchBytes;
        batchRecords = from.batchRecords;
        lingerNanos = from.linger.toNanos();
        inFlightBatches = from.inFlightBatches;
        inFlightBytes = from.inFlightBytes == 0 ? from.ringBytes : from.inFlightBytes;
        overflow = from.overflow;
        blockTimeoutNanos = from.blockTimeout.toNanos();
        shedBelowPercent = from.shedBelowPercent;
        rejectionsPerMinute = from.rejectionsPerMinute;
        blockedRetryMinNanos = from.blockedRetryMin.toNanos();
        blockedRetryMaxNanos = from.blockedRetryMax.toNanos();
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the defaults.
     *
     * @return settings as a builder makes them when nothing is set
     */
    public static LaneSettings defaults() {
        return builder().build();
    }

    /**
     * Returns the size of the ring.
     *
     * @return bytes, a power of two
     */
    public int ringBytes() {
        return ringBytes;
    }

    /**
     * Returns how large the rows of one request may be together.
     *
     * @return bytes; a single row that is larger travels alone
     */
    public int batchBytes() {
        return batchBytes;
    }

    /**
     * Returns how many rows one request may have.
     *
     * @return rows
     */
    public int batchRecords() {
        return batchRecords;
    }

    /**
     * Returns how long a row waits for others before its request goes out.
     *
     * @return nanoseconds
     */
    public long lingerNanos() {
        return lingerNanos;
    }

    /**
     * Returns how many requests may wait for their acknowledgement.
     *
     * @return requests
     */
    public int inFlightBatches() {
        return inFlightBatches;
    }

    /**
     * Returns how many bytes of rows may wait for their acknowledgement.
     *
     * @return bytes
     */
    public int inFlightBytes() {
        return inFlightBytes;
    }

    /**
     * Returns what happens when the ring is full.
     *
     * @return the policy
     */
    public OverflowPolicy overflow() {
        return overflow;
    }

    /**
     * Returns how long a caller may wait under {@link OverflowPolicy#BLOCK}.
     *
     * @return nanoseconds
     */
    public long blockTimeoutNanos() {
        return blockTimeoutNanos;
    }

    /**
     * Returns what TRACE and DEBUG leave to the rest under {@link OverflowPolicy#DROP}.
     *
     * @return percent of the ring; 0: they are treated as all others
     */
    public int shedBelowPercent() {
        return shedBelowPercent;
    }

    /**
     * Returns how many rejections within a minute make the lane rest.
     *
     * @return rejections
     */
    public int rejectionsPerMinute() {
        return rejectionsPerMinute;
    }

    /**
     * Returns the shortest pause before a schema is asked for again that somebody has to repair something for.
     *
     * @return nanoseconds
     */
    public long blockedRetryMinNanos() {
        return blockedRetryMinNanos;
    }

    /**
     * Returns the longest of these pauses.
     *
     * @return nanoseconds
     */
    public long blockedRetryMaxNanos() {
        return blockedRetryMaxNanos;
    }

    /** Collects settings. Owned by one thread; every setter throws {@link IllegalArgumentException} out of its range. */
    public static final class Builder {

        private int ringBytes = DEFAULT_RING_BYTES;
        private int batchBytes = DEFAULT_BATCH_BYTES;
        private int batchRecords = DEFAULT_BATCH_RECORDS;
        private Duration linger = DEFAULT_LINGER;
        private int inFlightBatches = DEFAULT_IN_FLIGHT_BATCHES;
        private int inFlightBytes;
        private OverflowPolicy overflow = OverflowPolicy.DROP;
        private Duration blockTimeout = DEFAULT_BLOCK_TIMEOUT;
        private int shedBelowPercent = DEFAULT_SHED_BELOW_PERCENT;
        private int rejectionsPerMinute = DEFAULT_REJECTIONS_PER_MINUTE;
        private Duration blockedRetryMin = DEFAULT_BLOCKED_RETRY_MIN;
        private Duration blockedRetryMax = DEFAULT_BLOCKED_RETRY_MAX;

        private Builder() {}

        /**
         * Sets the size of the ring.
         *
         * @param bytes a power of two, from {@link #MIN_RING_BYTES} to {@link #MAX_RING_BYTES}
         * @return this
         */
        public Builder ringBytes(int bytes) {
            ringBytes = inRange("ring bytes", bytes, MIN_RING_BYTES, MAX_RING_BYTES);
            if (Integer.bitCount(bytes) != 1) {
                throw new IllegalArgumentException("ring bytes is " + bytes + ", but must be a power of two, such as "
                        + Integer.highestOneBit(bytes));
            }
            return this;
        }

        /**
         * Sets how large the rows of one request may be together.
         *
         * @param bytes 1 KiB to 4,000,000 (the service once took messages of 4 MiB, headers included)
         * @return this
         */
        public Builder batchBytes(int bytes) {
            batchBytes = inRange("batch bytes", bytes, 1 << 10, 4_000_000);
            return this;
        }

        /**
         * Sets how many rows one request may have.
         *
         * @param records 1 to 1,000,000
         * @return this
         */
        public Builder batchRecords(int records) {
            batchRecords = inRange("batch records", records, 1, 1_000_000);
            return this;
        }

        /**
         * Sets how long a row waits for others.
         *
         * @param time 0 to 10 s
         * @return this
         */
        public Builder linger(Duration time) {
            linger = inRange("linger", time, Duration.ofSeconds(10));
            return this;
        }

        /**
         * Sets how many requests may wait for their acknowledgement.
         *
         * @param batches 1 to 65,536
         * @return this
         */
        public Builder inFlightBatches(int batches) {
            inFlightBatches = inRange("in-flight batches", batches, 1, 1 << 16);
            return this;
        }

        /**
         * Sets how many bytes of rows may wait for their acknowledgement; without it, as many as the ring has.
         *
         * @param bytes 1 KiB to {@link #MAX_RING_BYTES}; one request may always be in flight
         * @return this
         */
        public Builder inFlightBytes(int bytes) {
            inFlightBytes = inRange("in-flight bytes", bytes, 1 << 10, MAX_RING_BYTES);
            return this;
        }

        /**
         * Sets what happens when the ring is full.
         *
         * @param policy the policy
         * @return this
         */
        public Builder overflow(OverflowPolicy policy) {
            overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how long a caller may wait under {@link OverflowPolicy#BLOCK}.
         *
         * @param time 0 to 1 min
         * @return this
         */
        public Builder blockTimeout(Duration time) {
            blockTimeout = inRange("block timeout", time, Duration.ofMinutes(1));
            return this;
        }

        /**
         * Sets what TRACE and DEBUG leave to the rest under {@link OverflowPolicy#DROP}.
         *
         * @param percent 0 (nothing) to 90
         * @return this
         */
        public Builder shedBelowPercent(int percent) {
            shedBelowPercent = inRange("shed below percent", percent, 0, 90);
            return this;
        }

        /**
         * Sets how many rejections within a minute make the lane rest until the minute is over.
         *
         * @param rejections 1 to 1,000,000
         * @return this
         */
        public Builder rejectionsPerMinute(int rejections) {
            rejectionsPerMinute = inRange("rejections per minute", rejections, 1, 1_000_000);
            return this;
        }

        /**
         * Sets how long a lane without a schema waits between attempts while somebody has to repair something.
         *
         * @param min the shortest pause, 1 ms to 1 day
         * @param max the longest pause, from the shortest to 1 day
         * @return this
         */
        public Builder blockedRetry(Duration min, Duration max) {
            Duration day = Duration.ofDays(1);
            if (min.toMillis() < 1 || max.compareTo(min) < 0 || max.compareTo(day) > 0) {
                throw new IllegalArgumentException("blocked retry is " + min + " to " + max
                        + ", but must be from PT0.001S to " + day + ", the shortest pause first");
            }
            blockedRetryMin = min;
            blockedRetryMax = max;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if a batch is larger than half of the ring: the next one could not be gathered
         *     while it is in flight
         */
        public LaneSettings build() {
            if (batchBytes > ringBytes / 2) {
                if (batchBytes != DEFAULT_BATCH_BYTES) {
                    throw new IllegalArgumentException("batch bytes is " + batchBytes
                            + ", but must not be above half of the ring, " + ringBytes / 2);
                }
                batchBytes = ringBytes / 2;
            }
            return new LaneSettings(this);
        }

        private static int inRange(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " is " + value + ", but must be from " + min + " to " + max);
            }
            return value;
        }

        private static Duration inRange(String name, Duration value, Duration max) {
            if (value.isNegative() || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", but must be from PT0S to " + max);
            }
            return value;
        }
    }
}
