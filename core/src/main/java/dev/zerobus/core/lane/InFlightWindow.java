// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * The requests that were sent and not yet acknowledged, oldest first: where each ends in the ring, how many rows it has,
 * and its offset on the stream. Holds no event bytes; those stay in the ring. Bounded. Owned by the drain thread.
 */
final class InFlightWindow {

    /** One request. Slots are made once and used again. */
    static final class Batch {
        /** Sequence number of its first row. */
        long startSeq;
        /** Ring position before its first record. */
        long startPosition;
        /** Ring position behind its last record: what its acknowledgement settles of its stream. */
        long endPosition;
        /** Sequence number behind its last record. */
        long endSeq;
        /** Offset on the physical stream. */
        long streamOffset;
        /** When it was sent, in the drain's nanoseconds. */
        long sentNanos;
        /** Rows. */
        int records;
        /** Bytes of rows. */
        int bytes;
    }

    private final Batch[] slots;
    private final int maxBytes;
    private int head;
    private int size;
    private int records;
    private long bytes;

    InFlightWindow(int maxBatches, int maxBytes) {
        slots = new Batch[maxBatches];
        for (int i = 0; i < maxBatches; i++) {
            slots[i] = new Batch();
        }
        this.maxBytes = maxBytes;
    }

    /** Tells whether one more request of that size may go out; the first always may. */
    boolean hasRoom(int moreBytes) {
        return size == 0 || (size < slots.length && bytes + moreBytes <= maxBytes);
    }

    void add(
            long startSeq,
            long startPosition,
            long endPosition,
            long endSeq,
            int batchRecords,
            int batchBytes,
            long streamOffset,
            long nowNanos) {
        if (size == slots.length) {
            throw new IllegalStateException("more than " + size + " requests in flight");
        }
        Batch batch = slots[(head + size) % slots.length];
        batch.startSeq = startSeq;
        batch.startPosition = startPosition;
        batch.endPosition = endPosition;
        batch.endSeq = endSeq;
        batch.records = batchRecords;
        batch.bytes = batchBytes;
        batch.streamOffset = streamOffset;
        batch.sentNanos = nowNanos;
        size++;
        records += batchRecords;
        bytes += batchBytes;
    }

    /** The oldest request; only while the window is not empty. */
    Batch oldest() {
        return at(0);
    }

    /** The newest request; only while the window is not empty. */
    Batch newest() {
        return at(size - 1);
    }

    /** Forgets the oldest request; the object from {@link #oldest} stays readable until the next {@link #add}. */
    void removeOldest() {
        Batch batch = at(0);
        records -= batch.records;
        bytes -= batch.bytes;
        head = (head + 1) % slots.length;
        size--;
    }

    void clear() {
        head = 0;
        size = 0;
        records = 0;
        bytes = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Rows in flight. */
    int records() {
        return records;
    }

    /** Bytes of rows in flight. */
    long bytes() {
        return bytes;
    }

    private Batch at(int index) {
        if (size == 0) {
            throw new IllegalStateException("nothing in flight");
        }
        return slots[(head + index) % slots.length];
    }
}
