// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import java.util.Arrays;
import java.util.Base64;

/** Writes values of an event as JSON. What JSON has no word for (bytes, times, NaN) is a text. Stateless. */
final class JsonText {

    /** More digits than these are no number to any reader. */
    private static final int MAX_DIGITS = 38;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private JsonText() {}

    /** Writes a value; {@code bare} leaves the quotes off a text that is not inside something else. */
    static void write(ValueView v, RowContext cx, int depth, boolean bare, String path) {
        switch (v.kind) {
            case ValueView.LIST:
                list(v, cx, depth, path);
                return;
            case ValueView.MAP:
                cx.out().put('{');
                Entries entries = entries(v, cx, depth, path);
                members(entries, cx, depth, path, true);
                cx.out().put('}');
                return;
            case ValueView.STRING:
                if (bare) {
                    cx.putText(v.bytes, v.from, v.to);
                } else {
                    quoted(v.bytes, v.from, v.to, cx);
                }
                return;
            default:
                scalar(v, cx, bare);
        }
    }

    private static void scalar(ValueView v, RowContext cx, boolean bare) {
        RowBuffer out = cx.out();
        boolean quotes = !bare && isText(v, cx);
        if (quotes) {
            out.put('"');
        }
        switch (v.kind) {
            case ValueView.BOOL:
                out.putAscii(v.number != 0 ? "true" : "false");
                break;
            case ValueView.INT:
                out.putDigits(v.number);
                break;
            case ValueView.DOUBLE:
                out.putAscii(Double.toString(v.asDouble()));
                break;
            case ValueView.FLOAT:
                out.putAscii(Float.toString(v.asFloat()));
                break;
            case ValueView.DECIMAL:
                cx.putText(v.bytes, v.from, v.to);
                break;
            case ValueView.BYTES:
                byte[] base64 = Base64.getEncoder().encode(Arrays.copyOfRange(v.bytes, v.from, v.to));
                out.put(base64, 0, base64.length);
                break;
            case ValueView.TIMESTAMP:
            case ValueView.LOCAL_TIMESTAMP:
            case ValueView.DATE:
                time(v, out);
                break;
            default:
                out.putAscii("null");
                break;
        }
        if (quotes) {
            out.put('"');
        }
    }

    private static boolean isText(ValueView v, RowContext cx) {
        switch (v.kind) {
            case ValueView.BYTES:
            case ValueView.TIMESTAMP:
            case ValueView.LOCAL_TIMESTAMP:
            case ValueView.DATE:
                return true;
            case ValueView.DOUBLE:
                return !Double.isFinite(v.asDouble());
            case ValueView.FLOAT:
                return !Float.isFinite(v.asFloat());
            case ValueView.DECIMAL:
                return v.length() > MAX_DIGITS || !cx.numbers.scan(v.bytes, v.from, v.to);
            default:
                return false;
        }
    }

    private static void time(ValueView v, RowBuffer out) {
        if (v.kind == ValueView.DATE) {
            if (v.number < IsoText.MIN_DAY || v.number > IsoText.MAX_DAY) {
                out.putAscii(java.time.LocalDate.ofEpochDay(v.number).toString());
            } else {
                IsoText.putDate(out, v.number);
            }
            return;
        }
        if (v.number < IsoText.MIN_MICROS || v.number > IsoText.MAX_MICROS) {
            java.time.LocalDateTime far = java.time.LocalDateTime.ofEpochSecond(
                    Math.floorDiv(v.number, 1_000_000L),
                    (int) Math.floorMod(v.number, 1_000_000L) * 1_000,
                    java.time.ZoneOffset.UTC);
            out.putAscii(far.toString());
        } else {
            IsoText.putDateTime(out, v.number);
        }
        if (v.kind == ValueView.TIMESTAMP) {
            out.put('Z');
        }
    }

    private static void list(ValueView v, RowContext cx, int depth, String path) {
        check(depth, path);
        ValueView element = cx.view(depth);
        cx.out().put('[');
        int at = v.from;
        byte[] bytes = v.bytes;
        int to = v.to;
        boolean first = true;
        while (at < to) {
            cx.in.over(bytes, at, to);
            at = ListWalk.next(cx.in, element);
            if (at < 0) {
                break;
            }
            if (!first) {
                cx.out().put(',');
            }
            first = false;
            write(element, cx, depth + 1, false, path);
        }
        cx.out().put(']');
    }

    private static Entries entries(ValueView v, RowContext cx, int depth, String path) {
        check(depth, path);
        Entries entries = cx.entries(depth);
        entries.readMap(v, cx.in);
        return entries;
    }

    /** Writes the members of an object without its braces; tells whether there were any. */
    static boolean members(Entries entries, RowContext cx, int depth, String path, boolean first) {
        RowBuffer out = cx.out();
        boolean none = first;
        for (int i = 0; i < entries.size(); i++) {
            ValueView entry = entries.get(i);
            if (!none) {
                out.put(',');
            }
            none = false;
            quoted(entry.nameBytes, entry.nameFrom, entry.nameTo, cx);
            out.put(':');
            write(entry, cx, depth + 1, false, path);
        }
        return !none;
    }

    private static void check(int depth, String path) {
        if (depth >= RowContext.MAX_DEPTH) {
            throw new RowFailure(
                    SetAsideReason.VALUE_DOES_NOT_FIT,
                    path,
                    "a value for column '" + path + "' is nested more than " + RowContext.MAX_DEPTH
                            + " deep: send it flatter, or as text");
        }
    }

    private static void quoted(byte[] bytes, int from, int to, RowContext cx) {
        if (!Utf8.isValid(bytes, from, to)) {
            throw RowFailure.unreadable();
        }
        RowBuffer out = cx.out();
        out.put('"');
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                out.put(bytes, start, i - start);
                escape(b, out);
                start = i + 1;
            }
        }
        out.put(bytes, start, to - start);
        out.put('"');
    }

    private static void escape(byte b, RowBuffer out) {
        out.put('\\');
        switch (b) {
            case '\n':
                out.put('n');
                break;
            case '\r':
                out.put('r');
                break;
            case '\t':
                out.put('t');
                break;
            case '"':
            case '\\':
                out.put(b);
                break;
            default:
                out.putAscii("u00");
                out.put(HEX[b >> 4]);
                out.put(HEX[b & 15]);
                break;
        }
    }
}
