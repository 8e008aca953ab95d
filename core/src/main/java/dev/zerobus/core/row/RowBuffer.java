// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Arrays;

/**
 * Bytes that grow: rows are appended here, as entries of a {@code ProtoEncodedRecordBatch}, one after the other. Owned by
 * one thread; made to be used again.
 */
public final class RowBuffer {

    private byte[] bytes;
    private int length;
    /** Writing beyond it fails the row. */
    private int limit = Integer.MAX_VALUE - 64;

    /**
     * Creates an empty buffer.
     *
     * @param initialBytes its first capacity, in bytes; it grows when more is needed
     * @throws IllegalArgumentException if negative
     */
    public RowBuffer(int initialBytes) {
        if (initialBytes < 0) {
            throw new IllegalArgumentException("initialBytes is " + initialBytes + ": it can not be negative");
        }
        this.bytes = new byte[Math.max(64, initialBytes)];
    }

    /**
     * Returns the memory behind the buffer, which another array replaces when it grows.
     *
     * @return the array; its first {@link #length} bytes count
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Returns how much was written.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Takes back what was written last.
     *
     * @param newLength the length to go back to, in bytes
     * @throws IllegalArgumentException if negative or more than {@link #length}
     */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("can not truncate " + length + " bytes to " + newLength);
        }
        length = newLength;
    }

    /** Empties the buffer and keeps its memory. */
    public void clear() {
        length = 0;
    }

    /**
     * Gives memory back after a giant.
     *
     * @param maxBytes how much an empty buffer may keep, in bytes; nothing happens while it holds something
     */
    public void trim(int maxBytes) {
        if (length == 0 && bytes.length > maxBytes) {
            bytes = new byte[Math.max(64, maxBytes)];
        }
    }

    void limit(int newLimit) {
        limit = newLimit;
    }

    void noLimit() {
        limit = Integer.MAX_VALUE - 64;
    }

    /** Makes room for so many bytes more. */
    byte[] room(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
        return bytes;
    }

    private void grow(int more) {
        if (more > limit - length) {
            throw RowFailure.tooLarge();
        }
        int doubled = (int) Math.min(limit, Math.max(bytes.length * 2L, 64));
        bytes = Arrays.copyOf(bytes, Math.max(length + more, doubled));
    }

    /** Somebody has written into {@link #array} up to here, for which there was {@link #room}. */
    void wrote(int newLength) {
        length = newLength;
    }

    void put(int b) {
        room(1)[length++] = (byte) b;
    }

    void put(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, room(count), length, count);
        length += count;
    }

    /** Latin text, one byte a character. */
    @SuppressWarnings("deprecation") // the one method that copies ASCII without an encoder
    void putAscii(String text) {
        int count = text.length();
        text.getBytes(0, count, room(count), length);
        length += count;
    }

    void varint32(int value) {
        varint64(Integer.toUnsignedLong(value));
    }

    void varint64(long value) {
        length = Varints.put(room(10), length, value);
    }

    void fixed32(int value) {
        LittleEndian.INTS.set(room(Integer.BYTES), length, value);
        length += Integer.BYTES;
    }

    void fixed64(long value) {
        LittleEndian.LONGS.set(room(Long.BYTES), length, value);
        length += Long.BYTES;
    }

    /** Writes a number in decimal digits. */
    void putDigits(long value) {
        if (value < 0) {
            put('-');
        }
        long rest = value;
        int digits = 1;
        while ((rest /= 10) != 0) {
            digits++;
        }
        byte[] to = room(digits);
        rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            to[at] = (byte) ('0' + Math.abs((int) (rest % 10)));
            rest /= 10;
        }
        length += digits;
    }

    /** Writes a number in decimal digits, with zeros in front up to a width. */
    void putDigits(int value, int width) {
        byte[] to = room(width);
        int rest = value;
        for (int at = length + width - 1; at >= length; at--) {
            to[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
    }

    /** Leaves room for a length of one byte, which is enough for most; returns where what it counts begins. */
    int begin() {
        put(0);
        return length;
    }

    /** Writes the length of what was written since {@link #begin}. */
    void end(int start) {
        end(start, 1);
    }

    /** Writes the length before {@code start}, where {@code width} bytes were left for it; moves what follows if they do not do. */
    int end(int start, int width) {
        int count = length - start;
        int needed = varintBytes(count);
        if (needed != width) {
            room(Math.max(0, needed - width));
            System.arraycopy(bytes, start, bytes, start + needed - width, count);
            length += needed - width;
        }
        int at = start - width;
        int v = count;
        while ((v & ~0x7F) != 0) {
            bytes[at++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        bytes[at] = (byte) v;
        return needed;
    }

    static int varintBytes(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }
}
