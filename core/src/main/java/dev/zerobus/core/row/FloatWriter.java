// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;
import java.math.BigDecimal;

/** FLOAT takes every number that comes back the same, and text of one. */
final class FloatWriter extends ColumnWriter {

    FloatWriter(String path, ColumnType type, int number) {
        super(path, type, number, FIXED32);
    }

    @Override
    void write(ValueView v, RowContext cx) {
        int bits = v.kind == ValueView.FLOAT ? (int) v.number : Float.floatToRawIntBits(convert(v, cx));
        tag(cx.out());
        cx.out().fixed32(bits);
    }

    private float convert(ValueView v, RowContext cx) {
        switch (v.kind) {
            case ValueView.DOUBLE:
                double value = v.asDouble();
                float narrow = (float) value;
                if (narrow == value || Double.isNaN(value)) {
                    return narrow;
                }
                throw unfit(v, "it has more digits than a FLOAT; make the column DOUBLE");
            case ValueView.INT:
                float rounded = (float) v.number;
                if (rounded < 0x1p63f && (long) rounded == v.number) {
                    return rounded;
                }
                throw unfit(v, "it has more digits than a FLOAT; make the column BIGINT");
            case ValueView.STRING:
            case ValueView.DECIMAL:
                if (cx.numbers.scan(v.bytes, v.from, v.to) && cx.numbers.isShort()) {
                    float parsed = Float.parseFloat(cx.numbers.text());
                    if (Float.isFinite(parsed)
                            && new BigDecimal(Float.toString(parsed)).compareTo(cx.numbers.big()) == 0) {
                        return parsed;
                    }
                }
                throw unfit(v, "it is no number, or has more digits than a FLOAT; make the column DOUBLE or DECIMAL");
            default:
                throw unfit(v, "send a number");
        }
    }
}
