// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

/**
 * How large things may be.
 *
 * @param maxRecordBytes the largest record; the service documents 10 MB (Zerobus public documentation, quotas)
 * @param maxMessageBytes the largest request, a batch with its framing
 */
public record IngestLimits(int maxRecordBytes, int maxMessageBytes) {

    /** Room in a request for what is around a record. */
    private static final int FRAMING_BYTES = 64;

    /**
     * Checks the bounds.
     *
     * @param maxRecordBytes the largest record
     * @param maxMessageBytes the largest request
     * @throws IllegalArgumentException if a bound is not positive, or no largest record fits a request
     */
    public IngestLimits {
        if (maxRecordBytes <= 0 || maxMessageBytes - FRAMING_BYTES < maxRecordBytes) {
            throw new IllegalArgumentException("maxRecordBytes (" + maxRecordBytes
                    + ") must be greater than 0, and maxMessageBytes (" + maxMessageBytes + ") greater than it by "
                    + FRAMING_BYTES + " or more");
        }
    }

    /**
     * Returns the service's limits.
     *
     * @return 10 MiB a record, 32 MiB a request
     */
    public static IngestLimits defaults() {
        return new IngestLimits(10 << 20, 32 << 20);
    }

    /** What the transport takes: more, so that a request that is too large can be refused with a message that says so. */
    int transportBytes() {
        return (int) Math.min(Integer.MAX_VALUE, 4L * maxMessageBytes);
    }
}
