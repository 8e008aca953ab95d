// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;
import java.math.BigDecimal;

/** DOUBLE takes every number that comes back the same, and text of one. */
final class DoubleWriter extends ColumnWriter {

    DoubleWriter(String path, ColumnType type, int number) {
        super(path, type, number, FIXED64);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        long bits = v.kind == ValueView.DOUBLE ? v.number : Double.doubleToRawLongBits(convert(v, cx));
        tag(cx.out());
        cx.out().fixed64(bits);
    }

    private double convert(ValueView v, RowContext cx) {
        switch (v.kind) {
            case ValueView.FLOAT:
                return v.asFloat();
            case ValueView.INT:
                double rounded = (double) v.number;
                if (rounded < 0x1p63 && (long) rounded == v.number) {
                    return rounded;
                }
                throw unfit(v, "it has more digits than a DOUBLE; make the column BIGINT");
            case ValueView.STRING:
            case ValueView.DECIMAL:
                if (cx.numbers.scan(v.bytes, v.from, v.to) && cx.numbers.isShort()) {
                    double parsed = Double.parseDouble(cx.numbers.text());
                    if (Double.isFinite(parsed)
                            && new BigDecimal(Double.toString(parsed)).compareTo(cx.numbers.big()) == 0) {
                        return parsed;
                    }
                }
                throw unfit(v, "it is no number, or has more digits than a DOUBLE; make the column DECIMAL or STRING");
            default:
                throw unfit(v, "send a number");
        }
    }
}
