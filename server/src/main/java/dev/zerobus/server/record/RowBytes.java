// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/** A protobuf message being written; nested messages get their length when they end. Used by one thread. */
final class RowBytes {

    private static final int START_BYTES = 512;
    private static final int MAX_VARINT = 10;

    private byte[] bytes = new byte[START_BYTES];
    private int length;

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void tag(int number, int wireType) {
        varint((long) number << 3 | wireType);
    }

    void varint(long value) {
        room(MAX_VARINT);
        length = putVarint(value, length);
    }

    private int putVarint(long value, int from) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    void fixed32(int value) {
        room(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    void fixed64(long value) {
        room(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    void delimited(byte[] value) {
        varint(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Begins a nested message, behind its tag; the result goes to {@link #end}. */
    int begin() {
        return length;
    }

    /** Ends a nested message: puts its length in front. */
    void end(int begin) {
        int size = length - begin;
        int head = varintSize(size);
        room(head);
        System.arraycopy(bytes, begin, bytes, begin + head, size);
        putVarint(size, begin);
        length += head;
    }

    private static int varintSize(int value) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
    }

    int length() {
        return length;
    }

    ByteString toByteString() {
        return ByteString.copyFrom(bytes, 0, length);
    }
}
