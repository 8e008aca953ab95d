// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.util.UUID;

/**
 * The write-ahead log as the materialiser sees it: entries that are durable, in order, by position.
 *
 * <p>A position is a count of bytes since the log began; it only grows, outlives restarts, and may jump forward. Entries that
 * were damaged on disk are left out, copied aside and counted. Safe from any thread.
 */
public interface DurableLog {

    /**
     * Returns the identity of this log, made when the data directory was; it is part of the Delta transaction id.
     *
     * @return the id
     */
    UUID id();

    /**
     * Returns how far the log is durable.
     *
     * @return the position behind the last forced entry
     */
    long durablePosition();

    /**
     * Reads entries one by one.
     *
     * @param fromPosition where to start: 0, or the {@link LogEntry#nextPosition} of an entry
     * @param toPosition where to end, at most {@link #durablePosition}
     * @param reader called for every entry in order
     * @return where to go on: behind the last entry if the reader ended the reading, else {@code toPosition}, or the beginning
     *     of an entry that reaches beyond it
     * @throws IOException if the log can not be read
     */
    long read(long fromPosition, long toPosition, EntryReader reader) throws IOException;

    /**
     * Tells that everything below a position is in its table for good, so that its room may be given back.
     *
     * @param position the position
     */
    void release(long position);

    /** Takes entries. */
    @FunctionalInterface
    interface EntryReader {
        /**
         * Takes one entry.
         *
         * @param entry the entry, valid after this call too
         * @return whether to go on
         * @throws IOException if it can not be dealt with; ends the reading
         */
        boolean entry(LogEntry entry) throws IOException;
    }
}
