// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowOutcome;
import org.jspecify.annotations.Nullable;

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
        RowOutcome outcome = encode(encoder, bytesBefore);
        if (outcome == null) {
            return true;
        }
        if (watch.keeps(outcome, cursor, nowNanos)) {
            pending.rows().truncate(bytesBefore);
            cursor.unread();
            return false;
        }
        SetAsideReason misfit = outcome.reason();
        if (misfit != null) {
            misfits++;
            desk.setAside(misfit, outcome.column(), outcome.text());
        } else if (pending.bytes() > batchBytes && !pending.isEmpty()) {
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

    /** Null: it provoked an error once too often and was set aside. */
    private @Nullable RowOutcome encode(RowEncoder encoder, int bytesBefore) {
        try {
            return encoder.encode(cursor.bytes(), cursor.offset(), cursor.length(), cursor.seq(), pending.rows());
        } catch (RuntimeException | Error e) {
            pending.rows().truncate(bytesBefore);
            if (!faults.lastTry(cursor.seq())) {
                cursor.unread();
                throw e;
            }
            faults.caught(e);
            desk.setAside(SetAsideReason.UNREADABLE, "", "it provokes an error of the client: " + e);
            return null;
        }
    }
}
