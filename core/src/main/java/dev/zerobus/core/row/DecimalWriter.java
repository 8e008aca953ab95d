// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;
import java.math.BigDecimal;

/** DECIMAL takes every number whose digits fit, before and behind the point, and text of one; a double by its shortest digits. */
final class DecimalWriter extends ColumnWriter {

    private final int maxInt;
    private final int maxFraction;

    DecimalWriter(String path, ColumnType type, int number) {
        super(path, type, number, BYTE_STRING);
        this.maxInt = type.precision() - type.scale();
        this.maxFraction = type.scale();
    }

    @Override
    void write(ValueView v, RowContext cx) {
        RowBuffer out = cx.out();
        tag(out);
        int start = out.begin();
        switch (v.kind) {
            case ValueView.INT:
                out.putDigits(v.number);
                int digits = out.length() - start - (v.number < 0 ? 1 : 0);
                if (v.number != 0 && digits > maxInt) {
                    throw tooLong(v);
                }
                break;
            case ValueView.DOUBLE:
                if (!Double.isFinite(v.asDouble())) {
                    throw unfit(v, "it is not finite");
                }
                big(v, new BigDecimal(Double.toString(v.asDouble())), out);
                break;
            case ValueView.FLOAT:
                if (!Float.isFinite(v.asFloat())) {
                    throw unfit(v, "it is not finite");
                }
                big(v, new BigDecimal(Float.toString(v.asFloat())), out);
                break;
            case ValueView.STRING:
            case ValueView.DECIMAL:
                text(v, cx);
                break;
            default:
                throw unfit(v, "send a number, best a BigDecimal");
        }
        out.end(start);
    }

    private void text(ValueView v, RowContext cx) {
        NumberText n = cx.numbers;
        if (!n.scan(v.bytes, v.from, v.to)) {
            throw unfit(v, "it is no number");
        }
        if (n.exponent) {
            big(v, n.isShort() ? n.big() : wrong(v), cx.out());
            return;
        }
        boolean bareZero = v.bytes[n.intFrom] == '0';
        if ((!bareZero && n.intTo - n.intFrom > maxInt) || n.fracTo - n.fracFrom > maxFraction) {
            throw tooLong(v);
        }
        if (n.negative && !n.isZero()) {
            cx.out().put('-');
        }
        cx.out().put(v.bytes, n.intFrom, n.intTo - n.intFrom);
        if (n.fracTo > n.fracFrom) {
            cx.out().put('.');
            cx.out().put(v.bytes, n.fracFrom, n.fracTo - n.fracFrom);
        }
    }

    private void big(ValueView v, BigDecimal number, RowBuffer out) {
        if (number.signum() == 0) {
            out.put('0');
            return;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > maxFraction || stripped.precision() - stripped.scale() > maxInt) {
            throw tooLong(v);
        }
        out.putAscii(stripped.toPlainString());
    }

    private BigDecimal wrong(ValueView v) {
        throw unfit(v, "it is no number of sensible length");
    }

    private RowFailure tooLong(ValueView v) {
        return unfit(
                v,
                "it holds " + maxInt + " digits before and " + maxFraction
                        + " behind the point; make the column larger, or round before sending");
    }
}
