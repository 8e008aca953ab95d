// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.event.EventBytes.EventFull;

/** Writes texts of any length as fields, cut at their bound. Owned by one thread at a time. */
final class TextEncoder {

    /** What tag and length of a text take at most. */
    static final int OVERHEAD_BYTES = 5;

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

    void write(int tag, String text) {
        int chars = text.length();
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

    /** Appends to a text that is open already, while it stays within a bound; returns whether all of it went in. */
    boolean append(String text, int begin) {
        int limit = Math.min(textBytes - (out.length - begin), out.room());
        int taken = Math.min(text.length(), limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int from = out.length;
        int end = Utf8.encode(text, 0, taken, out.array, from);
        boolean cut = taken < text.length() || end - from > limit;
        out.length = end - from > limit ? Utf8.boundary(out.array, from, from + limit) : end;
        return !cut;
    }

    /** Tag, length and content, cut at the same bound. */
    void binary(int tag, byte[] content) {
        int taken = Math.min(content.length, limit(content.length));
        out.bytes(tag, content, taken);
        if (taken < content.length) {
            problems.count(FieldProblem.TRUNCATED);
        }
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
