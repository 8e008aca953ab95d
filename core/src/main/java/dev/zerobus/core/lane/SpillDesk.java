// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingWalker;

/**
 * Copies a lane's events from its ring to the disk, oldest first, and lets the ring forget them. Owned by the drain thread.
 *
 * <p>With {@code overflow} only when the ring is nearly full, and whatever is in flight: an acknowledgement settles by number,
 * and what must be sent again is read from the disk. With {@code write-ahead} everything, before it is sent; the ring keeps
 * what was copied until it is settled, or until its room is needed. While the disk can not be used, or has no room for the
 * next event, both are as {@code memory}.
 */
final class SpillDesk {

    /** What one step copies at most: sending goes on in between. */
    static final int PORTION_BYTES = 1 << 20;

    /** Room is made this much before TRACE and DEBUG are shed. */
    private static final int BEFORE_SHEDDING_PERCENT = 10;

    private static final int MOST_FREE_PERCENT = 95;

    private final OldEnd disk;
    private final boolean ahead;
    private final LaneCursor cursor;
    private final RingWalker walker;
    private final RingWalker roomWalker;
    private final int portionBytes;
    private final int nearlyFullPercent;
    private final long lingerNanos;

    /** The number of the event that is copied next. */
    private long copySeq;
    /** Everything below this number is on disk, or settled. */
    private long sealedSeq;
    /** The ring position behind it. */
    private long sealedPosition;
    /** The number of the event at the place of {@link #roomWalker}. */
    private long roomSeq;

    private long unsealedNanos;

    /** Whether the disk was not worth a try in the last step. */
    private boolean diskRests;
    /** Whether the disk did not take the event that is copied next. */
    private boolean refused;

    SpillDesk(LaneParts parts, LaneCursor cursor) {
        LaneSettings settings = parts.settings();
        this.disk = parts.disk();
        this.ahead = parts.writeAhead();
        this.cursor = cursor;
        this.walker = cursor.walker();
        this.roomWalker = cursor.walker();
        this.portionBytes = Math.min(PORTION_BYTES, settings.ringBytes() / 4);
        this.nearlyFullPercent = Math.min(MOST_FREE_PERCENT, settings.shedBelowPercent() + BEFORE_SHEDDING_PERCENT);
        this.lingerNanos = settings.lingerNanos();
    }

    /** Before rows are made: with write-ahead, copies what is new. Returns how many events. */
    int copyAhead(long nowNanos, boolean hurried) {
        if (!ahead) {
            return 0;
        }
        diskRests = !disk.usable(nowNanos);
        int copied = 0;
        if (!diskRests) {
            if (!unsealed()) {
                unsealedNanos = cursor.lookedNanos();
            }
            copied = copy();
        }
        if (unsealed() && (full(nowNanos) || (!diskRests && (hurried || large() || lingered(nowNanos))))) {
            seal();
        }
        cursor.limit(refused || !disk.usable(nowNanos) ? Long.MAX_VALUE : copySeq);
        return copied;
    }

    /**
     * Whether more is sent from memory because the disk has no room: what was copied before that has room, and must be sealed
     * first, or it would come to the disk when it is settled.
     */
    private boolean full(long nowNanos) {
        return (refused || !disk.usable(nowNanos)) && !disk.broken();
    }

    private boolean lingered(long nowNanos) {
        return nowNanos - unsealedNanos >= lingerNanos;
    }

    /** Before a request is sent: whether all of it may be, up to this number. */
    boolean maySend(long endSeq, long nowNanos) {
        if (!ahead || sealedSeq >= endSeq || !disk.usable(nowNanos)) {
            return true;
        }
        return copySeq < endSeq ? refused : seal() || !disk.usable(nowNanos);
    }

    /** When something copied has to be sealed, if that is before {@code latest}. */
    long nextDeadlineNanos(long latest) {
        long due = unsealedNanos + lingerNanos;
        // a disk that rests is asked with every step, and no step is due before it answers
        return !diskRests && unsealed() && due - latest < 0 ? due : latest;
    }

    private boolean unsealed() {
        return copySeq > sealedSeq;
    }

    private boolean large() {
        return EventRing.bytesBetween(sealedPosition, walker.position()) >= portionBytes;
    }

    /** Does what is due by time. */
    void tick(long nowNanos) {
        disk.tick(nowNanos);
    }

    /** If the ring is nearly full, lets it forget its oldest events. Returns whether it forgot any. */
    boolean makeRoom(long nowNanos) {
        if (cursor.freePercent() >= nearlyFullPercent) {
            return false;
        }
        long before = cursor.ringSeq();
        if (ahead && !disk.broken()) {
            forgetCached();
        } else if (!ahead && disk.usable(nowNanos) && copy() > 0 && seal()) {
            cursor.leaveToDisk(sealedPosition, sealedSeq);
        }
        return cursor.ringSeq() > before;
    }

    /** At the end: copies what the ring has, until that is all or the disk does not take it. Returns whether it is all. */
    boolean copyPortionOfRest(long nowNanos) {
        if (!disk.usable(nowNanos)) {
            return true;
        }
        int copied = copy();
        return !seal() || copied == 0;
    }

    /** Everything below this number is on disk or settled. */
    long sealedSeq() {
        return sealedSeq;
    }

    /** The ring position behind everything that is on disk. */
    long sealedPosition() {
        return sealedPosition;
    }

    /** Appends a portion of what was not copied yet. Returns how many events it passed. */
    private int copy() {
        follow();
        refused = false;
        int copied = 0;
        long start = walker.position();
        long before = start;
        while (EventRing.bytesBetween(start, before) < portionBytes && walker.next()) {
            if (!appended(before)) {
                refused = true;
                break;
            }
            before = walker.position();
            copySeq++;
            copied++;
        }
        return copied;
    }

    /** Appends the walker's event. If the disk does not take it, or an error comes in between, it is the next one again. */
    private boolean appended(long before) {
        boolean done = false;
        try {
            // What was set aside already is not sent again by anybody.
            done = cursor.isSettled(walker.position())
                    || disk.append(walker.bytes(), walker.offset(), walker.length(), copySeq, walker.position());
        } finally {
            if (!done) {
                walker.moveTo(before);
            }
        }
        return done;
    }

    /** What was settled from memory need not be copied any more. */
    private void follow() {
        if (copySeq < cursor.ringSeq()) {
            walker.moveTo(cursor.ringPosition());
            copySeq = cursor.ringSeq();
            sealed();
        }
    }

    private boolean seal() {
        boolean done = disk.seal();
        if (!done) {
            copySeq = sealedSeq;
            walker.moveTo(sealedPosition);
        }
        sealed();
        return done;
    }

    private void sealed() {
        sealedSeq = copySeq;
        sealedPosition = walker.position();
    }

    private void forgetCached() {
        if (roomSeq < cursor.ringSeq()) {
            roomWalker.moveTo(cursor.ringPosition());
            roomSeq = cursor.ringSeq();
        }
        long start = roomWalker.position();
        while (roomSeq < sealedSeq
                && EventRing.bytesBetween(start, roomWalker.position()) < portionBytes
                && roomWalker.next()) {
            roomSeq++;
        }
        cursor.leaveToDisk(roomWalker.position(), roomSeq);
    }
}
