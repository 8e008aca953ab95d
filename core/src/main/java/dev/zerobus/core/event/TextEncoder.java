// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.event.EventBytes.EventFull;
import dev.zerobus.core.thread.CaptureGuard;
import java.util.Arrays;

/** Writes texts of any length as fields, cut at their bound. Owned by one thread at a time. */
final class TextEncoder {

    /** What tag and length of a text take at most. */
    static final int OVERHEAD_BYTES = 5;

    /** What a text takes at most that may be known, with its tag. */
    private static final int MOST_KNOWN = 1 + KnownTexts.MOST_BYTES;

    /** A draft that writes fewer texts remembers none. */
    private static final int FIRST_TEXTS = 128;

    /** Longer ones are not remembered; templates of messages may be that long. */
    private static final int LONGEST_BYTES = 192;

    /** Stands for each text of which nothing is remembered; shared and never changed. */
    private static final RepeatedText NONE = new RepeatedText(0);

    /** What a draft has that remembers none. */
    private static final RepeatedText[] NOT_YET = new RepeatedText[16];

    static {
        Arrays.fill(NOT_YET, NONE);
    }

    /** The same in an event, a value and a failure. */
    private static final int NAME = EventTags.EVENT_NAME;

    private final EventBytes out;
    final int textBytes;

    /** While an event is shorter than this, a short text fits for sure; 0 if texts may be so short that none does. */
    private final int roomyBelow;

    private final FieldProblems problems;
    final CharScratch scratch;
    private final KnownTexts known;

    /** By the number of a field: the text that it had twice in a row. */
    private RepeatedText[] own = NOT_YET;

    private int written;

    TextEncoder(EventBytes out, EventLimits limits, FieldProblems problems) {
        this.out = out;
        this.scratch = out.chars;
        this.known = new KnownTexts(scratch);
        this.textBytes = limits.textBytes();
        this.roomyBelow = textBytes < MOST_KNOWN ? 0 : out.room() - MOST_KNOWN;
        this.problems = problems;
    }

    /** The most bytes that so many characters take. */
    int most(int chars) {
        return (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, textBytes);
    }

    /** What a client writes again and again; for those who write short texts into fields of their own. */
    KnownTexts known() {
        return known;
    }

    /**
     * One long method on purpose, with what {@link KnownTexts} does in the usual case: above 325 bytecodes the compiler calls it
     * instead of copying it into each caller, and so keeps enough of its budget to copy everything around it, and to see that an
     * application's builder need not be allocated. See NoAllocationTest.
     */
    @SuppressWarnings("ReferenceEquality")
    void write(int tag, String text) {
        int chars = text.length();
        RepeatedText last = own[tag >>> 3];
        if (last.value == text && out.length < roomyBelow) {
            out.scratch(MOST_KNOWN);
            copy(last.whole, last.wholeSize);
            return;
        }
        if (chars > KnownTexts.LONGEST_CHARS || out.length >= roomyBelow) {
            longText(tag, text, chars);
            return;
        }
        out.scratch(MOST_KNOWN);
        byte[] to = out.array;
        int field = out.length;
        int at = field;
        to[at++] = (byte) tag;
        // of names the program has few, so each knows its hash: those of events, fields and map entries, loggers,
        // classes
        boolean isName = tag == NAME || tag == EventTags.EVENT_SOURCE;
        int key = isName ? text.hashCode() : KnownTexts.key(text, chars);
        int place = KnownTexts.place(key);
        if (known.texts[place] == text) {
            byte[] written = known.written;
            int from = place << KnownTexts.STRIDE_SHIFT;
            int size = known.sizes[place];
            KnownTexts.LONG.set(to, at, (long) KnownTexts.LONG.get(written, from));
            if (size > 8) {
                KnownTexts.LONG.set(to, at + 8, (long) KnownTexts.LONG.get(written, from + 8));
                if (size > 16) {
                    System.arraycopy(written, from + 16, to, at + 16, size - 16);
                }
            }
            out.length = at + size;
        } else {
            out.length = known.write(text, key, to, at);
        }
        met(tag, text, key, field);
    }

    /** Many bytes at once, and some too many: what comes behind is written later. */
    private void copy(byte[] from, int size) {
        byte[] to = out.array;
        int at = out.length;
        KnownTexts.LONG.set(to, at, (long) KnownTexts.LONG.get(from, 0));
        if (size > 8) {
            KnownTexts.LONG.set(to, at + 8, (long) KnownTexts.LONG.get(from, 8));
            KnownTexts.LONG.set(to, at + 16, (long) KnownTexts.LONG.get(from, 16));
            if (size > 24) {
                System.arraycopy(from, 24, to, at + 24, size - 24);
            }
        }
        out.length = at + size;
    }

    /** It is written: if there is no memory to remember it, another one will be. */
    private void met(int tag, String text, int key, int field) {
        try {
            remember(tag, text, key, field);
        } catch (OutOfMemoryError full) {
            // as if it had not been met
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void remember(int tag, String text, int key, int field) {
        if (own == NOT_YET) {
            own = ++written < FIRST_TEXTS ? NOT_YET : NOT_YET.clone();
            return;
        }
        RepeatedText last = own[tag >>> 3];
        if (last == NONE) {
            last = new RepeatedText(LONGEST_BYTES);
            own[tag >>> 3] = last;
        }
        last.met(text, key, out.array, field, out.length);
    }

    private void longText(int tag, String text, int chars) {
        int field = out.length;
        int limit = limit(chars);
        int most = (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, limit);
        int begin = out.open(tag, most);
        int taken = Math.min(chars, limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int end = Utf8.encode(text, 0, taken, out.array, begin, scratch);
        finish(begin, end, limit, most, taken < chars);
        // where there is little room, lengths have fewer bytes
        if (taken == chars && end - begin <= limit && field < roomyBelow) {
            met(tag, text, KnownTexts.key(text, chars), field);
        }
    }

    void write(int tag, CharSequence text) {
        int chars = Math.max(0, text.length());
        int limit = limit(chars);
        int most = (int) Math.min((long) Utf8.MAX_BYTES_PER_CHAR * chars, limit);
        int begin = out.open(tag, most);
        int taken = Math.min(chars, limit);
        out.scratch(Utf8.MAX_BYTES_PER_CHAR * taken);
        int end = text instanceof StringBuilder
                ? Utf8.encode((StringBuilder) text, 0, taken, out.array, begin, scratch)
                : Utf8.encode(text, 0, taken, out.array, begin);
        finish(begin, end, limit, most, taken < chars);
    }

    /** The application's own code may run: what it raises meanwhile is feedback. */
    void guarded(int tag, CharSequence text) {
        if (text instanceof StringBuilder) {
            write(tag, text);
            return;
        }
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
        int end = Utf8.encode(text, 0, taken, out.array, from, scratch);
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
