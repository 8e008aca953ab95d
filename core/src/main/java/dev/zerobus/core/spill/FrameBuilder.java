// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.util.Arrays;

/** The frame that is being put together: events until it is written. Owned by the drain thread. */
final class FrameBuilder {

    /** A frame is written when the next event would make it larger; a larger event has a frame of its own. */
    static final int FULL_BYTES = 1 << 20;

    private static final int FIRST_BYTES = 64 << 10;
    private static final int LONGEST_VARINT = 10;
    private static final byte[] NONE = {};

    private byte[] frame = NONE;
    private int end = FrameLayout.HEADER_BYTES;
    private int count;
    private long firstSeq;
    private long nextSeq;
    private long position;

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether the event must go into the next frame. */
    boolean fullFor(int length) {
        return count > 0 && end + 3 * LONGEST_VARINT + length > FULL_BYTES;
    }

    void add(byte[] bytes, int offset, int length, long seq, long endPosition) {
        int most = end + 3 * LONGEST_VARINT + length + FrameLayout.ALIGNMENT;
        if (most > frame.length) {
            frame = Arrays.copyOf(frame, Math.max(most, Math.min(FULL_BYTES, Math.max(FIRST_BYTES, frame.length * 2))));
        }
        if (count == 0) {
            firstSeq = seq;
            nextSeq = seq;
            position = 0;
        }
        varint(seq - nextSeq);
        varint(endPosition - position);
        varint(length);
        System.arraycopy(bytes, offset, frame, end, length);
        end += length;
        nextSeq = seq + 1;
        position = endPosition;
        count++;
    }

    /** Completes the frame for a segment. Its bytes are {@link #array} up to {@link #frameBytes}. */
    void finish(long segmentId) {
        Arrays.fill(frame, end, frameBytes(), (byte) 0);
        FrameLayout.finish(
                frame, end - FrameLayout.HEADER_BYTES, firstSeq, (int) (nextSeq - firstSeq), count, segmentId);
    }

    byte[] array() {
        return frame;
    }

    int frameBytes() {
        return FrameLayout.frameBytes(end - FrameLayout.HEADER_BYTES);
    }

    int count() {
        return count;
    }

    long firstSeq() {
        return firstSeq;
    }

    /** The number behind the last event. */
    long endSeq() {
        return nextSeq;
    }

    void clear() {
        end = FrameLayout.HEADER_BYTES;
        count = 0;
        if (frame.length > 2 * FULL_BYTES) {
            frame = NONE;
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            frame[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        frame[end++] = (byte) rest;
    }
}
