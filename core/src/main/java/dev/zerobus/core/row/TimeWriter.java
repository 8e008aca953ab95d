// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;

/**
 * DATE, TIMESTAMP and TIMESTAMP_NTZ take their own kind and ISO 8601 text of it. They do not take each other (a zone or a
 * time of day would be made up or lost), and no bare numbers, which do not say whether they are seconds or microseconds.
 */
final class TimeWriter extends ColumnWriter {

    private final int kind;
    private final String hint;

    TimeWriter(String path, ColumnType type, int number) {
        super(path, type, number, VARINT);
        switch (type.kind()) {
            case DATE:
                kind = ValueView.DATE;
                hint = "send a LocalDate, or text such as 2026-11-20, in the years 1 to 9999";
                break;
            case TIMESTAMP:
                kind = ValueView.TIMESTAMP;
                hint =
                        "send an Instant, or text with a zone such as 2026-11-20T08:30:15.123456Z, in the years 1 to 9999";
                break;
            default:
                kind = ValueView.LOCAL_TIMESTAMP;
                hint = "send a LocalDateTime, or text without a zone such as 2026-11-20T08:30:15.123456,"
                        + " in the years 1 to 9999";
                break;
        }
    }

    @Override
    void write(ValueView v, RowContext cx) {
        long value;
        if (v.kind == kind) {
            value = v.number;
        } else if (v.kind == ValueView.STRING && parses(v, cx.iso)) {
            value = kind == ValueView.DATE ? cx.iso.day() : cx.iso.micros();
        } else {
            throw unfit(v, hint);
        }
        boolean date = kind == ValueView.DATE;
        if (value < (date ? IsoText.MIN_DAY : IsoText.MIN_MICROS)
                || value > (date ? IsoText.MAX_DAY : IsoText.MAX_MICROS)) {
            throw unfit(v, hint);
        }
        tag(cx.out());
        cx.out().varint64(value);
    }

    private boolean parses(ValueView v, IsoText iso) {
        if (kind == ValueView.DATE) {
            return iso.isDate(v.bytes, v.from, v.to);
        }
        return iso.isDateTime(v.bytes, v.from, v.to) && iso.zoned() == (kind == ValueView.TIMESTAMP);
    }
}
