// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MessageEncoder;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One log event being written. Owned by one thread while a mapper writes; used again for other events after that. Nothing
 * throws, whatever is given; nothing is allocated in the steady state. What the settings do not want is ignored, so a mapper
 * asks them only where finding a value out is dear.
 *
 * <p>Fields that are set again are written again, and the last one counts: context comes before key-value pairs, so that what
 * was said for the one event wins.
 */
public final class LogWriter {

    /** How many arguments, and how many markers, one event may have. */
    static final int MAX_ELEMENTS = 64;

    private final LogSettings settings;
    private final FieldList markers = new FieldList("markers", MAX_ELEMENTS);
    private final FieldList arguments = new FieldList("message_arguments", MAX_ELEMENTS);
    private final BiConsumer<String, Object> contextEntries = this::context;
    private final LastKeys keys;
    private final BestId trace = new BestId();
    private final BestId span = new BestId();
    private final LastContext lastContext = new LastContext(this, trace, span);
    private final ReusedText text = new ReusedText();
    private final MessageEncoder messages = new MessageEncoder();
    private @Nullable EventDraft draft;

    /** Whether there may be something in here of the event: one that came at the end of its caller's stack leaves it behind. */
    private boolean used;

    LogWriter(LogSettings settings) {
        this.settings = settings;
        this.keys = new LastKeys(settings);
    }

    boolean has(LogSettings wanted) {
        return settings == wanted;
    }

    void begin(EventDraft begun) {
        if (used) {
            clear();
        }
        used = true;
        draft = begun;
        keys.restart();
    }

    /** Hands the event over; returns whether it was accepted. */
    boolean emit() {
        EventDraft ended = draft;
        if (ended == null) {
            return false;
        }
        draft = null;
        try {
            ended.trace(trace.value(), span.value());
            markers.write(ended);
            arguments.write(ended);
        } finally {
            clear();
        }
        // the last thing: with the draft this writer belongs to somebody else
        return ended.emit();
    }

    private void clear() {
        markers.clear();
        arguments.clear();
        trace.clear();
        span.clear();
        text.clear();
        used = false;
    }

    /** The mapper has thrown. */
    void broken() {
        EventDraft to = draft;
        if (to != null) {
            to.problem(FieldProblem.INTERNAL);
        }
    }

    /**
     * Sets when it happened; without it, the moment when the door took it counts.
     *
     * @param epochMicros microseconds since 1970-01-01T00:00:00Z
     */
    public void time(long epochMicros) {
        EventDraft to = draft;
        if (to != null) {
            to.time(epochMicros);
        }
    }

    /** Sets the present moment as the time at which the client took the event. */
    public void observedNow() {
        EventDraft to = draft;
        if (to != null) {
            to.observedNow();
        }
    }

    /**
     * Sets the level.
     *
     * @param name the framework's own name of it; null leaves it unset
     * @param severityNumber OpenTelemetry's number, 1 to 24; 0 for none
     */
    public void level(@Nullable String name, int severityNumber) {
        EventDraft to = draft;
        if (to != null) {
            to.severityText(name);
            to.severityNumber(severityNumber);
        }
    }

    /**
     * Sets the logger.
     *
     * @param name its name; null leaves it unset
     */
    public void logger(@Nullable String name) {
        EventDraft to = draft;
        if (to != null) {
            to.source(name);
        }
    }

    /**
     * Sets the thread that logged.
     *
     * @param name its name; null leaves it unset
     * @param id its id; 0 if it is not known
     */
    public void thread(@Nullable String name, long id) {
        EventDraft to = draft;
        if (to != null && settings.thread()) {
            to.thread(name, id);
        }
    }

    /**
     * Lends memory to a mapper that makes a text itself, so that it need not allocate any.
     *
     * @return empty at the begin of each event; good until the event is emitted or discarded
     */
    public StringBuilder text() {
        return text.get();
    }

    /**
     * Sets the message for people.
     *
     * @param formatted the text, copied before this returns, of whatever class it is; null leaves it unset
     */
    public void message(@Nullable CharSequence formatted) {
        EventDraft to = draft;
        if (to != null) {
            to.message(formatted);
        }
    }

    /**
     * Sets the message for people without making its text, if that is easy: a template that came before and has no backslash, as
     * many arguments as anchors, all of them {@linkplain PlainArguments plain}, and nothing to mask or to cut.
     *
     * @param template with anchors {@code {}}, filled in their order
     * @param values the arguments; only read, and not kept
     * @param count how many of them
     * @return whether it is set; if not, the mapper must make the text, and hand that over
     */
    public boolean message(String template, @Nullable Object[] values, int count) {
        EventDraft to = draft;
        return to != null && messages.write(to, template, values, count);
    }

    /**
     * Sets the message as it stands in the source.
     *
     * @param text the template; null leaves it unset
     */
    public void template(@Nullable CharSequence text) {
        EventDraft to = draft;
        if (to != null && settings.template()) {
            to.template(text);
        }
    }

    /**
     * Adds the message's next argument.
     *
     * @param value the value; written, with its type, when the event is emitted; null, and what has no text, is the text {@code
     *     null}
     */
    public void argument(@Nullable Object value) {
        EventDraft to = draft;
        if (to != null && settings.arguments()) {
            arguments.add(value, to);
        }
    }

    /**
     * Adds an entry of the logging context, if it is wanted; ids of traces and spans are recognised by the key.
     *
     * @param key the key; null is counted and left out
     * @param value the value
     */
    public void context(@Nullable String key, @Nullable Object value) {
        EventDraft to = draft;
        if (to == null) {
            return;
        }
        KeyUse use = key == null ? KeyUse.FIELD : keys.use(key);
        if (use == KeyUse.FIELD) {
            put(to, key, value);
        } else if (use != KeyUse.NONE && key != null) {
            id(to, use, key, value);
        }
    }

    /**
     * Adds all entries of a map of the logging context. An event that has the very same map as the one before, which can not have
     * changed, gets a copy of what was written then.
     *
     * @param entries the map
     * @param unchanging whether no entry of that map can ever change any more; asked of maps that are not known yet
     */
    public void context(Map<String, String> entries, Predicate<? super Map<String, String>> unchanging) {
        EventDraft to = draft;
        if (to == null || lastContext.repeat(entries, to)) {
            return;
        }
        if (unchanging.test(entries)) {
            lastContext.write(entries, to);
        } else {
            // a map of Logback walks itself without an iterator
            entries.forEach(contextEntries);
        }
    }

    /**
     * Adds entries of the logging context. An event that has the very same keys and texts as the one before gets a copy of what
     * was written then.
     *
     * @param keys the keys; only read
     * @param values the values, in the same order; only read
     * @param count how many of them
     */
    public void context(String[] keys, @Nullable Object[] values, int count) {
        EventDraft to = draft;
        if (to != null && count > 0 && !lastContext.repeat(keys, values, count, to)) {
            lastContext.write(keys, values, count, to);
        }
    }

    private void id(EventDraft to, KeyUse use, String key, @Nullable Object value) {
        BestId best = use.holdsTrace() ? trace : span;
        if (value != null && !best.offer(key, value, use.rank)) {
            // of two ids the other one is a field like any other
            String leftKey = best.leftKey();
            if (leftKey != null && settings.isField(leftKey)) {
                put(to, leftKey, best.leftValue());
            }
        }
    }

    /**
     * Sets the stack of the logging context (NDC).
     *
     * @param texts the outermost first; empty or null leaves it unset
     */
    public void contextStack(@Nullable Collection<String> texts) {
        EventDraft to = draft;
        if (to != null && texts != null && !texts.isEmpty()) {
            to.put("context_stack", texts);
        }
    }

    /**
     * Adds a marker.
     *
     * @param name its name; null is ignored
     */
    public void marker(@Nullable String name) {
        EventDraft to = draft;
        if (to != null && name != null && settings.markers()) {
            markers.add(name, to);
        }
    }

    /**
     * Adds a key-value pair of the event itself: SLF4J's, a MapMessage's, StructuredData's.
     *
     * @param key the field's name; null is counted and left out
     * @param value the value
     */
    public void field(@Nullable String key, @Nullable Object value) {
        EventDraft to = draft;
        if (to != null) {
            put(to, key, value);
        }
    }

    private static void put(EventDraft to, @Nullable String key, @Nullable Object value) {
        if (value instanceof String) {
            to.put(key, (String) value);
        } else {
            to.put(key, value);
        }
    }

    /**
     * Attaches a throwable, as text taken before this returns.
     *
     * @param thrown the throwable; null leaves it unset
     */
    public void failure(@Nullable Throwable thrown) {
        EventDraft to = draft;
        if (to != null) {
            to.failure(thrown, settings.stackTraceBytes());
        }
    }

    /**
     * Attaches a failure of which there is only text.
     *
     * @param type the name of the throwable's class; null if it is not known
     * @param message its message; null if it has none
     * @param stackTrace with causes and suppressed ones; null if there is none
     */
    public void failure(@Nullable String type, @Nullable String message, @Nullable String stackTrace) {
        EventDraft to = draft;
        if (to != null) {
            to.failure(type, message, stackTrace, settings.stackTraceBytes());
        }
    }

    /**
     * Sets the place in the source.
     *
     * @param className the class; null if it is not known
     * @param method the method; null if it is not known
     * @param file the file; null if it is not known
     * @param line the line; 0 or less if it is not known
     */
    public void location(@Nullable String className, @Nullable String method, @Nullable String file, int line) {
        EventDraft to = draft;
        if (to == null || !settings.location()) {
            return;
        }
        if (file != null) {
            to.put("code_file", file);
        }
        if (line > 0) {
            to.put("code_line", line);
        }
        if (className != null) {
            to.put("code_function", method == null ? className : className + '.' + method);
        }
    }

    /**
     * Returns what is written to, for what the methods above do not say.
     *
     * @return the event
     * @throws IllegalStateException if the event was emitted or discarded before: an error of the mapper
     */
    public EventDraft draft() {
        EventDraft to = draft;
        if (to == null) {
            throw new IllegalStateException("this log event was emitted or discarded already");
        }
        return to;
    }
}
