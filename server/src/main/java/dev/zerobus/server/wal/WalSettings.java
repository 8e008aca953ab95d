// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.nio.file.Path;

/**
 * How a log is kept.
 *
 * @param directory where its files lie; made if it is missing
 * @param segmentBytes a file that has reached this size is followed by the next one
 * @param queueBytes what may wait for the disk before streams are asked to pause
 */
public record WalSettings(Path directory, long segmentBytes, long queueBytes) {

    /** The size of a segment unless said otherwise: 64 MiB. */
    public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

    /** What may wait for the disk unless said otherwise: 32 MiB. */
    public static final long DEFAULT_QUEUE_BYTES = 32L << 20;

    /**
     * Checks the bounds.
     *
     * @param directory where its files lie; made if it is missing
     * @param segmentBytes a file that has reached this size is followed by the next one
     * @param queueBytes what may wait for the disk before streams are asked to pause
     * @throws IllegalArgumentException if a size is not positive
     */
    public WalSettings {
        if (segmentBytes <= 0 || queueBytes <= 0) {
            throw new IllegalArgumentException("segmentBytes (" + segmentBytes + ") and queueBytes (" + queueBytes
                    + ") of the write-ahead log must be greater than 0");
        }
    }

    /**
     * Returns the defaults.
     *
     * @param directory where the log's files lie
     * @return settings with {@link #DEFAULT_SEGMENT_BYTES} and {@link #DEFAULT_QUEUE_BYTES}
     */
    public static WalSettings of(Path directory) {
        return new WalSettings(directory, DEFAULT_SEGMENT_BYTES, DEFAULT_QUEUE_BYTES);
    }
}
