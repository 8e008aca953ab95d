// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;

/**
 * What is on its way: sends requests, gives room back on acknowledgements, rewinds when the stream is lost, and finds the
 * record that the service rejects. Owned by the drain thread.
 */
final class Delivery {

    private final LaneCursor cursor;
    private final Gatherer gatherer;
    private final PendingBatch pending;
    private final SetAsideDesk desk;
    private final Faults faults;
    private final LaneMetrics metrics;
    private final LaneTally tally;
    private final Throttle throttle;
    private final int batchRecords;
    private final InFlightWindow window;
    private final Bisection bisection = new Bisection();
    private int culpritsInARow;
    /** Number of the event whose row was rejected alone. */
    private long culpritSeq;

    Delivery(
            LaneSettings settings,
            LaneCursor cursor,
            Gatherer gatherer,
            SetAsideDesk desk,
            Faults faults,
            LaneMetrics metrics,
            LaneTally tally,
            Throttle throttle) {
        this.cursor = cursor;
        this.gatherer = gatherer;
        this.pending = gatherer.pending();
        this.desk = desk;
        this.faults = faults;
        this.metrics = metrics;
        this.tally = tally;
        this.throttle = throttle;
        this.batchRecords = Math.min(settings.batchRecords(), throttle.maxRecords());
        this.window = new InFlightWindow(settings.inFlightBatches(), settings.inFlightBytes());
    }

    /** Whether nothing waits for an acknowledgement. */
    boolean idle() {
        return window.isEmpty();
    }

    /** How many rows the next request may have. */
    int maxRecords() {
        return bisection.maxRecords(batchRecords);
    }

    /** Whether one more request may be on its way. */
    boolean hasRoom() {
        return bisection.active() ? window.isEmpty() : window.hasRoom(pending.bytes());
    }

    /** Asked when nothing else is in the way: whether the stream's rate allows the request now. */
    boolean allowed(long nowNanos) {
        return throttle.allows(pending.bytes(), pending.records(), nowNanos);
    }

    /** Culprits set aside since the last acknowledgement. */
    int culpritsInARow() {
        return culpritsInARow;
    }

    void send(StreamSession session, long nowNanos) {
        int bytes = pending.bytes();
        int records = pending.records();
        long offset;
        try {
            offset = session.send(pending.rows().array(), 0, bytes, records, nowNanos);
        } catch (RuntimeException | Error e) {
            sendFailed(e);
            throw e;
        }
        window.add(pending.startSeq(), cursor.position(), cursor.readSeq(), records, bytes, offset, nowNanos);
        throttle.sent(bytes, records, nowNanos);
        metrics.batchSent(records, bytes);
        pending.clear();
    }

    /** An error of ours while sending: the request is tried again, then halved until what provokes it stands alone. */
    private void sendFailed(Throwable error) {
        if (!faults.lastTry(pending.startSeq())) {
            return;
        }
        boolean culprit = bisection.rejected(window.isEmpty() ? 1 : 2, pending.records(), cursor.position());
        culpritSeq = pending.startSeq();
        gatherer.restart();
        if (culprit) {
            if (nextUnsettled()) {
                desk.setAside(SetAsideReason.UNREADABLE, "", "it provokes an error of the client: " + error);
            }
        }
    }

    /** Everything up to the offset is durable. */
    void acked(long offset, long nowNanos) {
        int rows = 0;
        while (!window.isEmpty() && window.oldest().streamOffset <= offset) {
            InFlightWindow.Batch batch = window.oldest();
            window.removeOldest();
            rows += batch.records;
            metrics.ackLatency(nowNanos - batch.sentNanos);
            cursor.release(batch.endPosition, batch.endSeq);
        }
        if (rows > 0) {
            metrics.acked(rows);
            tally.addAcked(rows);
            bisection.settled(rows, cursor.acked());
            if (pending.records() > maxRecords()) {
                // gathered before it was known that a bad one is among so few
                gatherer.restart();
            }
            culpritsInARow = 0;
            faults.progress();
        }
    }

    /** The stream is gone: everything unacknowledged is read again. */
    void lost() {
        metrics.resent(window.records());
        window.clear();
        pending.clear();
        cursor.rewind();
    }

    /**
     * The stream is gone because the service rejected one of the requests.
     *
     * @return whether the oldest event is the culprit: the next call is {@link #setAsideCulprit}, or it is tried again
     */
    boolean rejected() {
        boolean culprit = false;
        if (!window.isEmpty()) {
            culpritSeq = window.oldest().startSeq;
            culprit = bisection.rejected(window.size(), window.oldest().records, window.newest().endPosition);
        }
        lost();
        if (culprit) {
            culpritsInARow++;
        }
        return culprit;
    }

    void setAsideCulprit(StreamFailure why) {
        if (nextUnsettled()) {
            desk.setAside(why);
        }
    }

    /** Rows are made by another schema from now on. */
    void rowsChanged() {
        bisection.rowsChanged();
    }

    /** Gives back the room of what was set aside behind the last acknowledgement, as nothing is on its way before it. */
    void releaseTail() {
        if (!window.isEmpty()) {
            return;
        }
        long position = pending.isEmpty() ? cursor.position() : pending.startPosition();
        long seq = pending.isEmpty() ? cursor.readSeq() : pending.startSeq();
        // numbers without a place: what the disk of an earlier process no longer has at its end
        if (position > cursor.acked() || seq > cursor.releasedSeq()) {
            cursor.release(position, seq);
            bisection.settled(0, position);
        }
    }

    /** Forgets what is on its way, at the very end. */
    void forget() {
        window.clear();
        pending.clear();
        cursor.rewind();
    }

    /** Moves to the culprit, which is the first event that is not settled. */
    private boolean nextUnsettled() {
        bisection.culpritSetAside();
        while (cursor.next()) {
            if (!cursor.currentIsSettled()) {
                if (cursor.seq() == culpritSeq) {
                    return true;
                }
                // The disk has lost the culprit meanwhile: this one is innocent.
                cursor.unread();
                return false;
            }
        }
        return false;
    }
}
