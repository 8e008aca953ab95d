// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import com.lmax.disruptor.Sequence;

/**
 * The reading side of an {@link EventRing}: the cursors <i>sent</i> and <i>acked</i>. Owned by the drain thread.
 *
 * <p>The bytes of the current record are valid until the next call of {@link #next}, and never change before its room is
 * released.
 */
public final class RingReader {

    private final EventRing ring;
    private final Sequence gate;
    private final RingWalker walker;

    private long acked;
    /** Behind the last event that was ever read; never moves back. */
    private long eventsEnd;
    /** Up to here everything is known to be published; never moves back. */
    private long published;

    RingReader(EventRing ring, Sequence gate) {
        this.ring = ring;
        this.gate = gate;
        this.walker = new RingWalker(ring);
    }

    /**
     * Moves <i>sent</i> over the next published record and makes it the current one. Aborted records are passed over.
     *
     * @return false if no record is published behind <i>sent</i>; there is no current record then
     */
    public boolean next() {
        if (walker.next()) {
            eventsEnd = Math.max(eventsEnd, walker.position());
            return true;
        }
        if (acked >= eventsEnd) {
            // What lies between are aborted records, which nobody will ever acknowledge.
            free(walker.position());
        }
        return false;
    }

    /**
     * Makes another place in the ring, at <i>acked</i>: for copying events elsewhere while <i>sent</i> stays where it is.
     *
     * @return a walker of its own
     */
    public RingWalker walker() {
        RingWalker made = new RingWalker(ring);
        made.moveTo(acked);
        return made;
    }

    /**
     * Returns the array that holds the current record; it must not be written to.
     *
     * @return the array; an empty one if there is no current record
     */
    public byte[] bytes() {
        return walker.bytes();
    }

    /**
     * Returns where the current record begins in {@link #bytes}.
     *
     * @return its index
     */
    public int offset() {
        return walker.offset();
    }

    /**
     * Returns how long the current record is.
     *
     * @return bytes
     */
    public int length() {
        return walker.length();
    }

    /**
     * Returns the position behind the current record: the value of <i>sent</i>.
     *
     * @return the position, to be given to {@link #rewindTo} or {@link #release}
     */
    public long position() {
        return walker.position();
    }

    /**
     * Moves <i>sent</i> back, so that {@link #next} reads again from there.
     *
     * @param position a value that {@link #position} or {@link #acked} had, not before <i>acked</i> and not behind
     *     <i>sent</i>
     * @throws IllegalArgumentException if it lies elsewhere
     */
    public void rewindTo(long position) {
        walker.moveTo(checked(position));
    }

    /**
     * Moves <i>acked</i> forward and gives the room of everything before it back to the producers.
     *
     * @param position a value that {@link #position} had, not before <i>acked</i> and not behind <i>sent</i>
     * @throws IllegalArgumentException if it lies elsewhere
     */
    public void release(long position) {
        free(checked(position));
    }

    /**
     * Moves <i>acked</i> forward although what it passes over was perhaps not sent: it is safe elsewhere. <i>Sent</i> is moved
     * along if it would stay behind.
     *
     * @param position a value that a {@link #walker} had; nothing happens if it lies before <i>acked</i>
     */
    public void giveUp(long position) {
        if (position <= acked) {
            return;
        }
        eventsEnd = Math.max(eventsEnd, position);
        if (position > walker.position()) {
            walker.moveTo(position);
        }
        free(position);
    }

    private void free(long position) {
        acked = position;
        // A release store: all our reads of the freed chunks come before it.
        gate.set(position - 1);
    }

    private long checked(long position) {
        if (position >= eventsEnd && position < acked) {
            return acked; // only aborted records lie between
        }
        if (position < acked || position > walker.position()) {
            throw new IllegalArgumentException(
                    "position " + position + " is not between acked " + acked + " and sent " + walker.position());
        }
        return position;
    }

    /**
     * Returns the position up to which room has been given back.
     *
     * @return the value of <i>acked</i>
     */
    public long acked() {
        return acked;
    }

    /**
     * Tells whether nothing is published behind <i>sent</i>. Aborted records count as nothing.
     *
     * @return whether {@link #next} would answer false
     */
    public boolean empty() {
        long at = walker.position();
        for (int chunks = ring.publishedChunks(at); chunks != 0; chunks = ring.publishedChunks(at)) {
            if (RecordLayout.kind(ring.memory(), ring.indexOf(at)) == RecordLayout.EVENT) {
                return false;
            }
            at += chunks;
        }
        return true;
    }

    /** Whether every chunk up to the cursor belongs to a published record. */
    boolean publishedUpTo(long cursor) {
        published = Math.max(published, walker.position());
        while (published <= cursor) {
            int chunks = ring.publishedChunks(published);
            if (chunks == 0) {
                return false;
            }
            published += chunks;
        }
        return true;
    }
}
