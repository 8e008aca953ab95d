// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** What the service takes on one stream, and how many streams a lane may have. Immutable. */
public final class StreamLimits {

    /** Rows of one stream in a second, in bytes (Zerobus public documentation). */
    public static final int DEFAULT_BYTES_PER_SECOND = 100_000_000;
    /** Rows of one stream in a second (Zerobus public documentation: 15,000 once, 100,000 by today's quotas). */
    public static final int DEFAULT_RECORDS_PER_SECOND = 100_000;
    /** The smallest rate in bytes: 64 KiB a second. */
    public static final int MIN_BYTES_PER_SECOND = 64 << 10;
    /** More than a stream can carry: 2 GB a second. */
    public static final int MOST_BYTES_PER_SECOND = 2_000_000_000;
    /** More than a stream can carry. */
    public static final int MOST_RECORDS_PER_SECOND = 999_999_999;

    /** The most streams that a lane can have. */
    public static final int MOST_STREAMS = 16;

    private static final StreamLimits DEFAULTS = of(DEFAULT_BYTES_PER_SECOND, DEFAULT_RECORDS_PER_SECOND);

    private final int bytesPerSecond;
    private final int recordsPerSecond;
    private final int streams;

    private StreamLimits(int bytesPerSecond, int recordsPerSecond, int streams) {
        this.bytesPerSecond = bytesPerSecond;
        this.recordsPerSecond = recordsPerSecond;
        this.streams = streams;
    }

    /**
     * Returns what the service documents, for a lane of one stream.
     *
     * @return the defaults
     */
    public static StreamLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Makes limits of a lane that has one stream.
     *
     * @param bytesPerSecond bytes of rows that one stream takes in a second, at least {@link #MIN_BYTES_PER_SECOND}
     * @param recordsPerSecond rows that one stream takes in a second, at least 1
     * @return the limits
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static StreamLimits of(int bytesPerSecond, int recordsPerSecond) {
        if (bytesPerSecond < MIN_BYTES_PER_SECOND || recordsPerSecond < 1) {
            throw new IllegalArgumentException("a stream of " + bytesPerSecond + " bytes and " + recordsPerSecond
                    + " records a second; right is from " + MIN_BYTES_PER_SECOND + " bytes and 1 record on");
        }
        return new StreamLimits(bytesPerSecond, recordsPerSecond, 1);
    }

    /**
     * Allows another number of streams.
     *
     * @param count how many the lane may have at most, from 1 to {@link #MOST_STREAMS}
     * @return limits with the same rates for each of them
     * @throws IllegalArgumentException if the count is out of range
     */
    public StreamLimits withStreams(int count) {
        if (count < 1 || count > MOST_STREAMS) {
            throw new IllegalArgumentException(count + " streams; right is from 1 to " + MOST_STREAMS);
        }
        return new StreamLimits(bytesPerSecond, recordsPerSecond, count);
    }

    /**
     * Returns how many streams the lane may have.
     *
     * @return 1 or more
     */
    public int streams() {
        return streams;
    }

    /**
     * Returns what one stream takes, in bytes.
     *
     * @return bytes of rows in a second
     */
    public int bytesPerSecond() {
        return bytesPerSecond;
    }

    /**
     * Returns what one stream takes, in rows.
     *
     * @return rows in a second
     */
    public int recordsPerSecond() {
        return recordsPerSecond;
    }
}
