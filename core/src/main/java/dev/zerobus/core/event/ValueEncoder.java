// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.event.EventBytes.EventFull;
import dev.zerobus.core.thread.CaptureGuard;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event's fields: a named {@code Value} each, nested ones included. Owned by one thread at a time.
 *
 * <p>Application code runs in here (a map's iterator, a {@code toString}); whatever it does, the value becomes null and is
 * counted, and the bytes stay well formed. Only {@link EventFull} and errors of ours come out.
 */
final class ValueEncoder {

    /** What any primitive takes, and tag and length of a text. */
    private static final int SCALAR_BYTES = 11;

    /** A name so short that a primitive's length with it always fits into one byte. */
    private static final int SHORT_NAME = 36;

    /** What a field takes at most whose name, and text, may be known. */
    private static final int SHORT_FIELD_BYTES = 2 * KnownTexts.MOST_BYTES + 8;

    /** For values whose size is only known when they are written. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    /** Where null does not fit. */
    private static final String NO_VALUE = "null";

    private final EventBytes out;
    private final TextEncoder texts;
    private final KnownTexts known;
    private final KnownFields fields = new KnownFields();
    private final ScalarEncoder scalars;
    private final EventLimits limits;
    private final FieldProblems problems;
    private final @Nullable Redactor redactor;

    /** While an event is shorter than this, a short field fits for sure; 0 if texts may be so short that none does. */
    private final int roomyBelow;

    final int maxValues;
    int written;

    ValueEncoder(
            EventBytes out,
            TextEncoder texts,
            EventLimits limits,
            FieldProblems problems,
            @Nullable Redactor redactor) {
        this.out = out;
        this.texts = texts;
        this.known = texts.known();
        this.scalars = new ScalarEncoder(out, texts, problems, limits, redactor);
        this.limits = limits;
        this.roomyBelow = limits.textBytes() < SHORT_FIELD_BYTES ? 0 : out.room() - SHORT_FIELD_BYTES;
        this.maxValues = limits.values();
        this.problems = problems;
        this.redactor = redactor;
    }

    void begin() {
        written = 0;
        fields.begin();
    }

    /**
     * A primitive, by its tag and the bits that protobuf writes for it. One long method on purpose, as in {@link
     * TextEncoder#write(int, String)}.
     */
    @SuppressWarnings("ReferenceEquality") // the same object is the usual case, and what differs is written anew
    void scalar(@Nullable String name, int tag, long bits) {
        if (name == null) {
            unnamed();
            return;
        }
        if (redactor != null && (tag == EventTags.VALUE_STRING || redactor.masks(name))) {
            // a text of one character, or something that its mask would not fit
            put(name, tag == EventTags.VALUE_STRING ? String.valueOf((char) bits) : null);
            return;
        }
        if (!more()) {
            return;
        }
        if (name.length() > SHORT_NAME || out.length >= roomyBelow) {
            longNamed(name, tag, bits);
            return;
        }
        out.scratch(SHORT_FIELD_BYTES);
        byte[] to = out.array;
        int field = out.length;
        int next;
        KnownField guess = fields.all[fields.next];
        if (guess.name == name) {
            fields.last = guess.index;
            fields.next = guess.follower;
            byte[] begun = guess.begun;
            int size = guess.size;
            KnownTexts.LONG.set(to, field, (long) KnownTexts.LONG.get(begun, 0));
            KnownTexts.LONG.set(to, field + 8, (long) KnownTexts.LONG.get(begun, 8));
            if (size > 16) {
                System.arraycopy(begun, 16, to, field + 16, size - 16);
            }
            next = field + size;
        } else {
            next = name(name, to, field);
            fields.met(name, to, field, next);
        }
        next = EventBytes.putScalar(to, next, tag, bits);
        to[field + 1] = (byte) (next - field - 2);
        out.length = next;
    }

    /** The begin of a field: its tag, room for a length of one byte, and its name; returns the index behind. */
    private int name(String name, byte[] to, int at) {
        to[at] = (byte) EventTags.EVENT_FIELD;
        to[at + 2] = (byte) EventTags.VALUE_NAME;
        return known.write(name, name.hashCode(), to, at + 3);
    }

    private void longNamed(String name, int tag, long bits) {
        int most = most(name);
        int begin = open(name, most);
        out.ensure(SCALAR_BYTES);
        out.length = EventBytes.putScalar(out.array, out.length, tag, bits);
        out.close(begin, most);
    }

    /** A text. One long method on purpose, too. */
    @SuppressWarnings("ReferenceEquality")
    void text(@Nullable String name, String value) {
        if (name == null || redactor != null) {
            put(name, value);
            return;
        }
        if (!more()) {
            return;
        }
        int count = value.length();
        if (name.length() > SHORT_NAME || count > KnownTexts.LONGEST_CHARS || out.length >= roomyBelow) {
            longText(name, value);
            return;
        }
        out.scratch(SHORT_FIELD_BYTES);
        byte[] to = out.array;
        int field = out.length;
        int next;
        KnownField guess = fields.all[fields.next];
        if (guess.name == name) {
            fields.last = guess.index;
            fields.next = guess.follower;
            if (guess.value == value) {
                byte[] whole = guess.whole;
                int size = guess.wholeSize;
                KnownTexts.LONG.set(to, field, (long) KnownTexts.LONG.get(whole, 0));
                KnownTexts.LONG.set(to, field + 8, (long) KnownTexts.LONG.get(whole, 8));
                KnownTexts.LONG.set(to, field + 16, (long) KnownTexts.LONG.get(whole, 16));
                if (size > 24) {
                    System.arraycopy(whole, 24, to, field + 24, size - 24);
                }
                out.length = field + size;
                return;
            }
            byte[] begun = guess.begun;
            int size = guess.size;
            KnownTexts.LONG.set(to, field, (long) KnownTexts.LONG.get(begun, 0));
            KnownTexts.LONG.set(to, field + 8, (long) KnownTexts.LONG.get(begun, 8));
            if (size > 16) {
                System.arraycopy(begun, 16, to, field + 16, size - 16);
            }
            next = field + size;
        } else {
            next = name(name, to, field);
            guess = fields.met(name, to, field, next);
        }
        to[next] = (byte) EventTags.VALUE_STRING;
        int key = KnownTexts.key(value, count);
        next = known.write(value, key, to, next + 1);
        int length = next - field - 2;
        if (length > Byte.MAX_VALUE) {
            out.length = widen(to, field, length);
            return;
        }
        to[field + 1] = (byte) length;
        guess.met(value, key, to, field, next);
        out.length = next;
    }

    /** Makes the length of a field one byte longer; returns the index behind the field. */
    private static int widen(byte[] to, int field, int length) {
        System.arraycopy(to, field + 2, to, field + 3, length);
        to[field + 1] = (byte) (length | 0x80);
        to[field + 2] = (byte) (length >>> 7);
        return field + 3 + length;
    }

    private void longText(String name, String value) {
        int most = most(name) + texts.most(value.length());
        int begin = open(name, most);
        texts.write(EventTags.VALUE_STRING, value);
        out.close(begin, most);
    }

    void put(@Nullable String name, @Nullable Object value) {
        if (name == null) {
            unnamed();
        } else if (more()) {
            value(EventTags.EVENT_FIELD, name, redactor == null ? value : redactor.value(name, value), 0);
        }
    }

    /** The same where the application's own code may run: what it raises meanwhile is feedback. */
    void guarded(@Nullable String name, @Nullable Object value) {
        if (ScalarEncoder.isHarmless(value)) {
            put(name, value);
            return;
        }
        CaptureGuard.Place place = CaptureGuard.shared().enter();
        try {
            put(name, value);
        } finally {
            place.thread = null;
        }
    }

    /**
     * A list whose elements are in an array of the caller's; guarded. An element without a value, or that can not be read, is
     * the text {@code null}: a column for lists has no nulls, and would not take the whole event.
     */
    void put(@Nullable String name, @Nullable Object[] elements, int count) {
        if (name == null) {
            unnamed();
        } else if (redactor != null && redactor.masks(name)) {
            put(name, (Object) null);
        } else if (more()) {
            int begin = out.open(EventTags.EVENT_FIELD, UNKNOWN);
            texts.write(EventTags.VALUE_NAME, name);
            CaptureGuard.Place place = CaptureGuard.shared().enter();
            try {
                elements(elements, count);
            } finally {
                place.thread = null;
            }
            out.close(begin, UNKNOWN);
        }
    }

    private void elements(@Nullable Object[] elements, int count) {
        int list = out.open(EventTags.VALUE_LIST, UNKNOWN);
        for (int i = 0; i < count && more(); i++) {
            int begin = out.length;
            if (!value(EventTags.LIST_VALUE, null, elements[i], 1)) {
                out.length = begin;
                value(EventTags.LIST_VALUE, null, NO_VALUE, 1);
            }
        }
        out.close(list, UNKNOWN);
    }

    private void unnamed() {
        problems.count(FieldProblem.NULL_NAME);
    }

    private int most(String name) {
        return TextEncoder.OVERHEAD_BYTES + texts.most(name.length()) + SCALAR_BYTES;
    }

    private boolean more() {
        if (written >= maxValues) {
            problems.count(FieldProblem.TOO_MANY);
            return false;
        }
        written++;
        return true;
    }

    private int open(String name, int most) {
        int begin = out.open(EventTags.EVENT_FIELD, most);
        texts.write(EventTags.VALUE_NAME, name);
        return begin;
    }

    /** Returns whether there is something else than null now. */
    private boolean value(int tag, @Nullable String name, @Nullable Object value, int depth) {
        boolean something;
        int begin = out.open(tag, UNKNOWN);
        if (name != null) {
            texts.write(EventTags.VALUE_NAME, name);
        }
        int mark = out.length;
        try {
            something = kind(value, depth);
        } catch (EventFull full) {
            throw full;
        } catch (Throwable thrown) {
            // Not only exceptions: a toString that recurses ends in a StackOverflowError.
            problems.count(scalars.isText(value) ? FieldProblem.TOSTRING_FAILED : FieldProblem.VALUE_UNREADABLE);
            out.length = mark;
            something = nothing();
        }
        out.close(begin, UNKNOWN);
        return something;
    }

    private boolean kind(@Nullable Object value, int depth) {
        if (value == null) {
            return nothing();
        }
        if (isNested(value)) {
            return nested(value, depth + 1);
        }
        if (value instanceof Optional) {
            return optional((Optional<?>) value, depth);
        }
        if (scalars.write(value)) {
            return true;
        }
        problems.count(FieldProblem.TOSTRING_FAILED);
        return nothing();
    }

    /** An optional of an optional is as deep as a list of a list. */
    private boolean optional(Optional<?> value, int depth) {
        return depth >= limits.depth() ? tooDeep() : kind(value.orElse(null), depth + 1);
    }

    /** Returns false, for that is what there is now: no value. */
    private boolean nothing() {
        out.varint(EventTags.VALUE_NULL, 1);
        return false;
    }

    private boolean tooDeep() {
        problems.count(FieldProblem.TOO_DEEP);
        return nothing();
    }

    /** A path iterates over itself, and bytes are a value of their own. */
    static boolean isNested(Object value) {
        return value instanceof Map
                || (value instanceof Iterable && !(value instanceof Path) && !(value instanceof CharSequence))
                || (value.getClass().isArray() && !(value instanceof byte[]));
    }

    private boolean nested(Object value, int depth) {
        if (depth > limits.depth()) {
            return tooDeep();
        }
        if (value instanceof Map) {
            map((Map<?, ?>) value, depth);
        } else {
            int begin = out.open(EventTags.VALUE_LIST, UNKNOWN);
            if (value instanceof Iterable) {
                elements(((Iterable<?>) value).iterator(), depth);
            } else {
                elements(value, depth);
            }
            out.close(begin, UNKNOWN);
        }
        return true;
    }

    private void map(Map<?, ?> map, int depth) {
        int begin = out.open(EventTags.VALUE_MAP, UNKNOWN);
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext() && more()) {
            Map.Entry<?, ?> entry = entries.next();
            String key = String.valueOf(entry.getKey());
            if (redactor == null) {
                value(EventTags.MAP_ENTRY, key, entry.getValue(), depth);
            } else {
                Object shown = redactor.value(key, entry.getValue());
                value(EventTags.MAP_ENTRY, redactor.text(key).toString(), shown, depth);
            }
        }
        out.close(begin, UNKNOWN);
    }

    private void elements(Iterator<?> elements, int depth) {
        while (elements.hasNext() && more()) {
            value(EventTags.LIST_VALUE, null, elements.next(), depth);
        }
    }

    private void elements(Object array, int depth) {
        int length = Array.getLength(array);
        for (int i = 0; i < length && more(); i++) {
            value(EventTags.LIST_VALUE, null, Array.get(array, i), depth);
        }
    }
}
