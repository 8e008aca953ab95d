// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

/** Walks over the events of one frame. Owned by the drain thread. */
final class FrameEvents {

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int at;
    private int end;
    private int left;
    private long nextSeq;
    private long position;
    private int offset;
    private int length;

    /** Begins with a payload whose checksum is right. */
    void begin(byte[] payload, int from, int payloadBytes, long firstSeq, int count) {
        bytes = payload;
        at = from;
        end = from + payloadBytes;
        left = count;
        nextSeq = firstSeq;
        position = 0;
    }

    void stop() {
        left = 0;
    }

    /** Moves to the next event; false at the end, and if the rest makes no sense. */
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        nextSeq += varint() + 1;
        position += varint();
        long bytesOfEvent = varint();
        offset = at;
        if (bytesOfEvent < 0 || bytesOfEvent > end - at) {
            left = 0;
            return false;
        }
        length = (int) bytesOfEvent;
        at += length;
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    long seq() {
        return nextSeq - 1;
    }

    long position() {
        return position;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }
}
