// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingReader;
import dev.zerobus.core.ring.RingWalker;
import org.jspecify.annotations.Nullable;

/**
 * The cursors <i>sent</i> and <i>settled</i> of the lane's one queue, whose new end is the ring and whose old end is on disk,
 * together with the numbers of their events, and what was set aside between them. Owned by the drain thread.
 *
 * <pre>
 *        settled          sent                                                     published
 *           |               |                                                          |
 *   disk    [===============|======================)  sealed
 *   ring                               [===========|===================================)
 *                                      ringSeq: from here on the ring still has everything
 * </pre>
 *
 * <p>An event's sequence number is its place in the lane, counted from 0 since the start. In the ring it is counted, not
 * stored, and counting starts again at the mark after a rewind, so a resend gives the same number to the same event; on disk
 * it is stored, with the ring position behind the event. Events that are set aside keep theirs. What both have is read from
 * the ring.
 */
final class LaneCursor {

    private final EventRing ring;
    private final RingReader reader;
    private final OldEnd disk;
    /** Whether the ring has nothing and never will: what an earlier process has left is sent. */
    private final boolean diskOnly;

    private final LaneMetrics metrics;
    private final SettledPositions settled = new SettledPositions();
    private final LostStretches lost = new LostStretches();

    /** The number of the event to be read next. */
    private long readSeq;
    /** Below this number only the disk has events. */
    private long ringSeq;
    /** From this number on nothing is read yet: it is not on disk, and must be there before it is sent. */
    private long limitSeq = Long.MAX_VALUE;
    /** Everything below this number is settled. */
    private long releasedSeq;
    /** Behind the last settled event. */
    private long releasedPosition;
    /** Behind the last event read from the disk; the value of <i>sent</i> while that is below {@link #ringSeq}. */
    private long diskPosition;

    /** Who knows more about events that have to be read again and are not there; null: one stream has all. */
    private @Nullable Fates fates;

    private boolean currentOnDisk;
    private boolean diskAtEnd;
    /** Whether the disk has more and does not give it now. */
    private boolean diskWaits;

    private boolean looked;
    private long lookedNanos;
    private long nowNanos;
    private boolean stopped;
    private long damageSeen;
    private long startOfCurrent;
    private long endOfCurrent;
    private long setAside;
    private long lostEvents;
    private long reportedRead;
    private long reportedReleased;
    private long reportedRing;

    LaneCursor(EventRing ring, OldEnd disk, boolean diskOnly, LaneMetrics metrics) {
        this.ring = ring;
        this.reader = ring.reader();
        this.disk = disk;
        this.diskOnly = diskOnly;
        this.metrics = metrics;
        if (diskOnly) {
            ringSeq = Long.MAX_VALUE;
            readSeq = disk.settledSeq();
            releasedSeq = readSeq;
        }
    }

    /** The time of a step that begins. */
    void now(long now) {
        lookedNanos = looked ? nowNanos : now;
        looked = true;
        nowNanos = now;
    }

    /** When the step before this one began: what this one finds was offered after that, and has waited since then at most. */
    long lookedNanos() {
        return lookedNanos;
    }

    /** Moves over the next event; false if there is none, or the disk does not give it now. */
    boolean next() {
        if (readSeq < ringSeq) {
            if (nextOnDisk()) {
                return true;
            }
            if (diskWaits) {
                return false; // what the ring has comes behind it
            }
        }
        return readSeq < limitSeq && nextInRing();
    }

    private boolean nextInRing() {
        long start = reader.position();
        if (!reader.next()) {
            return false;
        }
        currentOnDisk = false;
        // An aborted record before this one may have moved the gate when nothing was in flight.
        startOfCurrent = Math.max(start, reader.acked());
        endOfCurrent = reader.position();
        readSeq++;
        return true;
    }

    private boolean nextOnDisk() {
        diskWaits = false;
        if (!stopped && disk.next(nowNanos) && disk.seq() < ringSeq) {
            foundMissing(disk.seq(), disk.position());
            currentOnDisk = true;
            // What is missing before it lies before this place, too.
            startOfCurrent = disk.seq() > readSeq ? disk.position() - 1 : diskPosition;
            diskPosition = disk.position();
            endOfCurrent = diskPosition;
            readSeq = disk.seq() + 1;
            return true;
        }
        if (!stopped && disk.waits()) {
            diskWaits = true;
            return false;
        }
        diskAtEnd = true;
        if (!diskOnly) {
            foundMissing(ringSeq, reader.acked() + 1);
            readSeq = ringSeq;
        } else if (!stopped && disk.endSeq() > readSeq) {
            foundMissing(disk.endSeq(), diskPosition);
            readSeq = disk.endSeq();
        }
        return false;
    }

    /**
     * What is missing between here and an event with this number was set aside before it was copied, or is damaged. Of an
     * earlier process it may also be what went out from memory: only where the disk met damage is it lost.
     */
    private void foundMissing(long seq, long position) {
        Fates each = fates;
        if (each != null) {
            for (long missing = readSeq; missing < seq; missing++) {
                if (each.isLost(missing)) {
                    lost.found(missing);
                }
            }
        } else if (seq > readSeq && (!diskOnly || disk.damage() != damageSeen)) {
            lost.found(readSeq, seq, seq - readSeq - settled.between(diskPosition, position));
        }
        damageSeen = disk.damage();
    }

    /** What is known of single events where several streams share them. */
    interface Fates {
        /** Whether an event that the disk does not have is neither on its way nor set aside, and so lost for good. */
        boolean isLost(long seq);

        /** The event was set aside. */
        void setAside(long seq);
    }

    /** From now on several streams may share what is read here. */
    void sharedBy(Fates value) {
        fates = value;
    }

    /** Moves back before the current event. */
    void unread() {
        rewindTo(startOfCurrent, currentOnDisk ? disk.seq() : readSeq - 1);
    }

    /** Moves back to <i>settled</i>. */
    void rewind() {
        rewindTo(acked(), releasedSeq);
    }

    /** Moves back to a mark taken of {@link #position} and {@link #readSeq}. */
    void rewindTo(long position, long seq) {
        readSeq = seq;
        diskAtEnd = false;
        if (seq < ringSeq) {
            diskPosition = position;
            disk.seek(seq);
            reader.rewindTo(reader.acked());
        } else {
            reader.rewindTo(Math.max(position, reader.acked()));
        }
    }

    byte[] bytes() {
        return currentOnDisk ? disk.bytes() : reader.bytes();
    }

    int offset() {
        return currentOnDisk ? disk.offset() : reader.offset();
    }

    int length() {
        return currentOnDisk ? disk.length() : reader.length();
    }

    /** The current event's number. */
    long seq() {
        return readSeq - 1;
    }

    /** Position before the current event. */
    long startOfCurrent() {
        return startOfCurrent;
    }

    /** Position behind the current event. */
    long endOfCurrent() {
        return endOfCurrent;
    }

    /** Position of <i>sent</i>, behind the current event. */
    long position() {
        return readSeq < ringSeq ? diskPosition : reader.position();
    }

    /** Position of <i>settled</i>: everything before it is durable at the service, set aside or lost. */
    long acked() {
        // The ring may have passed over aborted records behind the last event.
        return releasedSeq < ringSeq ? releasedPosition : Math.max(releasedPosition, reader.acked());
    }

    long readSeq() {
        return readSeq;
    }

    /** Whether there is nothing but a disk. */
    boolean diskOnly() {
        return diskOnly;
    }

    long releasedSeq() {
        return releasedSeq;
    }

    /** From this number on the ring has everything; before it, the disk. */
    long ringSeq() {
        return ringSeq;
    }

    /** Nothing from this number on is read until the limit is moved. */
    void limit(long seq) {
        limitSeq = seq;
    }

    /** What an earlier process has left is not read any further: the rest is for the next one. */
    void stopReplay() {
        stopped = diskOnly;
    }

    /** Whether everything that was and ever will be accepted has been read and released. */
    boolean exhausted() {
        if (releasedSeq != readSeq) {
            return false;
        }
        if (diskOnly) {
            return diskAtEnd || stopped;
        }
        // In this order: what a producer publishes between the two questions must be seen by the second one.
        return readSeq >= ringSeq && ring.quiescent() && reader.empty() && reader.acked() == reader.position();
    }

    /** Whether the current event was set aside before and must be passed over. */
    boolean currentIsSettled() {
        return !settled.isEmpty() && settled.contains(endOfCurrent);
    }

    /** Whether the event before this position was set aside already. */
    boolean isSettled(long position) {
        return !settled.isEmpty() && settled.contains(position);
    }

    /** The current event is set aside; it is counted when it is released. */
    void settleCurrent(SetAsideReason reason) {
        settled.add(endOfCurrent, reason);
        Fates each = fates;
        if (each != null) {
            each.setAside(seq());
        }
    }

    /** Whether nothing more may be set aside before something is released. */
    boolean settledFull() {
        return settled.full();
    }

    /** Events set aside that were released. */
    long setAside() {
        return setAside;
    }

    /** Events set aside that were not released yet. */
    int settledUnreleased() {
        return settled.size();
    }

    /** Those of them up to the position. */
    int settledUpTo(long position) {
        return settled.between(Long.MIN_VALUE, position + 1);
    }

    /** Events that the disk had and could not give back, of those that were released. */
    long lost() {
        return lostEvents;
    }

    /** Events that the disk could not give back, not released yet. */
    long lostUnreleased() {
        return lost.size();
    }

    /**
     * Everything up to the mark is settled: its room is given back, in the ring and on disk.
     *
     * @return how many of the events were set aside
     */
    int release(long position, long seq) {
        if (seq >= ringSeq) {
            if (position > reader.acked()) {
                reader.release(position);
            }
            ringSeq = seq;
        }
        releasedSeq = seq;
        releasedPosition = position;
        disk.settle(seq);
        long gone = lost.release(seq);
        if (gone > 0) {
            lostEvents += gone;
            metrics.lostOnDisk(gone);
        }
        int count = settled.release(position, metrics);
        setAside += count;
        return count;
    }

    /** Everything up to the mark is on disk: its room in the ring is given back, but it is not settled. */
    void leaveToDisk(long position, long seq) {
        if (seq <= ringSeq) {
            return;
        }
        if (readSeq >= ringSeq && readSeq < seq) {
            // It was about to be read from the ring.
            diskPosition = reader.position();
            disk.seek(readSeq);
            diskAtEnd = false;
        }
        ringSeq = seq;
        reader.giveUp(position);
    }

    /** A place in the ring at its oldest event, for copying. */
    RingWalker walker() {
        return reader.walker();
    }

    /** Position of the oldest event in the ring. */
    long ringPosition() {
        return reader.acked();
    }

    /** Whether the numbers have changed since this was last asked. */
    boolean moved() {
        boolean moved = readSeq != reportedRead || releasedSeq != reportedReleased || ringSeq != reportedRing;
        reportedRead = readSeq;
        reportedReleased = releasedSeq;
        reportedRing = ringSeq;
        return moved;
    }

    /** How much of the ring is free, in percent. */
    int freePercent() {
        return (int) (100 * ring.freeBytes() / ring.capacityBytes());
    }
}
