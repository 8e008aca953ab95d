// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.event.EventBytes.EventFull;
import dev.zerobus.core.thread.CaptureGuard;

/** Writes texts of any length as fields, cut at their bound. Owned by one thread at a time. */
final class TextEncoder {

    /** What tag and length of a text take at most. */
    static final int OVERHEAD_BYTES = 5;

    /** A text so short that its length always fits into one byte. */
    private static final int SHORT_CHARS = 42;

    /** What a short text takes at most, with tag and length. */
    private static final int SHORT_BYTES = 2 + Utf8.MAX_BYTES_PER_CHAR * SHORT_CHARS;

    private final EventBytes out;
    private final int textBytes;
    private final FieldProblems problems;

    TextEncoder(EventBytes out, EventLimits limits, FieldProblems problems) {
        this.out = out;
        this.textBytes = limits.textBytes();
        this.problems = problems;
    }

    /** The most bytes that so many characters take. */
    int most(int chars) {
        return (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, textBytes);
    }

    /**
     * One long method on purpose: above 325 bytecodes the compiler calls it instead of copying it into each caller, and so
     * keeps enough of its budget to see that an application's builder need not be allocated. See NoAllocationTest.
     */
    void write(int tag, String text) {
        int chars = text.length();
        if (chars > SHORT_CHARS || out.room() <= SHORT_BYTES || textBytes < SHORT_BYTES) {
            writeLong(tag, text, chars);
            return;
        }
        out.scratch(SHORT_BYTES);
        byte[] to = out.array;
        int begin = out.length + 2;
        int next = begin;
        int i = 0;
        for (; i + 4 <= chars; i += 4) {
            char c0 = text.charAt(i);
            char c1 = text.charAt(i + 1);
            char c2 = text.charAt(i + 2);
            char c3 = text.charAt(i + 3);
            if ((c0 | c1 | c2 | c3) >= 0x80) {
                break;
            }
            to[next] = (byte) c0;
            to[next + 1] = (byte) c1;
            to[next + 2] = (byte) c2;
            to[next + 3] = (byte) c3;
            next += 4;
        }
        for (; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[next++] = (byte) c;
            } else if (c < 0x800) {
                to[next] = (byte) (0xC0 | (c >>> 6));
                to[next + 1] = (byte) (0x80 | (c & 0x3F));
                next += 2;
            } else if (!Character.isSurrogate(c)) {
                to[next] = (byte) (0xE0 | (c >>> 12));
                to[next + 1] = (byte) (0x80 | ((c >>> 6) & 0x3F));
                to[next + 2] = (byte) (0x80 | (c & 0x3F));
                next += 3;
            } else {
                next = Utf8.encode(text, i, chars, to, next);
                break;
            }
        }
        to[begin - 2] = (byte) tag;
        to[begin - 1] = (byte) (next - begin);
        out.length = next;
    }

    private void writeLong(int tag, String text, int chars) {
        int limit = limit(chars);
        int most = (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, limit);
        int begin = out.open(tag, most);
        int taken = Math.min(chars, limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int end = Utf8.encode(text, 0, taken, out.array, begin);
        finish(begin, end, limit, most, taken < chars);
    }

    void write(int tag, CharSequence text) {
        int chars = Math.max(0, text.length());
        int limit = limit(chars);
        int most = (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, limit);
        int begin = out.open(tag, most);
        int taken = Math.min(chars, limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int end = Utf8.encode(text, 0, taken, out.array, begin);
        finish(begin, end, limit, most, taken < chars);
    }

    /** The application's own code may run: what it raises meanwhile is feedback. */
    void guarded(int tag, CharSequence text) {
        CaptureGuard.Place place = CaptureGuard.shared().enter();
        try {
            write(tag, text);
        } finally {
            place.thread = null;
        }
    }

    /** Appends to a text that is open already, while it stays within a bound; returns whether all of it went in. */
    boolean append(String text, int begin, int bound) {
        int limit = Math.min(Math.min(textBytes, bound) - (out.length - begin), out.room());
        int taken = Math.min(text.length(), limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int from = out.length;
        int end = Utf8.encode(text, 0, taken, out.array, from);
        boolean cut = taken < text.length() || end - from > limit;
        out.length = end - from > limit ? Utf8.boundary(out.array, from, from + limit) : end;
        return !cut;
    }

    /** The same for a text that is UTF-8 already. */
    boolean append(byte[] utf8, int begin, int bound) {
        int limit = Math.min(Math.min(textBytes, bound) - (out.length - begin), out.room());
        int taken = utf8.length <= limit ? utf8.length : Utf8.boundary(utf8, 0, Math.max(0, limit));
        out.scratch(taken);
        System.arraycopy(utf8, 0, out.array, out.length, taken);
        out.length += taken;
        return taken == utf8.length;
    }

    /** Tag, length and content, cut at the same bound. */
    void binary(int tag, byte[] content) {
        int taken = Math.min(content.length, limit(content.length));
        out.bytes(tag, content, taken);
        if (taken < content.length) {
            problems.count(FieldProblem.TRUNCATED);
        }
    }

    /** How long a text may be that is open already and still empty. */
    int room() {
        return Math.max(0, Math.min(textBytes, out.room()));
    }

    private int limit(int length) {
        int limit = Math.min(textBytes, out.room() - OVERHEAD_BYTES);
        if (limit <= 0 && length > 0) {
            throw EventFull.INSTANCE;
        }
        return Math.max(0, limit);
    }

    private void finish(int begin, int end, int limit, int most, boolean cut) {
        boolean tooLong = end - begin > limit;
        out.length = tooLong ? Utf8.boundary(out.array, begin, begin + limit) : end;
        out.close(begin, most);
        if (cut || tooLong) {
            problems.count(FieldProblem.TRUNCATED);
        }
    }
}
