// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.api.EventWriter;
import dev.zerobus.api.Misuse;
import dev.zerobus.api.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An event being written as bytes of {@code event.proto}. Lent by a {@link DraftPool}; owned by one thread from
 * {@link DraftPool#begin} to {@link #emit} or {@link #discard}, after which it belongs to somebody else.
 *
 * <p>Nothing throws. What can not be taken is counted as a {@link FieldProblem}, and the event goes on without it. A field
 * that is set again is written again: the last one counts, as everywhere in protobuf.
 */
public final class EventDraft implements EventWriter {

    private final DraftPool pool;
    final FieldProblems problems;
    final EventBytes out;
    final TextEncoder texts;
    final ValueEncoder values;
    private final FailureEncoder failures;
    final @Nullable Redactor redactor;
    private @Nullable Object companion;
    boolean open;
    private String name = "";
    private int severityNumber;
    private long begunMicros;

    EventDraft(DraftPool pool, EventLimits limits, FieldProblems problems, @Nullable Redaction redaction) {
        this.pool = pool;
        this.problems = problems;
        this.out = new EventBytes(limits.eventBytes());
        this.texts = new TextEncoder(out, limits, problems);
        this.redactor = redaction == null ? null : new Redactor(redaction, limits, problems, () -> begunMicros);
        this.values = new ValueEncoder(out, texts, limits, problems, redactor);
        this.failures = new FailureEncoder(out, texts, pool.traces(), problems, redactor);
    }

    @SuppressWarnings("ReferenceEquality") // an equal one is written again, which is right as well
    void begin(@Nullable String event, long epochMicros) {
        open = true;
        if (name != event) {
            name = event == null ? "" : event; // only then: a reference written into an old object costs a fence
        }
        severityNumber = 0;
        values.begin();
        begunMicros = epochMicros;
        out.beginFixed64(EventTags.EVENT_TIME, epochMicros); // first, so that it is there whatever the name is
        text(EventTags.EVENT_NAME, name);
        if (event == null) {
            problems.count(FieldProblem.NULL_NAME);
        }
    }

    @Override
    public void put(@Nullable String field, boolean value) {
        scalar(field, EventTags.VALUE_BOOL, value ? 1 : 0);
    }

    @Override
    public void put(@Nullable String field, long value) {
        scalar(field, EventTags.VALUE_INT, EventBytes.zigzag(value));
    }

    @Override
    public void put(@Nullable String field, float value) {
        scalar(field, EventTags.VALUE_FLOAT, Float.floatToRawIntBits(value));
    }

    @Override
    public void put(@Nullable String field, double value) {
        scalar(field, EventTags.VALUE_DOUBLE, Double.doubleToRawLongBits(value));
    }

    @Override
    public void put(@Nullable String field, char value) {
        scalar(field, EventTags.VALUE_STRING, Utf8.valid(value));
    }

    @Override
    public void put(@Nullable String field, @Nullable CharSequence value) {
        int mark = out.length;
        try {
            if (value instanceof String) {
                values.text(field, (String) value);
            } else {
                values.guarded(field, value);
            }
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    @Override
    public void put(@Nullable String field, @Nullable Object value) {
        int mark = out.length;
        try {
            values.guarded(field, value);
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    @Override
    public void severity(@Nullable Severity severity) {
        if (severity != null) {
            severityNumber(severity.number());
        }
    }

    /**
     * Sets the severity by number, for levels between the named ones.
     *
     * @param number OpenTelemetry's severity number, 1 to 24; 0 for none
     */
    public void severityNumber(int number) {
        severityNumber = number;
        varint(EventTags.EVENT_SEVERITY_NUMBER, number);
    }

    /**
     * Sets the level's own name.
     *
     * @param text the name; null leaves it unset
     */
    public void severityText(@Nullable CharSequence text) {
        text(EventTags.EVENT_SEVERITY_TEXT, text);
    }

    @Override
    public void message(@Nullable CharSequence message) {
        data(EventTags.EVENT_MESSAGE, "message", message);
    }

    /**
     * Sets the message's template, as written in the source.
     *
     * @param template the template; null leaves it unset
     */
    public void template(@Nullable CharSequence template) {
        data(EventTags.EVENT_TEMPLATE, "message_template", template);
    }

    /**
     * Sets where the event comes from.
     *
     * @param source the logger's name, or the scope that emits; null leaves it unset
     */
    public void source(@Nullable CharSequence source) {
        text(EventTags.EVENT_SOURCE, source);
    }

    /**
     * Sets the thread that raised the event.
     *
     * @param threadName its name; null leaves it unset
     * @param id its id; 0 leaves it unset
     */
    public void thread(@Nullable String threadName, long id) {
        data(EventTags.EVENT_THREAD_NAME, "thread_name", threadName);
        if (id != 0) {
            varint(EventTags.EVENT_THREAD_ID, id);
        }
    }

    /**
     * Sets the trace that the event belongs to.
     *
     * @param traceId the trace's id as text; null leaves it unset
     * @param spanId the span's id as text; null leaves it unset
     */
    public void trace(@Nullable CharSequence traceId, @Nullable CharSequence spanId) {
        text(EventTags.EVENT_TRACE_ID, traceId);
        text(EventTags.EVENT_SPAN_ID, spanId);
    }

    @Override
    public void failure(@Nullable Throwable thrown) {
        failure(thrown, Integer.MAX_VALUE);
    }

    @Override
    public void time(long epochMicros) {
        out.replaceFixed64(epochMicros);
    }

    /**
     * Sets when the client took the event, where that is another moment than when it happened.
     *
     * @param epochMicros microseconds since 1970-01-01T00:00:00Z
     */
    public void observedTime(long epochMicros) {
        if (out.room() < EventBytes.SCALAR_BYTES) {
            problems.count(FieldProblem.EVENT_FULL);
        } else {
            out.fixed64(EventTags.EVENT_OBSERVED_TIME, epochMicros);
        }
    }

    /** Sets the moment at which the event was begun as the time at which the client took it. */
    public void observedNow() {
        observedTime(begunMicros);
    }

    /**
     * Adds a list of which the elements are in an array that the caller uses again.
     *
     * @param field the field's name; null is counted and left out
     * @param elements the elements
     * @param count how many of them
     */
    public void put(@Nullable String field, @Nullable Object[] elements, int count) {
        int mark = out.length;
        try {
            values.put(field, elements, count);
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    /**
     * Attaches a throwable, as text taken before this returns.
     *
     * @param thrown the throwable; null leaves it unset
     * @param stackTraceBytes the longest stack trace; 0 for none
     */
    public void failure(@Nullable Throwable thrown, int stackTraceBytes) {
        int mark = out.length;
        try {
            if (thrown != null) {
                failures.guarded(thrown, stackTraceBytes);
            }
        } catch (Throwable broken) {
            undo(mark, broken);
        }
    }

    /**
     * Attaches a failure of which there is only text.
     *
     * @param type the name of the throwable's class; null leaves it unset
     * @param message its message; null leaves it unset
     * @param stackTrace with causes and suppressed ones; null leaves it unset
     * @param stackTraceBytes the longest stack trace; 0 for none
     */
    public void failure(
            @Nullable String type, @Nullable String message, @Nullable String stackTrace, int stackTraceBytes) {
        int mark = out.length;
        try {
            failures.write(type, message, stackTrace, stackTraceBytes);
        } catch (Throwable broken) {
            undo(mark, broken);
        }
    }

    /**
     * Counts what was wrong with a part that the caller has left out.
     *
     * @param problem what was wrong
     */
    public void problem(FieldProblem problem) {
        problems.count(problem);
    }

    @Override
    public void misuse(@Nullable Misuse misuse) {
        problems.count(misuse == Misuse.NAME_NOT_TEXT ? FieldProblem.NAME_NOT_TEXT : FieldProblem.VALUE_WITHOUT_NAME);
    }

    private void scalar(@Nullable String field, int tag, long bits) {
        int mark = out.length;
        try {
            values.scalar(field, tag, bits);
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    private void varint(int tag, long value) {
        if (out.room() < EventBytes.SCALAR_BYTES) {
            problems.count(FieldProblem.EVENT_FULL);
        } else {
            out.varint(tag, value);
        }
    }

    /** A text that is redacted as a field of a name; names and ids are not. */
    private void data(int tag, String field, @Nullable CharSequence value) {
        if (redactor == null || value == null) {
            text(tag, value);
            return;
        }
        int mark = out.length;
        try {
            redactor.write(tag, field, value, texts);
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    private void text(int tag, @Nullable CharSequence value) {
        int mark = out.length;
        try {
            if (value instanceof String) {
                texts.write(tag, (String) value);
            } else if (value != null) {
                texts.guarded(tag, value);
            }
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    private void undo(int mark, Throwable thrown) {
        out.length = mark;
        problems.count(thrown instanceof EventBytes.EventFull ? FieldProblem.EVENT_FULL : FieldProblem.TOSTRING_FAILED);
    }

    /** Ends the draft's use in every case, so that it can not be lost or used twice. */
    @Override
    public boolean emit() {
        try {
            return open && pool.accept(this);
        } finally {
            discard();
        }
    }

    @Override
    public void discard() {
        if (open) {
            giveBack();
        }
    }

    /**
     * Returns what was left with this draft.
     *
     * @return owned as the draft is, so that nothing else need be borrowed for an event; null if there is nothing yet
     */
    public @Nullable Object companion() {
        return companion;
    }

    /**
     * Leaves something with this draft.
     *
     * @param left held as long as the draft is
     */
    public void companion(Object left) {
        companion = left;
    }

    private void giveBack() {
        open = false;
        if (name.length() > KnownTexts.LONGEST_CHARS) {
            name = "";
        }
        out.clear();
        pool.giveBack(this);
    }

    /**
     * Returns what happened: what routing looks at.
     *
     * @return the event's name; empty if it was null
     */
    public String name() {
        return name;
    }

    /**
     * Returns OpenTelemetry's severity number: what shedding looks at.
     *
     * @return 0 if there is none
     */
    public int severityNumber() {
        return severityNumber;
    }

    /**
     * Returns the array that holds the event from index 0; for a {@link DraftSink}, which must copy it.
     *
     * @return the array, longer than the event
     */
    public byte[] bytes() {
        return out.array;
    }

    /**
     * Returns how long the event is.
     *
     * @return bytes
     */
    public int length() {
        return out.length;
    }
}
