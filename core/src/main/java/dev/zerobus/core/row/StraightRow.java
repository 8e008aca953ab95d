// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/**
 * Writes a row in one pass over its event, in the order of the event: each value goes to its column as it is met. That is right
 * as long as no column gets two of them, which is nearly always so. Where it is not, and wherever anything is out of the usual,
 * this gives up and says so; {@link RowWriter} then takes the long way, which reads the whole event before it writes the first
 * column. Both write the same row. Owned by one thread.
 *
 * <p>Nothing is reported or counted before it is certain that the row is written.
 */
final class StraightRow {

    /** An array has to be so much longer than the event in it: several bytes are read at once. */
    static final int SLACK_BYTES = 16;

    private static final int EVENT_FIELD = (15 << 3) | 2;
    private static final int VALUE_NAME = (1 << 3) | 2;

    private final Slots columns;
    private final StraightColumns of;
    private final StraightOut out;
    private final StraightFixed fixed;
    private final StraightStrays strays;
    private final StraightNames names;
    private final RowContext cx;
    private final boolean otlp;
    private ValueView view = new ValueView();

    StraightRow(RowLayout layout, StraightColumns of, EventScan scan, RowContext cx) {
        this.of = of;
        this.columns = layout.columns();
        this.cx = cx;
        this.out = new StraightOut(cx);
        this.fixed = new StraightFixed(layout, of, out, scan);
        this.strays = new StraightStrays(layout, of, out, scan, cx);
        this.otlp = layout.otlp() != null;
        this.names = new StraightNames(layout, of);
    }

    /** Returns false if the long way has to be taken; what was written is to be forgotten then. */
    boolean write(byte[] event, int from, int to, RowIdentity id, long seq) {
        try {
            out.begin();
            fixed.begin();
            strays.begin();
            cx.unknown.hold();
            if (scan(event, from, to) && fixed.end(id, seq) && strays.end()) {
                cx.unknown.release();
                return true;
            }
        } catch (RuntimeException unfit) {
            // the long way says what it is
        }
        cx.unknown.forget();
        return false;
    }

    /** How many fields the catch-all column has taken of the row. */
    int caughtFields() {
        return strays.caught();
    }

    private boolean scan(byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            int tag = in[at];
            if (tag == EVENT_FIELD) {
                int begin = at + 2;
                int length = in[at + 1];
                if (length < 0) {
                    int bytes = Varints.length(in, at + 1);
                    if (bytes > 4) {
                        return false;
                    }
                    begin = at + 1 + bytes;
                    length = (int) Varints.get(in, at + 1, bytes);
                }
                at = begin + length;
                if (at > to || !field(in, begin, at)) {
                    return false;
                }
            } else {
                at = fixed.read(tag, in, at + 1, to);
                if (at < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean field(byte[] in, int begin, int end) {
        int name = begin + 2;
        int nameLength = in[begin + 1];
        int value = name + nameLength;
        if (in[begin] != VALUE_NAME || nameLength < 0 || value >= end) {
            return false;
        }
        StraightName known = names.find(in, name, nameLength);
        if (known == null) {
            return other(in, begin, end);
        }
        StraightColumn column = known.column;
        return column == null ? stray(known, in, begin, value, end) : value(column, in, begin, value, end);
    }

    private boolean value(StraightColumn column, byte[] in, int begin, int value, int end) {
        int content = value + 1;
        int length = end - content;
        switch ((column.takes << 8) | in[value]) {
            case (StraightColumn.TEXT << 8) | (ValueView.STRING << 3) | 2:
                int textLength = in[content];
                return (textLength >= 0 && content + 1 + textLength == end)
                        ? out.text(column, in, content + 1, textLength)
                        : longText(column, in, content, end);
            case (StraightColumn.WHOLE << 8) | (ValueView.INT << 3):
                if (length <= 8 && Varints.is(in, content, length)) {
                    long zigzag = Varints.get(in, content, length);
                    long number = (zigzag >>> 1) ^ -(zigzag & 1);
                    if (number >= column.least && number <= column.most) {
                        return out.varint(column, number);
                    }
                }
                break;
            case (StraightColumn.REAL << 8) | (ValueView.DOUBLE << 3) | 1:
                if (length == Long.BYTES) {
                    return out.fixed(column, (long) LittleEndian.LONGS.get(in, content), Long.BYTES);
                }
                break;
            case (StraightColumn.SINGLE << 8) | (ValueView.FLOAT << 3) | 5:
                if (length == Integer.BYTES) {
                    return out.fixed(column, (int) LittleEndian.INTS.get(in, content), Integer.BYTES);
                }
                break;
            case (StraightColumn.TRUTH << 8) | (ValueView.BOOL << 3):
                if (length == 1 && in[content] >>> 1 == 0) {
                    return out.varint(column, in[content]);
                }
                break;
            case (StraightColumn.INSTANT << 8) | (ValueView.TIMESTAMP << 3) | 1:
                if (length == Long.BYTES && StraightOut.isInstant((long) LittleEndian.LONGS.get(in, content))) {
                    return out.varint(column, (long) LittleEndian.LONGS.get(in, content));
                }
                break;
            default:
                break;
        }
        return other(in, begin, end);
    }

    /** A text whose length takes more than a byte. */
    private boolean longText(StraightColumn column, byte[] in, int at, int end) {
        int bytes = Varints.length(in, at);
        if (bytes > 4) {
            return false;
        }
        int begin = at + bytes;
        int length = (int) Varints.get(in, at, bytes);
        return begin + length == end && out.text(column, in, begin, length);
    }

    /** A value that is converted, or whose column is found by its name later. */
    private boolean other(byte[] in, int begin, int end) {
        cx.in.over(in, begin, end);
        view.read(cx.in);
        if (view.nameFrom != begin + 2) {
            return false; // there are two names
        }
        if (otlp) {
            strays.traceFlags(view);
        }
        int column = columns.find(view);
        if (column < 0 || of.isIdentity(column)) {
            view = strays.take(view);
            return true;
        }
        StraightColumn own = of.get(column);
        return own.takes != StraightColumn.NEVER && out.value(own, view);
    }

    private boolean stray(StraightName name, byte[] in, int begin, int value, int end) {
        byte[] entry = name.entry;
        int content = value + 2;
        boolean isText = in[value] == ((ValueView.STRING << 3) | 2);
        if (entry != null && isText && in[value + 1] >= 0 && content + in[value + 1] == end) {
            return strays.entry(name, entry, in, content, end);
        }
        return (entry == null || out.mark(name)) && other(in, begin, end);
    }
}
