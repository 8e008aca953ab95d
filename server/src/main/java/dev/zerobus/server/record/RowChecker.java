// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.WireFormat;
import dev.zerobus.schema.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over the wire bytes of a row and compares every field with the plan; builds no message. On the stack of the
 * thread that checks.
 */
final class RowChecker {

    private static final long[] NOTHING = {};
    private static final @Nullable MapKeys[] NO_KEYS = {};
    private static final int BITS = 64;
    private static final int MAX_SHOWN = 60;
    private static final String MALFORMED = "the bytes are no protobuf message: ";
    private static final String CUT_OFF = MALFORMED + "they end inside a field";

    private final byte[] bytes;
    private int at;
    /** The varint that was read last, as the column has it; a map's key is taken from here. */
    private long lastNumber;

    private RowChecker(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    static void check(RowMessage plan, byte[] bytes, int from, int to) throws BadRecord {
        new RowChecker(bytes, from).message(plan, to, "");
    }

    private void message(RowMessage plan, int end, String path) throws BadRecord {
        long seen = 0;
        long[] beyond = plan.wordsBeyond() == 0 ? NOTHING : new long[plan.wordsBeyond()];
        @Nullable MapKeys[] keys = NO_KEYS;
        int guess = 0;
        while (at < end) {
            long tag = varint(end, path);
            RowField field = tag >>> 32 == 0 ? plan.field((int) tag >>> 3, guess) : null;
            if (field == null) {
                throw unknown(tag, path);
            }
            guess = field.repeated ? field.index : field.index + 1;
            if (!field.repeated) {
                int index = field.index;
                long bit = 1L << index;
                boolean again = index < BITS ? (seen & bit) != 0 : (beyond[index / BITS - 1] & bit) != 0;
                if (again) {
                    throw field.bad("stands in the record twice: send it once");
                }
                if (index < BITS) {
                    seen |= bit;
                } else {
                    beyond[index / BITS - 1] |= bit;
                }
                value(field, (int) tag & 7, end);
            } else if (field.kind == Kind.MAP) {
                keys = keys.length == 0 ? new @Nullable MapKeys[plan.fields.length] : keys;
                entry(field, (int) tag & 7, end, keys);
            } else {
                element(field, (int) tag & 7, end);
            }
        }
        if ((plan.required & ~seen) != 0 || plan.requiredBeyond) {
            requireAll(plan, seen, beyond);
        }
    }

    private static void requireAll(RowMessage plan, long seen, long[] beyond) throws BadRecord {
        for (RowField field : plan.fields) {
            long word = field.index < BITS ? seen : beyond[field.index / BITS - 1];
            if (field.required && (word & (1L << field.index)) == 0) {
                throw field.bad("is missing: the column is " + field.sql()
                        + (field.notNull ? " NOT NULL" : ", and the descriptor says required")
                        + ", every record must have it (a proto3 field without 'optional' is not sent when it is 0 or"
                        + " empty)");
            }
        }
    }

    private void value(RowField field, int wireType, int end) throws BadRecord {
        if (wireType != field.wireType) {
            throw wrongWire(field, wireType);
        }
        single(field, end);
    }

    private void element(RowField field, int wireType, int end) throws BadRecord {
        if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED && field.packable()) {
            int last = length(end, field.path) + at;
            while (at < last) {
                single(field, last);
            }
        } else {
            value(field, wireType, end);
        }
    }

    private void single(RowField field, int end) throws BadRecord {
        switch (field.wireType) {
            case WireFormat.WIRETYPE_VARINT -> number(field, varint(end, field.path));
            case WireFormat.WIRETYPE_FIXED32 -> skip(Integer.BYTES, end, field.path);
            case WireFormat.WIRETYPE_FIXED64 -> skip(Long.BYTES, end, field.path);
            default -> {
                int last = length(end, field.path) + at;
                if (field.kind == Kind.STRUCT) {
                    message(Objects.requireNonNull(field.message), last, field.path);
                } else {
                    text(field, at, last);
                    at = last;
                }
            }
        }
    }

    private void number(RowField field, long raw) throws BadRecord {
        if (field.kind == Kind.BOOLEAN) {
            lastNumber = raw == 0 ? 0 : 1;
            return;
        }
        long value = raw;
        if (field.int32()) {
            // some encoders send a negative int32 in five bytes
            value = raw >>> 32 == 0 ? (int) raw : raw;
        }
        if (value < field.min || value > field.max) {
            throw field.outOfRange(value);
        }
        lastNumber = value;
    }

    private void text(RowField field, int from, int to) throws BadRecord {
        if (field.kind == Kind.BINARY) {
            return;
        }
        if (field.kind == Kind.DECIMAL) {
            String problem = DecimalText.problem(bytes, from, to, field.precision, field.scale);
            if (problem != null) {
                throw field.bad(shown(from, to) + " is not right: " + problem + "; " + field.sql() + " takes "
                        + (field.precision - field.scale) + " digits before the point and " + field.scale
                        + " behind it, such as \"123.45\"");
            }
            return;
        }
        if (!Utf8.valid(bytes, from, to)) {
            throw field.bad("the text is no valid UTF-8: send other bytes in a BINARY column");
        }
        if (field.kind == Kind.VARIANT) {
            String problem = VariantText.problem(bytes, from, to);
            if (problem != null) {
                throw field.bad(
                        shown(from, to) + " is no well-formed JSON: " + problem + "; a VARIANT takes JSON text");
            }
        }
    }

    private void entry(RowField field, int wireType, int end, @Nullable MapKeys[] keys) throws BadRecord {
        if (wireType != field.wireType) {
            throw wrongWire(field, wireType);
        }
        RowMessage plan = Objects.requireNonNull(field.message);
        RowField keyField = plan.fields[0];
        RowField valueField = plan.fields[1];
        int last = length(end, field.path) + at;
        Comparable<?> found = null;
        boolean value = false;
        while (at < last) {
            long tag = varint(last, field.path);
            int start = at;
            if (tag >>> 3 == 1 && found == null) {
                value(keyField, (int) tag & 7, last);
                found = keyOf(keyField, start);
            } else if (tag >>> 3 == 2 && !value) {
                value(valueField, (int) tag & 7, last);
                value = true;
            } else {
                throw field.bad("an entry of the map has something else than one key (1) and one value (2)");
            }
        }
        found = found == null ? absentKey(keyField) : found;
        if (!value) {
            absentValue(valueField);
        }
        MapKeys known = keys[field.index];
        if (known == null) {
            known = new MapKeys();
            keys[field.index] = known;
        }
        if (!known.add(found)) {
            throw field.bad("the key " + shown(found.toString()) + " stands in the map twice");
        }
    }

    private Comparable<?> keyOf(RowField keyField, int start) {
        if (keyField.wireType == WireFormat.WIRETYPE_VARINT) {
            return lastNumber;
        }
        int from = start;
        while (bytes[from] < 0) {
            from++;
        }
        return MapKeys.text(keyField.kind, bytes, from + 1, at);
    }

    /** Encoders leave out a key or value that is its type's default. */
    private static Comparable<?> absentKey(RowField keyField) throws BadRecord {
        return switch (keyField.kind) {
            case STRING -> "";
            case DECIMAL -> throw keyField.bad("an entry of the map has no key");
            default -> 0L;
        };
    }

    /** A value that is left out is null if the table allows it, else its type's default. */
    private void absentValue(RowField valueField) throws BadRecord {
        if (!valueField.notNull) {
            return;
        }
        if (valueField.kind == Kind.DECIMAL || valueField.kind == Kind.VARIANT) {
            throw valueField.bad("an entry of the map has no value, but it is NOT NULL: leave the entry out");
        }
        if (valueField.kind == Kind.STRUCT) {
            message(Objects.requireNonNull(valueField.message), at, valueField.path);
        }
    }

    private long varint(int end, String path) throws BadRecord {
        int position = at;
        if (position < end && bytes[position] >= 0) {
            at = position + 1;
            return bytes[position];
        }
        long result = 0;
        for (int shift = 0; shift < BITS; shift += 7) {
            if (position >= end) {
                throw new BadRecord(path, CUT_OFF);
            }
            byte b = bytes[position++];
            result |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                at = position;
                return result;
            }
        }
        throw new BadRecord(path, MALFORMED + "a number has more than ten bytes");
    }

    private int length(int end, String path) throws BadRecord {
        long length = varint(end, path);
        if (length < 0 || length > end - at) {
            throw new BadRecord(path, CUT_OFF);
        }
        return (int) length;
    }

    private void skip(int count, int end, String path) throws BadRecord {
        if (count > end - at) {
            throw new BadRecord(path, CUT_OFF);
        }
        at += count;
    }

    private static BadRecord unknown(long tag, String path) {
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            return new BadRecord(path, MALFORMED + "there is no field tag where one should be");
        }
        return new BadRecord(
                path, "field number " + (tag >>> 3) + " is not in the descriptor that the stream was opened with");
    }

    private static BadRecord wrongWire(RowField field, int wireType) {
        return field.bad("has wire type " + wireType + " in the record, but its declared type has " + field.wireType
                + ": encode records with the descriptor that the stream was opened with");
    }

    private String shown(int from, int to) {
        int last = Math.min(to, from + 4 * MAX_SHOWN);
        return shown(new String(bytes, from, last - from, StandardCharsets.UTF_8));
    }

    /** A value in a message: short, and without anything that a terminal would obey. */
    static String shown(String text) {
        String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        StringBuilder clean = new StringBuilder("'");
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            clean.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return clean.append('\'').toString();
    }
}
