// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowOutcome;

/** Makes rows of the events of one stream, until a request is full. Owned by the drain thread. */
final class Gatherer {

    private final int batchBytes;
    private final LaneCursor cursor;
    private final SetAsideDesk desk;
    private final Faults faults;
    private final LaneMetrics metrics;
    private final TableWatch watch;
    private final PendingBatch pending = new PendingBatch();
    private long misfits;
    /** Every event of this stream below this number is settled, on its way or among the rows. */
    private long takenSeq;

    /** {@code batchBytes}: how large the rows of one request may be. */
    Gatherer(
            int batchBytes,
            LaneCursor cursor,
            SetAsideDesk desk,
            Faults faults,
            LaneMetrics metrics,
            TableWatch watch) {
        this.batchBytes = batchBytes;
        this.cursor = cursor;
        this.desk = desk;
        this.faults = faults;
        this.metrics = metrics;
        this.watch = watch;
    }

    PendingBatch pending() {
        return pending;
    }

    /** Events that became no row so far. */
    long misfits() {
        return misfits;
    }

    /** Whether nothing more can go into the request. */
    boolean full(int maxRecords) {
        return pending.full()
                || pending.records() >= maxRecords
                || pending.bytes() >= batchBytes
                || cursor.settledFull();
    }

    /** Adds rows of what is published, all of which is this stream's. Returns how many events were read. */
    int fill(RowEncoder encoder, int maxRecords, long nowNanos) {
        int read = 0;
        while (!full(maxRecords) && cursor.next()) {
            if (!cursor.currentIsSettled() && !take(encoder, nowNanos)) {
                break;
            }
            read++;
        }
        return read;
    }

    long takenSeq() {
        return takenSeq;
    }

    /** Whether the event, one of this stream, need not be taken any more. */
    boolean has(long seq) {
        return seq < takenSeq;
    }

    /** Forgets the rows; their events are read again. */
    void restart() {
        if (!pending.isEmpty()) {
            backTo(pending.startPosition(), pending.startSeq());
        }
        pending.clear();
    }

    /** What this stream has from a mark on is read again; what others have of it is passed over then. */
    void backTo(long position, long seq) {
        takenSeq = seq;
        if (seq < cursor.readSeq()) {
            cursor.rewindTo(position, seq);
        }
    }

    /** Takes the cursor's current event, or sets it aside, or leaves it for the next request. False if it has to wait. */
    boolean take(RowEncoder encoder, long nowNanos) {
        int bytesBefore = pending.bytes();
        boolean keeps;
        boolean fits;
        try {
            RowOutcome outcome =
                    encoder.encode(cursor.bytes(), cursor.offset(), cursor.length(), cursor.seq(), pending.rows());
            keeps = watch.keeps(outcome, cursor, nowNanos);
            fits = keeps || !isMisfit(outcome);
        } catch (RuntimeException | Error e) {
            pending.rows().truncate(bytesBefore);
            if (!setAsideAfter(e)) {
                throw e;
            }
            return true;
        }
        if (keeps) {
            pending.rows().truncate(bytesBefore);
            cursor.unread();
            return false;
        }
        if (!fits) {
            return true;
        }
        if (pending.bytes() > batchBytes && !pending.isEmpty()) {
            // It opens the next request instead.
            pending.rows().truncate(bytesBefore);
            pending.markFull();
            cursor.unread();
        } else {
            metrics.rowSent();
            pending.added(cursor.startOfCurrent(), cursor.endOfCurrent(), cursor.seq(), cursor.lookedNanos());
            takenSeq = cursor.seq() + 1;
        }
        return true;
    }

    /** Whether the current event became no row and was set aside. */
    private boolean isMisfit(RowOutcome outcome) {
        SetAsideReason misfit = outcome.reason();
        if (misfit == null) {
            return false;
        }
        misfits++;
        desk.setAside(misfit, outcome.column(), outcome.text());
        return true;
    }

    /** The current event has provoked an error. Sets it aside after its last try; else, and if that fails, it is read again. */
    private boolean setAsideAfter(Throwable error) {
        // if it is settled only the words for that have failed
        boolean last = !cursor.currentIsSettled() && faults.lastTry(cursor.seq());
        try {
            if (last) {
                desk.setAside(SetAsideReason.UNREADABLE, "", "it provokes an error of the client: " + error);
                faults.caught(error);
            }
        } finally {
            if (!cursor.currentIsSettled()) {
                cursor.unread();
            }
        }
        return last;
    }
}
