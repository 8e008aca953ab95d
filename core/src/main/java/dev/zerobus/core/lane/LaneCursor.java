// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingReader;

/**
 * The cursors <i>sent</i> and <i>acked</i> of the lane's ring together with the numbers of their events, and what was set
 * aside between them. Owned by the drain thread.
 *
 * <p>An event's sequence number is its place in the ring, counted from 0 since the start: it is counted, not stored, and
 * counting starts again at the number of <i>acked</i> after a rewind, so a resend gives the same number to the same event.
 * Events that are set aside keep theirs.
 */
final class LaneCursor {

    private final EventRing ring;
    private final RingReader reader;
    private final LaneMetrics metrics;
    private final SettledPositions settled = new SettledPositions();

    /** Events before <i>sent</i> since the start: the number of the event to be read next. */
    private long readSeq;
    /** Events before <i>acked</i> since the start. */
    private long releasedSeq;

    private long startOfCurrent;
    private long setAside;
    private long reportedRead;
    private long reportedReleased;

    LaneCursor(EventRing ring, LaneMetrics metrics) {
        this.ring = ring;
        this.reader = ring.reader();
        this.metrics = metrics;
    }

    /** Moves over the next event; false if there is none. */
    boolean next() {
        long start = reader.position();
        if (!reader.next()) {
            return false;
        }
        // An aborted record before this one may have moved acked when nothing was in flight.
        startOfCurrent = Math.max(start, reader.acked());
        readSeq++;
        return true;
    }

    /** Moves back before the current event. */
    void unread() {
        rewindTo(startOfCurrent, readSeq - 1);
    }

    /** Moves back to <i>acked</i>. */
    void rewind() {
        rewindTo(reader.acked(), releasedSeq);
    }

    /** Moves back to a mark taken of {@link #position} and {@link #readSeq}. */
    void rewindTo(long position, long seq) {
        reader.rewindTo(Math.max(position, reader.acked()));
        readSeq = seq;
    }

    byte[] bytes() {
        return reader.bytes();
    }

    int offset() {
        return reader.offset();
    }

    int length() {
        return reader.length();
    }

    /** The current event's number. */
    long seq() {
        return readSeq - 1;
    }

    /** Ring position before the current event. */
    long startOfCurrent() {
        return startOfCurrent;
    }

    /** Ring position of <i>sent</i>, behind the current event. */
    long position() {
        return reader.position();
    }

    long acked() {
        return reader.acked();
    }

    long readSeq() {
        return readSeq;
    }

    long releasedSeq() {
        return releasedSeq;
    }

    /** Whether everything that was and ever will be accepted has been read and released. */
    boolean exhausted() {
        // In this order: what a producer publishes between the two questions must be seen by the second one.
        return ring.quiescent() && reader.empty() && reader.acked() == reader.position();
    }

    /** Whether the current event was set aside before and must be passed over. */
    boolean currentIsSettled() {
        return !settled.isEmpty() && settled.contains(reader.position());
    }

    /** The current event is set aside; it is counted when its room is given back. */
    void settleCurrent(SetAsideReason reason) {
        settled.add(reader.position(), reason);
    }

    /** Whether nothing more may be set aside before something is released. */
    boolean settledFull() {
        return settled.full();
    }

    /** Events set aside whose room was given back. */
    long setAside() {
        return setAside;
    }

    /** Events set aside whose room was not given back yet. */
    int settledInRing() {
        return settled.size();
    }

    /**
     * Gives room back up to a position.
     *
     * @return how many of the events in it were set aside
     */
    int release(long position, long seq) {
        if (position > reader.acked()) {
            reader.release(position);
        }
        releasedSeq = seq;
        int count = settled.release(position, metrics);
        setAside += count;
        return count;
    }

    /** Whether the numbers have changed since this was last asked. */
    boolean moved() {
        boolean moved = readSeq != reportedRead || releasedSeq != reportedReleased;
        reportedRead = readSeq;
        reportedReleased = releasedSeq;
        return moved;
    }

    /** How much of the ring is free, in percent. */
    int freePercent() {
        return (int) (100 * ring.freeBytes() / ring.capacityBytes());
    }
}
