// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.WrittenFields;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the last context became, for the next event that has the very same one: the same map, if it can not change any more, or
 * the same keys with the same values. While these are held here nothing else is the same object. Owned by one thread at a time,
 * as the writer that it belongs to.
 *
 * <p>Bounded: keys and values of one context, together at most {@value WrittenFields#MOST_BYTES} characters.
 */
final class LastContext {

    /** Of more keys nothing is kept, unless they come as a map. */
    static final int MOST_KEYS = 16;

    private final LogWriter writer;
    private final BestId trace;
    private final BestId span;
    private final BiConsumer<String, Object> each = this::entry;
    private final WrittenFields fields = new WrittenFields();
    private final BestId itsTrace = new BestId();
    private final BestId itsSpan = new BestId();
    private @Nullable Map<String, String> map;
    private final @Nullable String[] keys = new String[MOST_KEYS];
    private final @Nullable Object[] values = new Object[MOST_KEYS];
    private int count;
    private long chars;

    /** Those two ids are the event's. */
    LastContext(LogWriter writer, BestId trace, BestId span) {
        this.writer = writer;
        this.trace = trace;
        this.span = span;
    }

    /** Writes what this map became before; returns false if it is another one, or its fields do not all fit. */
    @SuppressWarnings("ReferenceEquality") // an equal one may be another one tomorrow
    boolean repeat(Map<String, String> entries, EventDraft to) {
        return entries == map && repeat(to);
    }

    /** The same for as many keys with their values. */
    @SuppressWarnings("ReferenceEquality") // of texts that are equal only it is not worth knowing
    boolean repeat(String[] itsKeys, @Nullable Object[] itsValues, int itsCount, EventDraft to) {
        if (itsCount != count) {
            return false;
        }
        for (int i = 0; i < itsCount; i++) {
            if (values[i] != itsValues[i] || keys[i] != itsKeys[i]) {
                return false;
            }
        }
        return repeat(to);
    }

    private boolean repeat(EventDraft to) {
        if (trace.isKnown() || span.isKnown() || !fields.copyTo(to)) {
            return false;
        }
        trace.set(itsTrace);
        span.set(itsSpan);
        return true;
    }

    /** Writes the entries of a map that will not change, and remembers what became of them if that is little. */
    void write(Map<String, String> entries, EventDraft to) {
        boolean watched = begins(to);
        entries.forEach(each);
        if (watched && ends(to)) {
            map = entries;
        }
    }

    /** The same for keys with their values, of which there is one at least. */
    void write(String[] itsKeys, @Nullable Object[] itsValues, int itsCount, EventDraft to) {
        boolean watched = begins(to);
        for (int i = 0; i < itsCount; i++) {
            entry(itsKeys[i], itsValues[i]);
        }
        if (watched && itsCount <= MOST_KEYS && ends(to)) {
            System.arraycopy(itsKeys, 0, keys, 0, itsCount);
            System.arraycopy(itsValues, 0, values, 0, itsCount);
            count = itsCount;
        }
    }

    private boolean begins(EventDraft to) {
        map = null;
        count = 0;
        chars = 0;
        return !trace.isKnown() && !span.isKnown() && fields.begin(to);
    }

    private boolean ends(EventDraft to) {
        if (chars > WrittenFields.MOST_BYTES || !fields.end(to)) {
            return false;
        }
        itsTrace.set(trace);
        itsSpan.set(span);
        return true;
    }

    /** What is no text is not remembered, nor what is long: it would be kept in memory with the context. */
    private void entry(@Nullable String key, @Nullable Object value) {
        if (key != null && value instanceof String) {
            chars += key.length();
            chars += ((String) value).length();
        } else {
            chars += Integer.MAX_VALUE;
        }
        writer.context(key, value);
    }
}
