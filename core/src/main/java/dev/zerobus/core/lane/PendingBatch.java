// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.RowBuffer;

/**
 * The request being gathered: rows in a buffer that is used again and again, and where they begin in the ring. Owned by
 * the drain thread.
 */
final class PendingBatch {

    private static final int INITIAL_BYTES = 64 << 10;
    /** What the buffer keeps between requests: the largest batch, but not the largest single row. */
    private static final int KEPT_BYTES = 4 << 20;

    private final RowBuffer rows = new RowBuffer(INITIAL_BYTES);
    private int records;
    private boolean full;
    private long startPosition;
    private long startSeq;
    private long endPosition;
    private long endSeq;
    private long startNanos;

    RowBuffer rows() {
        return rows;
    }

    int bytes() {
        return rows.length();
    }

    int records() {
        return records;
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** Whether nothing more goes in, whatever its numbers say. */
    boolean full() {
        return full;
    }

    void markFull() {
        full = true;
    }

    /** A row was written behind the others; the marks are those of its event, which was not offered before that time. */
    void added(long positionBefore, long positionBehind, long seq, long sinceNanos) {
        if (records == 0) {
            startPosition = positionBefore;
            startSeq = seq;
            startNanos = sinceNanos;
        }
        endPosition = positionBehind;
        endSeq = seq + 1;
        records++;
    }

    /** Ring position before the first row's event; only while not empty. */
    long startPosition() {
        return startPosition;
    }

    /** Number of the first row's event; only while not empty. */
    long startSeq() {
        return startSeq;
    }

    /** Ring position behind the last row's event; only while not empty. */
    long endPosition() {
        return endPosition;
    }

    /** Number behind the last row's event; only while not empty. */
    long endSeq() {
        return endSeq;
    }

    /** Since when the first row's event has waited at most. */
    long startNanos() {
        return startNanos;
    }

    void clear() {
        rows.clear();
        rows.trim(KEPT_BYTES);
        records = 0;
        full = false;
    }
}
