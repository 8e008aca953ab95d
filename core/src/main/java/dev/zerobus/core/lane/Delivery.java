// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;

/**
 * What is on its way on one stream: sends requests, settles them on acknowledgements, rewinds when the stream is lost, and
 * finds the record that the service rejects. Owned by the drain thread.
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
    /** Every event of this stream below this number is settled. */
    private long ackedSeq;

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
        window.add(
                pending.startSeq(),
                pending.startPosition(),
                pending.endPosition(),
                pending.endSeq(),
                records,
                bytes,
                offset,
                nowNanos);
        throttle.sent(bytes, records, nowNanos);
        metrics.batchSent(records, bytes);
        pending.clear();
    }

    /** An error of ours while sending: the request is tried again, then halved until what provokes it stands alone. */
    private void sendFailed(Throwable error) {
        if (!faults.lastTry(pending.startSeq())) {
            return;
        }
        boolean culprit = bisection.rejected(window.isEmpty() ? 1 : 2, pending.records(), pending.endPosition());
        culpritSeq = pending.startSeq();
        gatherer.restart();
        if (culprit) {
            atCulprit(
                    () -> desk.setAside(SetAsideReason.UNREADABLE, "", "it provokes an error of the client: " + error));
        }
    }

    /** Everything up to the offset is durable. */
    void acked(long offset, long nowNanos) {
        int rows = 0;
        long settled = 0;
        while (!window.isEmpty() && window.oldest().streamOffset <= offset) {
            InFlightWindow.Batch batch = window.oldest();
            window.removeOldest();
            rows += batch.records;
            metrics.ackLatency(nowNanos - batch.sentNanos);
            settled = batch.endPosition;
            ackedSeq = batch.endSeq;
        }
        if (rows > 0) {
            metrics.acked(rows);
            tally.addAcked(rows);
            bisection.settled(rows, settled);
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
        if (window.isEmpty()) {
            gatherer.restart();
        } else {
            gatherer.backTo(window.oldest().startPosition, window.oldest().startSeq);
            window.clear();
            pending.clear();
        }
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
        atCulprit(() -> desk.setAside(why));
    }

    /** Rows are made by another schema from now on. */
    void rowsChanged() {
        bisection.rowsChanged();
    }

    /** Whether anything of this stream was taken that is not settled. */
    boolean holds() {
        return !window.isEmpty() || !pending.isEmpty();
    }

    /** Number of the first event that was taken and is not settled; only if it {@link #holds} one. */
    long firstSeq() {
        return window.isEmpty() ? pending.startSeq() : window.oldest().startSeq;
    }

    /** The ring position before it. */
    long firstPosition() {
        return window.isEmpty() ? pending.startPosition() : window.oldest().startPosition;
    }

    /** Whether an event of this stream that was taken is durable; of no meaning for one that was set aside. */
    boolean isAcked(long seq) {
        return seq < ackedSeq;
    }

    /** Nothing before the position is on its way: what was suspected there was set aside. */
    void passed(long position) {
        if (window.isEmpty()) {
            bisection.settled(0, pending.isEmpty() ? position : Math.min(position, pending.startPosition()));
        }
    }

    /** Forgets what is on its way, at the very end. */
    void forget() {
        window.clear();
        pending.clear();
    }

    /**
     * Goes to the culprit and back. What lies before it may be other streams', and has to be read from there again. Nothing is
     * done if the disk has lost the culprit meanwhile: what follows is innocent.
     */
    private void atCulprit(Runnable setAside) {
        bisection.culpritSetAside();
        long position = cursor.position();
        long seq = cursor.readSeq();
        boolean done = false;
        while (!done && cursor.readSeq() <= culpritSeq && cursor.next()) {
            if (cursor.seq() == culpritSeq) {
                if (!cursor.currentIsSettled()) {
                    setAside.run();
                }
                done = true;
            }
        }
        if (cursor.readSeq() > seq) {
            cursor.rewindTo(position, seq);
        }
    }
}
