// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import com.lmax.disruptor.Sequence;

/**
 * The reading side of an {@link EventRing}: the cursors <i>sent</i> and <i>acked</i>. Owned by the drain thread.
 *
 * <p>A record is read in place; only one that wraps around the end of the memory is copied aside, into a scratch that is
 * used again. The bytes of the current record are valid until the next call of {@link #next}, and never change before its
 * room is released.
 */
public final class RingReader {

    private static final byte[] NONE = new byte[0];

    private final EventRing ring;
    private final Sequence gate;

    private long acked;
    private long sent;
    /** Behind the last event that was ever read; never moves back. */
    private long eventsEnd;
    /** Up to here everything is known to be published; never moves back. */
    private long published;

    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private byte[] scratch = NONE;

    RingReader(EventRing ring, Sequence gate) {
        this.ring = ring;
        this.gate = gate;
    }

    /**
     * Moves <i>sent</i> over the next published record and makes it the current one. Aborted records are passed over.
     *
     * @return false if no record is published behind <i>sent</i>; there is no current record then
     */
    public boolean next() {
        for (int chunks = ring.publishedChunks(sent); chunks != 0; chunks = ring.publishedChunks(sent)) {
            int head = ring.indexOf(sent);
            sent += chunks;
            if (RecordLayout.kind(ring.memory(), head) == RecordLayout.EVENT) {
                eventsEnd = Math.max(eventsEnd, sent);
                show(head);
                return true;
            }
        }
        forget();
        if (acked >= eventsEnd) {
            // What lies between are aborted records, which nobody will ever acknowledge.
            free(sent);
        }
        return false;
    }

    private void forget() {
        bytes = NONE;
        offset = 0;
        length = 0;
    }

    private void show(int head) {
        byte[] memory = ring.memory();
        length = RecordLayout.length(memory, head);
        int begin = head + RecordLayout.HEADER_BYTES;
        int first = memory.length - begin;
        if (length <= first) {
            bytes = memory;
            offset = begin;
            return;
        }
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        System.arraycopy(memory, begin, scratch, 0, first);
        System.arraycopy(memory, 0, scratch, first, length - first);
        bytes = scratch;
        offset = 0;
    }

    /**
     * Returns the array that holds the current record; it must not be written to.
     *
     * @return the array; an empty one if there is no current record
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Returns where the current record begins in {@link #bytes}.
     *
     * @return its index
     */
    public int offset() {
        return offset;
    }

    /**
     * Returns how long the current record is.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Returns the position behind the current record: the value of <i>sent</i>.
     *
     * @return the position, to be given to {@link #rewindTo} or {@link #release}
     */
    public long position() {
        return sent;
    }

    /**
     * Moves <i>sent</i> back, so that {@link #next} reads again from there.
     *
     * @param position a value that {@link #position} or {@link #acked} had, not before <i>acked</i> and not behind
     *     <i>sent</i>
     * @throws IllegalArgumentException if it lies elsewhere
     */
    public void rewindTo(long position) {
        sent = checked(position);
        forget();
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

    private void free(long position) {
        acked = position;
        // A release store: all our reads of the freed chunks come before it.
        gate.set(position - 1);
    }

    private long checked(long position) {
        if (position >= eventsEnd && position < acked) {
            return acked; // only aborted records lie between
        }
        if (position < acked || position > sent) {
            throw new IllegalArgumentException(
                    "position " + position + " is not between acked " + acked + " and sent " + sent);
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
        long at = sent;
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
        published = Math.max(published, sent);
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
