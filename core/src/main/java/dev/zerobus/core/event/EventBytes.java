// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Protobuf's wire format, written into a byte array that grows up to a bound. Owned by one thread at a time.
 *
 * <p>Everything is written in one pass: a length that is not known yet gets as many bytes as its largest possible value
 * needs, and is filled in later as a padded varint.
 */
final class EventBytes {

    /** What an event usually fits into. */
    static final int INITIAL_BYTES = 1 << 10;

    /** What a draft keeps for the next event; what grew larger is given to the garbage collector. */
    static final int KEPT_BYTES = 64 << 10;

    /** What any number takes with its tag. */
    static final int SCALAR_BYTES = 11;

    /** Room for a padded length up to {@link EventLimits#MAX_EVENT_BYTES}. */
    private static final int LENGTH_BYTES = 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many characters are copied out of a text at once. */
    private static final int SCRATCH_CHARS = 1_024;

    private final int maxBytes;

    /** For whoever writes texts into {@link #array}, which it knows for a while. */
    final CharScratch chars = new CharScratch(SCRATCH_CHARS);

    byte[] array;
    int length;

    EventBytes(int maxBytes) {
        this.maxBytes = maxBytes;
        this.array = new byte[Math.min(INITIAL_BYTES, maxBytes)];
    }

    void clear() {
        length = 0;
        if (array.length > KEPT_BYTES) {
            shrink();
        }
    }

    private void shrink() {
        try {
            array = new byte[INITIAL_BYTES];
            chars.forget();
        } catch (OutOfMemoryError full) {
            // the next event has the large one as well: this one has been handed over, and must not seem lost
        }
    }

    /** How many bytes may still be written. */
    int room() {
        return maxBytes - length;
    }

    /** Makes sure that bytes can be written without further checks. */
    void ensure(int bytes) {
        if (bytes > maxBytes - length) {
            throw EventFull.INSTANCE;
        }
        scratch(bytes);
    }

    /** Makes room that will not be used up: it may go beyond the largest event. */
    void scratch(int bytes) {
        if (bytes > array.length - length) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, length + bytes));
        }
    }

    /** Tag and value of an int32, int64 or bool. */
    void varint(int tag, long value) {
        ensure(11);
        array[length++] = (byte) tag;
        length = putVarint(array, length, value);
    }

    /** Tag and value of a sint64. */
    void zigzag(int tag, long value) {
        varint(tag, zigzag(value));
    }

    /** Tag and value of a fixed64, sfixed64 or double. */
    void fixed64(int tag, long bits) {
        ensure(9);
        array[length] = (byte) tag;
        LONG.set(array, length + 1, bits);
        length += 9;
    }

    /** Begins with a tag and value of a fixed64, for which there always is room: every array has more. */
    void beginFixed64(int tag, long bits) {
        byte[] to = array;
        to[0] = (byte) tag;
        LONG.set(to, 1, bits);
        length = 9;
    }

    /** Writes over the value that {@link #beginFixed64} wrote. */
    void replaceFixed64(long bits) {
        LONG.set(array, 1, bits);
    }

    /** Tag and value of a float. */
    void fixed32(int tag, int bits) {
        ensure(5);
        array[length] = (byte) tag;
        INT.set(array, length + 1, bits);
        length += 5;
    }

    /** Tag and value of a primitive, of the wire type that the tag names; up to 11 bytes, which must be there. */
    static int putScalar(byte[] to, int at, int tag, long bits) {
        to[at] = (byte) tag;
        switch (tag & EventTags.WIRE_TYPE_MASK) {
            case EventTags.FIXED64:
                LONG.set(to, at + 1, bits);
                return at + 9;
            case EventTags.FIXED32:
                INT.set(to, at + 1, (int) bits);
                return at + 5;
            case EventTags.BYTES:
                // a text of one character, at most three bytes
                int end = Utf8.put((int) bits, to, at + 2);
                to[at + 1] = (byte) (end - at - 2);
                return end;
            default:
                return putVarint(to, at + 1, bits);
        }
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /** Tag, length and content. */
    void bytes(int tag, byte[] content, int count) {
        ensure(TextEncoder.OVERHEAD_BYTES + count);
        array[length++] = (byte) tag;
        length = putVarint(array, length, count);
        System.arraycopy(content, 0, array, length, count);
        length += count;
    }

    /**
     * Writes a tag and leaves room for a length.
     *
     * @param most the largest length that may come
     * @return what {@link #close} wants
     */
    int open(int tag, int most) {
        int lengthBytes = most < 128 ? 1 : most < 1 << 14 ? 2 : LENGTH_BYTES;
        ensure(1 + lengthBytes);
        array[length] = (byte) tag;
        length += 1 + lengthBytes;
        return length;
    }

    /** Fills in the length of what was written since {@link #open}. */
    void close(int begin, int most) {
        int content = length - begin;
        if (most < 128) {
            array[begin - 1] = (byte) content;
        } else if (most < 1 << 14) {
            array[begin - 2] = (byte) (content | 0x80);
            array[begin - 1] = (byte) (content >>> 7);
        } else {
            array[begin - 4] = (byte) (content | 0x80);
            array[begin - 3] = (byte) ((content >>> 7) | 0x80);
            array[begin - 2] = (byte) ((content >>> 14) | 0x80);
            array[begin - 1] = (byte) (content >>> 21);
        }
    }

    private static int putVarint(byte[] to, int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[next] = (byte) rest;
        return next + 1;
    }

    /** The event has no room for what comes; caught where a field begins, so it needs no stack trace. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final class EventFull extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final EventFull INSTANCE = new EventFull();

        private EventFull() {
            super("event is full", null, false, false);
        }
    }
}
