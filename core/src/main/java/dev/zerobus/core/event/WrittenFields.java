// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Fields that one event has got, as bytes, for other events that get the very same ones. Owned by one thread at a time, as the
 * drafts are that it is used with.
 *
 * <p>Only what was written whole is kept: nothing cut, nothing left out, nothing to mask. So a copy is what writing the fields
 * again would bring. Bounded: {@value #MOST_BYTES} bytes.
 */
public final class WrittenFields {

    /** More is written anew each time. */
    public static final int MOST_BYTES = 1 << 10;

    /** Where there is less room, lengths may have fewer bytes: so an event that is nearly full has its fields written anew. */
    private static final int ROOM_BYTES = (Utf8.MAX_BYTES_PER_CHAR + 2) * MOST_BYTES;

    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int size;
    private int count;
    private int begin;
    private int written;

    /**
     * Begins to watch what is written into an event.
     *
     * @param draft the event
     * @return whether its fields can be kept: not where they may be masked, where there is little room, or where texts are cut so
     *     early that these may be
     */
    public boolean begin(EventDraft draft) {
        begin = draft.out.length;
        written = draft.values.written;
        return draft.redactor == null && draft.texts.textBytes > MOST_BYTES && draft.out.room() >= ROOM_BYTES;
    }

    /**
     * Keeps the fields that were written since {@link #begin}, all of them texts.
     *
     * @param draft the same event
     * @return whether they are kept
     */
    public boolean end(EventDraft draft) {
        ValueEncoder values = draft.values;
        int length = draft.out.length - begin;
        int fields = values.written - written;
        // at the largest number of values one may have been refused
        if (length > MOST_BYTES || values.written >= values.maxValues || fields != fields(draft.out.array, length)) {
            return false;
        }
        if (bytes.length < length && !grow(length)) {
            return false;
        }
        System.arraycopy(draft.out.array, begin, bytes, 0, length);
        size = length;
        count = fields;
        return true;
    }

    private boolean grow(int length) {
        try {
            bytes = new byte[Math.min(MOST_BYTES, 2 * length)];
            return true;
        } catch (OutOfMemoryError full) {
            return false; // the event is whole without it
        }
    }

    /** A field for which there was no room is counted as a value and has no bytes. */
    private int fields(byte[] from, int length) {
        int at = begin;
        int fields = 0;
        while (at < begin + length && from[at] == (byte) EventTags.EVENT_FIELD) {
            int bits = 0;
            int shift = 0;
            do {
                at++;
                bits |= (from[at] & 0x7f) << shift;
                shift += 7;
            } while (from[at] < 0);
            at += 1 + bits;
            fields++;
        }
        return fields;
    }

    /**
     * Writes the fields that were kept into another event of the same limits.
     *
     * @param draft the event
     * @return whether they are in it; if not, because there is little room or memory, it is as it was
     */
    public boolean copyTo(EventDraft draft) {
        EventBytes out = draft.out;
        ValueEncoder values = draft.values;
        if (out.room() < ROOM_BYTES || count > values.maxValues - values.written) {
            return false;
        }
        if (!hasMemory(out)) {
            return false;
        }
        System.arraycopy(bytes, 0, out.array, out.length, size);
        out.length += size;
        values.written += count;
        return true;
    }

    private boolean hasMemory(EventBytes out) {
        try {
            out.scratch(size);
            return true;
        } catch (OutOfMemoryError full) {
            return false; // some of them may find room one by one
        }
    }
}
