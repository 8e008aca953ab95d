// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

/**
 * A place in an {@link EventRing} that goes from record to record and gives no room back. Owned by the drain thread.
 *
 * <p>A record is read in place; only one that wraps around the end of the memory is copied aside, into a scratch that is
 * used again. The bytes of the current record are valid until the next call of {@link #next}, and never change before its
 * room is released.
 */
public final class RingWalker {

    private static final byte[] NONE = new byte[0];

    private final EventRing ring;

    private long position;
    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private byte[] scratch = NONE;

    RingWalker(EventRing ring) {
        this.ring = ring;
    }

    /**
     * Moves over the next published record and makes it the current one. Aborted records are passed over.
     *
     * @return false if no record is published behind this place; there is no current record then
     */
    public boolean next() {
        for (int chunks = ring.publishedChunks(position); chunks != 0; chunks = ring.publishedChunks(position)) {
            int head = ring.indexOf(position);
            boolean isEvent = RecordLayout.kind(ring.memory(), head) == RecordLayout.EVENT;
            if (isEvent) {
                show(head); // first: there may be no memory for a copy now, and the record is to come later then
            }
            position += chunks;
            if (isEvent) {
                return true;
            }
        }
        forget();
        return false;
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
     * Returns the position behind the current record.
     *
     * @return this place
     */
    public long position() {
        return position;
    }

    /**
     * Goes to another place; there is no current record then.
     *
     * @param to a position where a record begins whose room was not given back
     */
    public void moveTo(long to) {
        position = to;
        forget();
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
}
