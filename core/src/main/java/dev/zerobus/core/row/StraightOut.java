// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/**
 * The row that a {@link StraightRow} writes: each column once. Every method that puts something returns false if the column
 * has something already, or if the value is not what it seemed to be. Owned by one thread.
 */
final class StraightOut {

    /** Up to here a text is copied and checked at once, by eight bytes. */
    private static final int SHORT_TEXT = 512;

    /** What a number takes at most with its tag, and what is written beyond it. */
    private static final int SCALAR_BYTES = 24;

    private static final long HIGH_BITS = 0x8080808080808080L;

    private final RowContext cx;
    private final ValueView view = new ValueView();
    /** Where the row goes, and how far it is written. */
    private byte[] to = new byte[0];

    private int at;
    private long row;

    StraightOut(RowContext cx) {
        this.cx = cx;
    }

    /** Begins a row in the context's buffer. */
    void begin() {
        row++;
        reopen();
    }

    /** Leaves what was written to the context's buffer, so that others can write behind it. */
    void leave() {
        cx.out().wrote(at);
    }

    private void reopen() {
        to = cx.out().array();
        at = cx.out().length();
    }

    /** Makes room for tag and number, and so many bytes more. */
    private void ensure(int bytes) {
        if (to.length - at < SCALAR_BYTES + bytes) {
            leave();
            cx.out().room(SCALAR_BYTES + bytes);
            reopen();
        }
    }

    /** Marks a column as one that has something; false if it had. */
    boolean mark(StraightColumn column) {
        if (column.row == row) {
            return false;
        }
        column.row = row;
        return true;
    }

    /** Marks a key of the catch-all column. */
    boolean mark(StraightName key) {
        if (key.row == row) {
            return false;
        }
        key.row = row;
        return true;
    }

    boolean has(StraightColumn column) {
        return column.row == row;
    }

    /** Tag and value of a number, a boolean or a time. */
    boolean varint(StraightColumn column, long value) {
        if (!mark(column)) {
            return false;
        }
        ensure(0);
        tag(column);
        at = Varints.put(to, at, value);
        return true;
    }

    /** Tag and value of a DOUBLE or a FLOAT. */
    boolean fixed(StraightColumn column, long bits, int bytes) {
        if (!mark(column)) {
            return false;
        }
        ensure(0);
        tag(column);
        LittleEndian.LONGS.set(to, at, bits);
        at += bytes;
        return true;
    }

    /** An entry of a map of texts; false if there is one with this key. */
    boolean entry(StraightColumn map, StraightName key, byte[] begun, byte[] from, int begin, int length) {
        if (!mark(key)) {
            return false;
        }
        ensure(begun.length + length);
        tag(map);
        at = Varints.put(to, at, begun.length + RowBuffer.varintBytes(length) + length);
        System.arraycopy(begun, 0, to, at, begun.length);
        at = Varints.put(to, at + begun.length, length);
        return content(from, begin, length);
    }

    /** Tag, length and content of a text of at least {@link StraightRow#SLACK_BYTES} less than there are bytes. */
    boolean text(StraightColumn column, byte[] from, int begin, int length) {
        if (!mark(column)) {
            return false;
        }
        ensure(length);
        tag(column);
        at = Varints.put(to, at, length);
        return content(from, begin, length);
    }

    private boolean content(byte[] from, int begin, int length) {
        int behind = at + length;
        if (length > SHORT_TEXT || !ascii(from, begin, length)) {
            if (!Utf8.isValid(from, begin, begin + length)) {
                return false;
            }
            System.arraycopy(from, begin, to, at, length);
        }
        at = behind;
        return true;
    }

    /** Copies a text, and perhaps seven bytes behind it; false if it is not ASCII. */
    private boolean ascii(byte[] from, int begin, int length) {
        long bits = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long eight = (long) LittleEndian.LONGS.get(from, begin + i);
            LittleEndian.LONGS.set(to, at + i, eight);
            bits |= eight;
        }
        if (i < length) {
            long last = (long) LittleEndian.LONGS.get(from, begin + i);
            LittleEndian.LONGS.set(to, at + i, last);
            bits |= last << (64 - 8 * (length - i));
        }
        return (bits & HIGH_BITS) == 0;
    }

    private void tag(StraightColumn column) {
        LittleEndian.INTS.set(to, at, column.tagBits);
        at += column.tagBytes;
    }

    /** A value of any kind, converted as the column's type wants it. */
    boolean value(StraightColumn column, ValueView value) {
        if (!mark(column)) {
            return false;
        }
        if (value.kind == ValueView.NULL) {
            return !column.required;
        }
        leave();
        column.writer.write(value, cx);
        reopen();
        return true;
    }

    /** A number of a fixed field, into each of the columns. */
    boolean number(StraightColumn[] into, int kind, long value) {
        for (StraightColumn column : into) {
            view.set(kind, value);
            if (!(isAsItIs(column, kind, value) ? varint(column, value) : value(column, view))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAsItIs(StraightColumn column, int kind, long value) {
        return kind == ValueView.INT
                ? column.takes == StraightColumn.WHOLE && value >= column.least && value <= column.most
                : kind == ValueView.TIMESTAMP && column.takes == StraightColumn.INSTANT && isInstant(value);
    }

    /** A text of a fixed field, into each of the columns. */
    boolean text(StraightColumn[] into, byte[] from, int begin, int length) {
        for (StraightColumn column : into) {
            view.span(ValueView.STRING, from, begin, begin + length);
            boolean isAsItIs = column.takes == StraightColumn.TEXT;
            if (!(isAsItIs ? text(column, from, begin, length) : value(column, view))) {
                return false;
            }
        }
        return true;
    }

    static boolean isInstant(long micros) {
        return micros >= IsoText.MIN_MICROS && micros <= IsoText.MAX_MICROS;
    }
}
