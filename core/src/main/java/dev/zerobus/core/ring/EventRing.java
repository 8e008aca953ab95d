// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static dev.zerobus.core.ring.RecordLayout.ABORTED;
import static dev.zerobus.core.ring.RecordLayout.CHUNK_BYTES;
import static dev.zerobus.core.ring.RecordLayout.CHUNK_SHIFT;
import static dev.zerobus.core.ring.RecordLayout.EVENT;
import static dev.zerobus.core.ring.RecordLayout.HEADER_BYTES;
import static dev.zerobus.core.ring.RecordLayout.KIND_OFFSET;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of records over one byte array, allocated once: many producers, one {@link RingReader}.
 *
 * <p>Safe from any thread, except for the reader and {@link #quiescent}, which belong to the drain thread. A producer takes
 * no lock, makes no system call, wakes nobody and never waits: it either gets its room or is told that there is none. Room
 * that was claimed is always published, as an aborted record if the copy failed, so a failing producer never stalls the
 * ring.
 */
public final class EventRing {

    /** The default capacity of a lane's ring: {@value} bytes. */
    public static final int DEFAULT_CAPACITY_BYTES = 32 << 20;

    /** The smallest capacity: {@value} bytes. */
    public static final int MIN_CAPACITY_BYTES = 4 << 10;

    /** The largest capacity: {@value} bytes. */
    public static final int MAX_CAPACITY_BYTES = 1 << 30;

    /** What may be written before a record's own bytes, and is part of it then: {@value} bytes. */
    public static final int LEAD_BYTES = 2;

    static {
        // A class whose first use comes on the last frames of a caller's stack fails there, and stays unusable for
        // ever:
        // so everything that an offer needs is used once here.
        EventRing ring = new EventRing(MIN_CAPACITY_BYTES);
        ring.offer(new byte[1], 0, 1);
        ring.reader.next();
    }

    private final byte[] memory;
    private final int mask;
    private final int maxRecordBytes;
    private final MultiProducerSequencer sequencer;
    private final Sequence gate;
    private final RingReader reader;
    /** Has one bit set for each chunk within a sixteenth: positions that differ in others lie in different sixteenths. */
    private final long withinSixteenth;

    private final Runnable sixteenthFilled;
    private volatile boolean closed;

    // Claims whose publication was cut off by a stack overflow, as nested {{head, chunks}, rest}; null but for such
    // accidents.
    private final Object unpublishedLock = new Object();
    private volatile Object @Nullable [] unpublished;

    /**
     * Makes a ring whose records take at most a quarter of it.
     *
     * @param capacityBytes a power of two from {@link #MIN_CAPACITY_BYTES} to {@link #MAX_CAPACITY_BYTES}
     * @throws IllegalArgumentException if the capacity is anything else
     */
    public EventRing(int capacityBytes) {
        this(capacityBytes, capacityBytes / 4 - HEADER_BYTES);
    }

    /**
     * Makes a ring that says how it fills: of each sixteenth of it, the producer that fills the last of it does.
     *
     * @param capacityBytes a power of two from {@link #MIN_CAPACITY_BYTES} to {@link #MAX_CAPACITY_BYTES}
     * @param sixteenthFilled runs on the producer's thread behind its record, so it must be short; what it throws is dropped
     * @throws IllegalArgumentException if the capacity is anything else
     */
    public EventRing(int capacityBytes, Runnable sixteenthFilled) {
        this(capacityBytes, capacityBytes / 4 - HEADER_BYTES, sixteenthFilled);
    }

    /**
     * Makes a ring.
     *
     * @param capacityBytes a power of two from {@link #MIN_CAPACITY_BYTES} to {@link #MAX_CAPACITY_BYTES}
     * @param maxRecordBytes the largest record, from 1 byte to a quarter of the ring less its header of 8 bytes
     * @throws IllegalArgumentException if one of them is out of range
     */
    public EventRing(int capacityBytes, int maxRecordBytes) {
        this(capacityBytes, maxRecordBytes, () -> {});
    }

    private EventRing(int capacityBytes, int maxRecordBytes, Runnable sixteenthFilled) {
        this.memory = new byte[checkedCapacity(capacityBytes)];
        this.mask = capacityBytes - 1;
        this.maxRecordBytes = checkedRecord(maxRecordBytes, capacityBytes);
        this.sequencer = new MultiProducerSequencer(capacityBytes >> CHUNK_SHIFT, new NeverSignals());
        this.gate = new Sequence();
        sequencer.addGatingSequences(gate);
        this.reader = new RingReader(this, gate);
        this.withinSixteenth = ((long) capacityBytes >> CHUNK_SHIFT) / 16 - 1;
        this.sixteenthFilled = sixteenthFilled;
    }

    /**
     * Copies a record into the ring, as {@link #offer(byte[], int, int, int)} with nothing before it.
     *
     * @param src where the record's bytes are
     * @param offset where they begin
     * @param length how many they are
     * @return whether the ring took it
     */
    public boolean offer(byte[] src, int offset, int length) {
        return offer(src, offset, length, 0);
    }

    /**
     * Copies a record into the ring. Any thread; never waits.
     *
     * <p>One long method on purpose: it calls as little as it can between claim and publish, and it is too large for the
     * compiler to copy it into its callers, which leaves room there to optimize an application's builder away.
     *
     * @param src where the record's bytes are
     * @param offset where they begin
     * @param length how many they are
     * @param lead two bytes with which the record begins in the ring, before those, the first one in the lowest bits; 0: none
     * @return whether the ring took it; false if there is no room now, if it is larger than {@link #maxRecordBytes}, or if
     *     the ring is closed
     * @throws IndexOutOfBoundsException if the bytes do not lie in {@code src}; nothing was claimed then
     */
    public boolean offer(byte[] src, int offset, int length, int lead) {
        Objects.checkFromIndexSize(offset, length, src.length);
        int size = lead == 0 ? length : length + LEAD_BYTES;
        if (closed || size > maxRecordBytes) {
            return false;
        }
        int chunks = (size + HEADER_BYTES + CHUNK_BYTES - 1) >>> CHUNK_SHIFT;
        long head = claim(chunks);
        if (head < 0) {
            return false;
        }
        boolean accepted;
        try {
            byte[] to = memory;
            int at = (int) (head << CHUNK_SHIFT) & mask;
            to[at] = (byte) size;
            to[at + 1] = (byte) (size >>> 8);
            to[at + 2] = (byte) (size >>> 16);
            to[at + 3] = (byte) (size >>> 24);
            to[at + KIND_OFFSET] = ABORTED;
            to[at + KIND_OFFSET + 1] = 0;
            to[at + KIND_OFFSET + 2] = 0;
            to[at + KIND_OFFSET + 3] = 0;
            accepted = !closed; // read after the claim: see quiescent()
            if (accepted) {
                int begin = at + HEADER_BYTES;
                if (lead != 0) { // the rest of the record's first chunk: it does not wrap
                    to[begin++] = (byte) lead;
                    to[begin++] = (byte) (lead >>> 8);
                }
                int first = to.length - begin;
                if (length <= first) {
                    System.arraycopy(src, offset, to, begin, length);
                } else {
                    System.arraycopy(src, offset, to, begin, first);
                    System.arraycopy(src, offset + first, to, 0, length - first);
                }
                to[at + KIND_OFFSET] = EVENT;
            }
            // Only the head is flagged: readers go from head to head, and a flag of an earlier lap never matches.
            sequencer.publish(head);
        } catch (Throwable overflow) {
            // The caller's stack is at its end, so nothing can be called here: the drain publishes in our place.
            synchronized (unpublishedLock) {
                unpublished = new Object[] {new long[] {head, chunks}, unpublished};
            }
            throw overflow;
        }
        if (((head ^ (head + chunks)) & ~withinSixteenth) != 0) {
            // the record is in the ring and stays accepted, whatever happens here, even at the end of the caller's
            // stack
            try {
                sixteenthFilled.run();
            } catch (Throwable ignored) {
                // somebody tells about the next sixteenth
            }
        }
        return accepted;
    }

    /** The first of so many chunks, which are the caller's now; -1 if there is no room. Nothing is called behind the claim. */
    private long claim(int chunks) {
        // A full ring is a normal answer: ask first, so that the exception below is left to lost races.
        if (!sequencer.hasAvailableCapacity(chunks)) {
            return -1;
        }
        try {
            // Never next(): it moves the cursor before it waits, and a full ring would lose what others write.
            return sequencer.tryNext(chunks) - chunks + 1;
        } catch (InsufficientCapacityException full) {
            return -1;
        }
    }

    /**
     * Returns the largest record that this ring takes.
     *
     * @return bytes, without the header
     */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /**
     * Returns how much room is free at this moment; an approximation from any thread, never negative.
     *
     * @return bytes, headers included
     */
    public long freeBytes() {
        return Math.min(memory.length, Math.max(0, sequencer.remainingCapacity()) << CHUNK_SHIFT);
    }

    /**
     * Returns the position behind everything that was accepted before this call, and perhaps behind some that is still
     * being copied. Any thread.
     *
     * @return a position on the scale of {@link RingReader#position}
     */
    public long claimedPosition() {
        return sequencer.getCursor() + 1;
    }

    /**
     * Returns how much of a ring lies between two positions.
     *
     * @param from a position
     * @param to one that is not before it
     * @return bytes, headers and what is unused of chunks included
     */
    public static long bytesBetween(long from, long to) {
        return (to - from) << CHUNK_SHIFT;
    }

    /**
     * Returns the size of the ring.
     *
     * @return bytes
     */
    public int capacityBytes() {
        return memory.length;
    }

    /**
     * Refuses every offer from now on. What was accepted stays and can be read; see {@link #quiescent}. Idempotent, any
     * thread, does not wait.
     */
    public void close() {
        closed = true;
    }

    /**
     * Tells whether no record can be accepted any more: the ring is closed, and every producer that had claimed room before
     * has published it. Called by the drain thread; once true it stays true. When it is true and the reader is empty, every
     * accepted record has been read.
     *
     * @return whether what is published now is all that there will be
     */
    public boolean quiescent() {
        if (!closed) {
            return false;
        }
        // A producer moves the cursor, then reads closed; close() writes closed, then we read the cursor. So a producer
        // that still saw the ring open has moved the cursor that we read here, and any other one aborts its record.
        VarHandle.fullFence();
        return reader.publishedUpTo(sequencer.getCursor());
    }

    /**
     * Returns the reader, always the same one; it belongs to the drain thread.
     *
     * @return the only reader
     */
    public RingReader reader() {
        return reader;
    }

    byte[] memory() {
        return memory;
    }

    int indexOf(long position) {
        return (int) (position << CHUNK_SHIFT) & mask;
    }

    /** The chunks of the published record at a position, or 0 if nothing is published there. Drain thread. */
    int publishedChunks(long position) {
        if (sequencer.isAvailable(position)) {
            return RecordLayout.chunksFor(RecordLayout.length(memory, indexOf(position)));
        }
        return unpublished == null ? 0 : publishAborted(position);
    }

    private int publishAborted(long position) {
        synchronized (unpublishedLock) {
            for (Object[] at = unpublished; at != null; at = (Object[]) at[1]) {
                long[] claim = (long[]) at[0];
                if (claim[0] == position) {
                    int chunks = (int) claim[1];
                    RecordLayout.header(memory, indexOf(position), (chunks << CHUNK_SHIFT) - HEADER_BYTES, ABORTED);
                    sequencer.publish(position);
                    return chunks;
                }
            }
        }
        return 0;
    }

    private static int checkedCapacity(int bytes) {
        if (bytes < MIN_CAPACITY_BYTES || bytes > MAX_CAPACITY_BYTES || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("ring capacity is " + bytes + " bytes; it must be a power of two from "
                    + MIN_CAPACITY_BYTES + " to " + MAX_CAPACITY_BYTES);
        }
        return bytes;
    }

    private static int checkedRecord(int bytes, int capacityBytes) {
        int most = capacityBytes / 4 - HEADER_BYTES;
        if (bytes < 1 || bytes > most) {
            throw new IllegalArgumentException("largest record is " + bytes + " bytes; in a ring of " + capacityBytes
                    + " bytes it must be from 1 to " + most);
        }
        return bytes;
    }
}
