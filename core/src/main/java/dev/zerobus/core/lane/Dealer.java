// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.event.OrderKey;

/**
 * Reads the lane's events and deals them out to its streams by their order key. Owned by the drain thread.
 *
 * <p>There is one cursor for all streams. When one of them is lost the cursor goes back to its first unacknowledged event, and
 * what the others have from there on is passed over: each stream knows up to which number it has taken its events. So order
 * holds within a stream, and with it for each thread that emits. The cursor stops at an event whose stream can take no more:
 * the slowest stream sets the lane's pace, and a lane remains one queue.
 */
final class Dealer implements LaneCursor.Fates {

    /** No barrier. */
    static final long NONE = Long.MAX_VALUE;

    private final LaneCursor cursor;
    private final LaneStreams streams;
    /** Whether there is one stream and never another. */
    private final boolean single;

    private final long[] rowsOfKey = new long[OrderKey.KEYS];
    private final Owners owners = new Owners();
    private KeyPlan plan = KeyPlan.single();
    private long barrierSeq = NONE;

    Dealer(LaneCursor cursor, LaneStreams streams, int mostStreams) {
        this.cursor = cursor;
        this.streams = streams;
        this.single = mostStreams == 1;
        if (!single) {
            cursor.sharedBy(this);
        }
    }

    /** Deals until a stream can take no more, or there are no more events. Returns how many it has passed. */
    int deal(RowEncoder rows, long nowNanos) {
        if (single) {
            LaneStream only = streams.get(0);
            return only.gatherer().fill(rows, only.delivery().maxRecords(), nowNanos);
        }
        int passed = 0;
        while (mayRead() && cursor.next() && dealCurrent(rows, nowNanos)) {
            passed++;
        }
        return passed;
    }

    /** False if the event has to wait where it is. */
    private boolean dealCurrent(RowEncoder rows, long nowNanos) {
        long seq = cursor.seq();
        if (seq >= barrierSeq) {
            cursor.unread();
            return false;
        }
        if (cursor.currentIsSettled()) {
            return true;
        }
        int key = OrderKey.of(cursor.bytes(), cursor.offset(), cursor.length());
        LaneStream stream = streams.get(plan.streamOf(key));
        Gatherer gatherer = stream.gatherer();
        if (gatherer.has(seq)) {
            return true;
        }
        if (stream.full()) {
            cursor.unread();
            return false;
        }
        if (!gatherer.take(rows, nowNanos)) {
            return false;
        }
        if (gatherer.has(seq)) {
            rowsOfKey[key]++;
            if (streams.inUse() > 1) {
                owners.took(seq, stream.index());
            }
        }
        return true;
    }

    /**
     * Passes over what is settled or on its way, where a stream's part is to be read again: what lies before can be given back
     * then, although nothing is dealt out just now, and is not left to the disk, or to the next process, at the end.
     */
    void passOver() {
        boolean passed = !single;
        while (passed && cursor.readSeq() < dealtSeq() && cursor.next()) {
            passed = cursor.currentIsSettled() || currentIsTaken();
            if (!passed) {
                cursor.unread();
            }
        }
    }

    private boolean currentIsTaken() {
        int key = OrderKey.of(cursor.bytes(), cursor.offset(), cursor.length());
        return streams.get(plan.streamOf(key)).gatherer().has(cursor.seq());
    }

    /** Asked before each event; with one stream nothing is read that has to be put back. */
    private boolean mayRead() {
        return cursor.readSeq() < barrierSeq
                && !cursor.settledFull()
                && (streams.inUse() > 1 || !streams.get(0).full());
    }

    /** From now on nothing is dealt that was not dealt before. */
    void stop() {
        barrierSeq = dealtSeq();
    }

    /** Behind the last event that was dealt out or passed; larger than what is read next when a stream reads its part again. */
    long dealtSeq() {
        long behindAll = cursor.readSeq();
        for (int i = 0; i < streams.inUse(); i++) {
            behindAll = Math.max(behindAll, streams.get(i).gatherer().takenSeq());
        }
        return behindAll;
    }

    /** Whether everything up to the barrier has been dealt. */
    boolean stopped() {
        return cursor.readSeq() >= barrierSeq;
    }

    void goOn() {
        barrierSeq = NONE;
    }

    /** How a number of streams would share what the lane had lately. */
    KeyPlan planFor(int count) {
        return count == 1 ? KeyPlan.single() : KeyPlan.of(rowsOfKey, count);
    }

    /** Whether so many streams would help the busiest one. */
    boolean relievedBy(int count) {
        return planFor(count).relieves(plan, rowsOfKey);
    }

    /** Everything before the number is settled. */
    void released(long seq) {
        owners.release(seq);
    }

    /** An event that is lost is so for good, whatever its stream takes later: it is nobody's any more. */
    @Override
    public boolean isLost(long seq) {
        int owner = owners.of(seq);
        if (owner >= 0 && streams.get(owner).gatherer().has(seq)) {
            return false;
        }
        if (owners.isSetAside(seq)) {
            return false;
        }
        owners.lost(seq);
        return true;
    }

    @Override
    public void setAside(long seq) {
        owners.setAside(seq);
    }

    /** Only when nothing is on its way. */
    void use(KeyPlan other) {
        plan = other;
        owners.forgetStreams();
    }

    /** Which stream has the events of a key. */
    int streamOf(int key) {
        return plan.streamOf(key);
    }

    /** Once a second: what was long ago counts less. */
    void age() {
        for (int key = 0; key < rowsOfKey.length; key++) {
            rowsOfKey[key] -= (rowsOfKey[key] + 3) / 4;
        }
    }
}
