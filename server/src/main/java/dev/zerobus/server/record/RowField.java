// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.WireFormat;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One field of a row as the check needs it: which number and wire type it has, and what its values must be. For an ARRAY it
 * describes the elements. Immutable.
 */
final class RowField {

    /** Days from 1970-01-01 to 0001-01-01 and 9999-12-31: what Delta readers take. */
    private static final long MIN_DAY = -719_162;

    private static final long MAX_DAY = 2_932_896;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** The column's name; what JSON calls it. */
    final String name;
    /** Where it is, for messages. */
    final String path;

    final int number;
    /** Its place among the fields of its message, by number. */
    final int index;
    /** What the values, or the elements, are. */
    final Kind kind;

    final boolean repeated;
    /** Whether it must be there: NOT NULL in the table, or {@code required} in the client's message. */
    final boolean required;
    /** Whether the table has it as NOT NULL; an ARRAY or MAP that is not there is empty then. */
    final boolean notNull;

    final int wireType;
    /** The range of whole numbers. */
    final long min;

    final long max;
    final int precision;
    final int scale;
    /** The fields of a STRUCT; key and value of a MAP. */
    final @Nullable RowMessage message;

    RowField(
            Column column,
            ColumnType values,
            String path,
            int number,
            int index,
            boolean required,
            @Nullable RowMessage message) {
        this.name = column.name();
        this.path = path;
        this.number = number;
        this.index = index;
        this.kind = values.kind();
        this.repeated = column.type().kind() == Kind.ARRAY || column.type().kind() == Kind.MAP;
        this.notNull = !column.nullable();
        this.required = !repeated && (required || notNull);
        this.wireType = wireType(kind);
        this.min = min(kind);
        this.max = max(kind);
        this.precision = values.precision();
        this.scale = values.scale();
        this.message = message;
    }

    /** Whether the elements may come without tags, in one length-delimited run. */
    boolean packable() {
        return repeated && wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static int wireType(Kind kind) {
        return switch (kind) {
            case BOOLEAN, TINYINT, SMALLINT, INT, DATE, BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> WireFormat.WIRETYPE_VARINT;
            case FLOAT -> WireFormat.WIRETYPE_FIXED32;
            case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
            default -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
        };
    }

    private static long min(Kind kind) {
        return switch (kind) {
            case TINYINT -> Byte.MIN_VALUE;
            case SMALLINT -> Short.MIN_VALUE;
            case INT -> Integer.MIN_VALUE;
            case DATE -> MIN_DAY;
            case TIMESTAMP, TIMESTAMP_NTZ -> MIN_DAY * MICROS_PER_DAY;
            default -> Long.MIN_VALUE;
        };
    }

    private static long max(Kind kind) {
        return switch (kind) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INT -> Integer.MAX_VALUE;
            case DATE -> MAX_DAY;
            case TIMESTAMP, TIMESTAMP_NTZ -> (MAX_DAY + 1) * MICROS_PER_DAY - 1;
            default -> Long.MAX_VALUE;
        };
    }

    /** Whether it is an {@code int32} on the wire. */
    boolean int32() {
        return kind == Kind.TINYINT || kind == Kind.SMALLINT || kind == Kind.INT || kind == Kind.DATE;
    }

    /** The type in words of SQL. */
    String sql() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }

    /** The path of the column itself, without the mark of an ARRAY's elements. */
    String columnPath() {
        return path.endsWith("[]") ? path.substring(0, path.length() - 2) : path;
    }

    BadRecord bad(String message) {
        return new BadRecord(path, message);
    }

    BadRecord outOfRange(long value) {
        String unit = switch (kind) {
            case DATE -> " days since 1970-01-01 (years 1 to 9999)";
            case TIMESTAMP -> " microseconds since 1970-01-01T00:00:00Z (years 1 to 9999)";
            case TIMESTAMP_NTZ -> " microseconds of wall clock since 1970-01-01T00:00:00 (years 1 to 9999)";
            default -> "";
        };
        return bad(value + " is out of range: " + sql() + " takes " + min + " to " + max + unit);
    }
}
