// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.google.protobuf.ByteString;

/**
 * The bytes of one row, and a cursor that reads protobuf from them. Reused from row to row. Owned by the materialiser's
 * thread.
 */
final class RowBytes {

    private static final int KEEP_BYTES = 1 << 20;

    byte[] array = new byte[4096];
    /** Where the next byte is read. */
    int position;

    /** What {@link #scalar} found: the value's bits, or where its bytes are. */
    long bits;

    int offset;
    int length;

    private int used;

    void load(ByteString row) {
        int size = row.size();
        if (array.length < size || (array.length > KEEP_BYTES && size < KEEP_BYTES)) {
            array = new byte[Math.max(4096, size)];
        }
        row.copyTo(array, 0);
        used = size;
        position = 0;
    }

    int size() {
        return used;
    }

    /** Puts two stretches one behind the other at the end: for protobuf that is the merger of two messages. */
    int join(int firstOffset, int firstLength, int secondOffset, int secondLength) {
        int at = used;
        int end = Math.addExact(at, Math.addExact(firstLength, secondLength));
        if (end > array.length) {
            array = java.util.Arrays.copyOf(array, Math.max(end, array.length * 2));
        }
        System.arraycopy(array, firstOffset, array, at, firstLength);
        System.arraycopy(array, secondOffset, array, at + firstLength, secondLength);
        used = end;
        return at;
    }

    long varint() {
        byte first = array[position++];
        if (first >= 0) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; shift < 64; shift += 7) {
            byte next = array[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("the row is no protobuf message: a varint is longer than 10 bytes");
    }

    private int fixed32() {
        int at = position;
        position += 4;
        return (array[at] & 0xFF)
                | (array[at + 1] & 0xFF) << 8
                | (array[at + 2] & 0xFF) << 16
                | (array[at + 3] & 0xFF) << 24;
    }

    private long fixed64() {
        long low = fixed32() & 0xFFFF_FFFFL;
        return low | (long) fixed32() << 32;
    }

    /** Reads a length-delimited value: {@link #offset} and {@link #length}. */
    void delimited() {
        long size = varint();
        if (size < 0 || size > used - position) {
            throw new IllegalStateException("the row is no protobuf message: a field is longer than the row");
        }
        offset = position;
        length = (int) size;
        position += length;
    }

    /** Reads a value of a scalar field. */
    void scalar(WireKind kind) {
        switch (kind) {
            case INT32 -> bits = (int) varint();
            case UINT32 -> bits = varint() & 0xFFFF_FFFFL;
            case INT64 -> bits = varint();
            case BOOL -> bits = varint() == 0 ? 0 : 1;
            case SINT32 -> {
                int zigzag = (int) varint();
                int value = (zigzag >>> 1) ^ -(zigzag & 1);
                bits = value;
            }
            case SINT64 -> {
                long zigzag = varint();
                bits = (zigzag >>> 1) ^ -(zigzag & 1);
            }
            case FIXED32 -> bits = fixed32() & 0xFFFF_FFFFL;
            case SFIXED32 -> bits = fixed32();
            case FIXED64 -> bits = fixed64();
            case FLOAT -> bits = fixed32();
            case DOUBLE -> bits = fixed64();
            case BYTES, MESSAGE -> delimited();
        }
    }

    /** Passes over a value that nobody asked for. */
    void skip(int tag) {
        switch (tag & 7) {
            case 0 -> varint();
            case 1 -> position += 8;
            case 2 -> delimited();
            case 3 -> {
                for (int inner = (int) varint(); (inner & 7) != 4; inner = (int) varint()) {
                    skip(inner);
                }
            }
            case 5 -> position += 4;
            default -> throw new IllegalStateException("the row is no protobuf message: wire type " + (tag & 7));
        }
    }
}
