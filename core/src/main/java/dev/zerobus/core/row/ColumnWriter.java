// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.ColumnType;

/** Writes values into one column, or one part of a nested one: tag and value. Owned by one thread. */
abstract class ColumnWriter {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTE_STRING = 2;
    static final int FIXED32 = 5;

    /** The column's name, with the path inside it. */
    final String path;

    final ColumnType type;
    private final int tag;

    ColumnWriter(String path, ColumnType type, int fieldNumber, int wireType) {
        this.path = path;
        this.type = type;
        this.tag = fieldNumber << 3 | wireType;
    }

    /** Writes a value that is not null. */
    abstract void write(ValueView v, RowContext cx);

    final void tag(RowBuffer out) {
        out.varint32(tag);
    }

    final RowFailure unfit(ValueView v, String hint) {
        return new RowFailure(
                SetAsideReason.VALUE_DOES_NOT_FIT,
                path,
                ValueView.kindName(v.kind) + " does not fit column '" + path + "' " + type.sql()
                        + " without losing something: " + hint);
    }

    static ColumnWriter of(String path, ColumnType type, int number) {
        switch (type.kind()) {
            case BOOLEAN:
                return new BooleanWriter(path, type, number);
            case TINYINT:
                return new IntegerWriter(path, type, number, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT:
                return new IntegerWriter(path, type, number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT:
                return new IntegerWriter(path, type, number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT:
                return new IntegerWriter(path, type, number, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT:
                return new FloatWriter(path, type, number);
            case DOUBLE:
                return new DoubleWriter(path, type, number);
            case DECIMAL:
                return new DecimalWriter(path, type, number);
            case STRING:
                return new StringWriter(path, type, number);
            case BINARY:
                return new BinaryWriter(path, type, number);
            case DATE:
            case TIMESTAMP:
            case TIMESTAMP_NTZ:
                return new TimeWriter(path, type, number);
            case VARIANT:
                return new VariantWriter(path, type, number);
            case ARRAY:
                return new ArrayWriter(path, type, number);
            case MAP:
                return new MapWriter(path, type, number);
            case STRUCT:
                return new StructWriter(path, type, number);
        }
        throw new IllegalArgumentException("no writer for " + type.sql());
    }
}
