// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/** TINYINT, SMALLINT, INT and BIGINT take every number that is whole and in range, and text of one; BIGINT also an instant. */
final class IntegerWriter extends ColumnWriter {

    private final long min;
    private final long max;

    IntegerWriter(String path, ColumnType type, int number, long min, long max) {
        super(path, type, number, VARINT);
        this.min = min;
        this.max = max;
    }

    @Override
    void write(ValueView v, RowContext cx) {
        long value = v.kind == ValueView.INT ? v.number : convert(v, cx);
        if (value < min || value > max) {
            throw unfit(v, "it holds " + min + " to " + max + "; make the column larger");
        }
        tag(cx.out());
        cx.out().varint64(value);
    }

    private long convert(ValueView v, RowContext cx) {
        switch (v.kind) {
            case ValueView.DOUBLE:
                return whole(v, v.asDouble());
            case ValueView.FLOAT:
                return whole(v, v.asFloat());
            case ValueView.STRING:
            case ValueView.DECIMAL:
                if (cx.numbers.scan(v.bytes, v.from, v.to) && cx.numbers.isShort() && cx.numbers.isLong()) {
                    return cx.numbers.value();
                }
                throw unfit(v, "it is no whole number in range, written without zeros in front");
            case ValueView.TIMESTAMP:
                if (type.kind() == ColumnType.Kind.BIGINT) {
                    return v.number;
                }
                throw unfit(v, "make the column TIMESTAMP, or BIGINT for microseconds since 1970");
            default:
                throw unfit(v, "send a whole number");
        }
    }

    private long whole(ValueView v, double value) {
        if (Math.abs(value) < 0x1p63 && (double) (long) value == value) {
            return (long) value;
        }
        throw unfit(v, "it is not whole, or too large; make the column DOUBLE");
    }
}
