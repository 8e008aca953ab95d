// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.WrittenFields;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the last context became, for the next event that has the very same map. Only for maps that can not change any more: while
 * it is held here no other map is that object. Owned by one thread at a time, as the writer that it belongs to.
 *
 * <p>Bounded: keys and values of one map, together at most {@value WrittenFields#MOST_BYTES} characters.
 */
final class LastContext {

    private final LogWriter writer;
    private final BestId trace;
    private final BestId span;
    private final BiConsumer<String, Object> each = this::entry;
    private final WrittenFields fields = new WrittenFields();
    private final BestId itsTrace = new BestId();
    private final BestId itsSpan = new BestId();
    private @Nullable Map<String, String> map;
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
        if (entries != map || trace.isKnown() || span.isKnown() || !fields.copyTo(to)) {
            return false;
        }
        trace.set(itsTrace);
        span.set(itsSpan);
        return true;
    }

    /** Writes the entries of a map that will not change, and remembers what became of them if that is little. */
    void write(Map<String, String> entries, EventDraft to) {
        map = null;
        if (trace.isKnown() || span.isKnown() || !fields.begin(to)) {
            entries.forEach(writer.contextEntries());
            return;
        }
        chars = 0;
        entries.forEach(each);
        if (chars <= WrittenFields.MOST_BYTES && fields.end(to)) {
            itsTrace.set(trace);
            itsSpan.set(span);
            map = entries;
        }
    }

    /** What is no text is not remembered, nor what is long: it would be kept in memory with the map. */
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
