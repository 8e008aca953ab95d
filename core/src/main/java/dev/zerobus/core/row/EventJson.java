// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as JSON for people: what it carries by itself first, then the application's values as {@code fields}. Not
 * a form to read events back from: JSON does not know all of their types. Owned by one thread.
 */
public final class EventJson {

    private static final byte[] FIELDS = "\"fields\":{".getBytes(StandardCharsets.US_ASCII);

    private final EventScan scan = new EventScan();
    private final Entries fields = new Entries();
    private final RowContext cx = new RowContext(new UnknownNames(UnknownFields.IGNORED));

    private @Nullable UUID producerId;
    private long seq;

    /** Creates a writer. */
    public EventJson() {}

    /**
     * Appends an event.
     *
     * @param event holds the event's bytes, as {@code event.proto} says; whatever they are, nothing is thrown
     * @param offset where they begin
     * @param length how many there are
     * @param out takes the object; left as it was if there is none
     * @param maxBytes how large the object may be, about
     * @return whether there is an object; false if the bytes are no event, or if it would be too large
     */
    public boolean write(byte[] event, int offset, int length, RowBuffer out, int maxBytes) {
        int before = out.length();
        producerId = null;
        seq = 0;
        fields.clear();
        out.limit((int) Math.min(Integer.MAX_VALUE - 64, (long) before + maxBytes));
        try {
            scan.scan(event, offset, offset + length, fields::swapIn);
            identity();
            object(out);
            return true;
        } catch (RuntimeException e) {
            // it is shown as bytes only
            out.truncate(before);
            return false;
        } finally {
            out.noLimit();
        }
    }

    /**
     * Returns who the last event says has sent it.
     *
     * @return null if it does not say so: then it is of this process
     */
    public @Nullable UUID producerId() {
        return producerId;
    }

    /**
     * Returns which number the last event says it has; of no meaning without {@link #producerId}.
     *
     * @return the sequence number
     */
    public long seq() {
        return seq;
    }

    private void identity() {
        ValueView id = scan.get(FixedField.PRODUCER_ID);
        if (id == null || id.length() != Long.BYTES * 2) {
            return;
        }
        producerId = new UUID(bigEndian(id.bytes, id.from), bigEndian(id.bytes, id.from + Long.BYTES));
        ValueView number = scan.get(FixedField.SEQ);
        seq = number == null ? 0 : number.number;
    }

    private static long bigEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[from + i] & 0xFF);
        }
        return value;
    }

    private void object(RowBuffer out) {
        cx.begin(out);
        out.put('{');
        for (FixedField field : FixedField.values()) {
            ValueView value = isShown(field) ? scan.get(field) : null;
            if (value != null) {
                out.put('"');
                out.putAscii(field.columnName());
                out.putAscii("\":");
                JsonText.write(value, cx, 0, false, "");
                out.put(',');
            }
        }
        out.put(FIELDS, 0, FIELDS.length);
        JsonText.members(fields, cx, 0, "", true);
        out.putAscii("}}");
    }

    /** Neither what follows from other fields, nor who sent it, which stands beside the event. */
    private static boolean isShown(FixedField field) {
        switch (field) {
            case TIME_NANOS:
            case OBSERVED_NANOS:
            case DATE:
            case PRODUCER_ID:
            case SEQ:
            case RECORD_ID:
                return false;
            default:
                return true;
        }
    }
}
