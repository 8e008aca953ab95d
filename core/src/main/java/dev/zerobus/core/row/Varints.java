// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/**
 * Varints of up to eight bytes without a loop: seven bits of each byte are moved together, or apart, in three steps. Stateless.
 * All eight bytes are read, or written, however many count.
 */
final class Varints {

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Varints() {}

    /** Whether a varint of so many bytes, 1 to 8, begins here. */
    static boolean is(byte[] bytes, int at, int length) {
        return length(bytes, at) == length;
    }

    /** How many bytes the varint has that begins here; 9 if more than 8. */
    static int length(byte[] bytes, int at) {
        long highBits = (long) LittleEndian.LONGS.get(bytes, at) & HIGH_BITS;
        return (Long.numberOfTrailingZeros(~highBits & HIGH_BITS) >>> 3) + 1;
    }

    /** Reads a varint of so many bytes, 1 to 8. */
    static long get(byte[] bytes, int at, int length) {
        long x = (long) LittleEndian.LONGS.get(bytes, at) & (0x7F7F7F7F7F7F7F7FL >>> (64 - 8 * length));
        x = (x & 0x007F007F007F007FL) | ((x & 0x7F007F007F007F00L) >>> 1);
        x = (x & 0x00003FFF00003FFFL) | ((x & 0x3FFF00003FFF0000L) >>> 2);
        return (x & 0x000000000FFFFFFFL) | ((x & 0x0FFFFFFF00000000L) >>> 4);
    }

    /** Writes a varint of 1 to 10 bytes; returns the index behind it. */
    static int put(byte[] bytes, int at, long value) {
        if ((value & ~0x7FL) == 0) {
            bytes[at] = (byte) value;
            return at + 1;
        }
        if (value >>> 56 != 0) {
            return putLong(bytes, at, value);
        }
        long x = (value & 0x000000000FFFFFFFL) | ((value & 0x00FFFFFFF0000000L) << 4);
        x = (x & 0x00003FFF00003FFFL) | ((x & 0x0FFFC0000FFFC000L) << 2);
        x = (x & 0x007F007F007F007FL) | ((x & 0x3F803F803F803F80L) << 1);
        int length = (70 - Long.numberOfLeadingZeros(value)) / 7;
        LittleEndian.LONGS.set(bytes, at, x | (HIGH_BITS >>> (72 - 8 * length)));
        return at + length;
    }

    private static int putLong(byte[] bytes, int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return next;
    }
}
