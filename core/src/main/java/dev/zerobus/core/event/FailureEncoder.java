// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.thread.CaptureGuard;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a throwable as text, in the form that the JDK prints. Owned by one thread at a time.
 *
 * <p>The throwable's own {@code printStackTrace} is not asked: it may be anything. Causes and suppressed ones are bounded in
 * number and never visited twice, so a cycle ends.
 */
final class FailureEncoder {

    /** How many throwables one failure shows, causes and suppressed together. */
    static final int MAX_THROWABLES = 64;

    private static final String MESSAGE_FIELD = "error_message";
    private static final String TRACE_FIELD = "stack_trace";

    private static final int UNKNOWN = Integer.MAX_VALUE;
    private static final StackTraceElement[] NO_FRAMES = new StackTraceElement[0];

    private final EventBytes out;
    private final TextEncoder texts;
    private final FieldProblems problems;
    private final TraceTexts traces;
    private final @Nullable Throwable[] seen = new Throwable[MAX_THROWABLES];
    private int seenCount;
    private final @Nullable Redactor redactor;
    private int begin;
    private int bound;
    private boolean leftOut;
    private boolean cut;

    FailureEncoder(
            EventBytes out, TextEncoder texts, TraceTexts traces, FieldProblems problems, @Nullable Redactor redactor) {
        this.redactor = redactor;
        this.traces = traces;
        this.out = out;
        this.texts = texts;
        this.problems = problems;
    }

    /** A failure of which there is only text. */
    void write(@Nullable String type, @Nullable String message, @Nullable String stackTrace, int stackTraceBytes) {
        int failure = out.open(EventTags.EVENT_FAILURE, UNKNOWN);
        if (type != null) {
            texts.write(EventTags.FAILURE_TYPE, type);
        }
        if (message != null) {
            texts.write(EventTags.FAILURE_MESSAGE, shown(message));
        }
        if (stackTrace != null && stackTraceBytes > 0) {
            stackTrace(stackTrace, stackTraceBytes);
        }
        out.close(failure, UNKNOWN);
    }

    private void stackTrace(String stackTrace, int stackTraceBytes) {
        if (isFull()) {
            return;
        }
        begin = out.open(EventTags.FAILURE_STACK_TRACE, UNKNOWN);
        bound = stackTraceBytes;
        if (!texts.append(shownTrace(stackTrace), begin, bound)) {
            problems.count(FieldProblem.TRUNCATED);
        }
        out.close(begin, UNKNOWN);
    }

    /** A long message may fill the event: it and the class are worth more than the frames. */
    private boolean isFull() {
        boolean full = out.room() <= TextEncoder.OVERHEAD_BYTES;
        if (full) {
            problems.count(FieldProblem.EVENT_FULL);
        }
        return full;
    }

    private String shown(String message) {
        return redactor == null
                ? message
                : redactor.text(MESSAGE_FIELD, message).toString();
    }

    /** Where the messages are in it is not known: if they are masked, all of it is. */
    private String shownTrace(String stackTrace) {
        if (redactor == null) {
            return stackTrace;
        }
        return redactor.masks(MESSAGE_FIELD)
                ? redactor.mask()
                : redactor.text(TRACE_FIELD, stackTrace).toString();
    }

    /** The application's own code may run: what it raises meanwhile is feedback. */
    void guarded(Throwable thrown, int stackTraceBytes) {
        CaptureGuard.Place place = CaptureGuard.shared().enter();
        try {
            write(thrown, stackTraceBytes);
        } finally {
            place.thread = null;
        }
    }

    private void write(Throwable thrown, int stackTraceBytes) {
        int failure = out.open(EventTags.EVENT_FAILURE, UNKNOWN);
        texts.write(EventTags.FAILURE_TYPE, thrown.getClass().getName());
        String message = message(thrown);
        if (message != null) {
            texts.write(EventTags.FAILURE_MESSAGE, message);
        }
        if (stackTraceBytes > 0 && !isFull()) {
            if (redactor != null && redactor.masks(TRACE_FIELD)) {
                texts.write(EventTags.FAILURE_STACK_TRACE, redactor.mask());
            } else {
                stackTrace(thrown, stackTraceBytes);
            }
        }
        out.close(failure, UNKNOWN);
    }

    private void stackTrace(Throwable thrown, int stackTraceBytes) {
        int mark = out.length;
        try {
            begin = out.open(EventTags.FAILURE_STACK_TRACE, UNKNOWN);
            bound = Math.min(stackTraceBytes, texts.room());
            cut = false;
            leftOut = false;
            trace(thrown, "", "", NO_FRAMES);
            out.close(begin, UNKNOWN);
            if (cut || leftOut) {
                problems.count(FieldProblem.TRUNCATED);
            }
        } catch (OutOfMemoryError full) {
            // which may be what is to be told: its class and message are there
            out.length = mark;
            problems.count(FieldProblem.TRUNCATED);
        } catch (RuntimeException broken) {
            // frames of an application's class may be null
            out.length = mark;
            problems.count(FieldProblem.VALUE_UNREADABLE);
        } finally {
            Arrays.fill(seen, 0, seenCount, null);
            seenCount = 0;
        }
    }

    private void trace(Throwable thrown, String indent, String caption, StackTraceElement[] enclosing) {
        if (!isNew(thrown)) {
            append(indent, caption, "[seen above: ", thrown.getClass().getName(), "]\n");
            return;
        }
        Throwable cause = cause(thrown);
        Throwable[] suppressed = thrown.getSuppressed();
        boolean more = cause != null || suppressed.length > 0;
        append(indent, caption, thrown.getClass().getName());
        message(message(thrown), more);
        StackTraceElement[] frames = frames(thrown);
        frames(frames, common(frames, enclosing), indent, more);
        for (Throwable one : suppressed) {
            next(one, indent + "\t", "Suppressed: ", frames);
        }
        if (cause != null) {
            next(cause, indent, "Caused by: ", frames);
        }
    }

    private void message(@Nullable String message, boolean more) {
        if (message == null) {
            append("\n");
            return;
        }
        append(": ");
        if (!cut && !texts.append(message, begin, share(more))) {
            leftOut = true;
            append("...");
        }
        append("\n");
    }

    private void frames(StackTraceElement[] frames, int common, String indent, boolean more) {
        int own = frames.length - common;
        int share = share(more);
        byte[] whole = indent.isEmpty() ? traces.lines(frames, own) : null;
        if (whole != null && out.length - begin + whole.length <= share) {
            line(whole);
        } else {
            lines(frames, own, indent, share);
        }
        if (common > 0) {
            append(indent, "\t... ", Integer.toString(common), " more\n");
        }
    }

    private void lines(StackTraceElement[] frames, int own, String indent, int share) {
        for (int i = 0; i < own && !cut; i++) {
            if (out.length - begin > share) {
                leftOut = true;
                append(indent, "\t... ", Integer.toString(own - i), " left out\n");
                break;
            }
            append(indent);
            line(traces.line(frames[i]));
        }
    }

    /** What comes next may use half of what is left if a cause is to follow, so that the first cause of all is seen. */
    private int share(boolean more) {
        int used = out.length - begin;
        return more ? used + (bound - used) / 2 : bound;
    }

    private void next(Throwable thrown, String indent, String caption, StackTraceElement[] enclosing) {
        if (cut) {
            return;
        }
        if (seenCount == MAX_THROWABLES) {
            append(indent, "... more throwables\n");
            cut = true;
        } else {
            trace(thrown, indent, caption, enclosing);
        }
    }

    private boolean isNew(Throwable thrown) {
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == thrown) {
                return false;
            }
        }
        seen[seenCount++] = thrown;
        return true;
    }

    private void append(String... parts) {
        for (String part : parts) {
            append(part);
        }
    }

    private void append(String part) {
        if (!part.isEmpty() && !cut && !texts.append(part, begin, bound)) {
            cut = true;
        }
    }

    private void line(byte[] utf8) {
        if (!cut && !texts.append(utf8, begin, bound)) {
            cut = true;
        }
    }

    private static int common(StackTraceElement[] frames, StackTraceElement[] enclosing) {
        int at = frames.length - 1;
        int other = enclosing.length - 1;
        while (at >= 0 && other >= 0 && frames[at].equals(enclosing[other])) {
            at--;
            other--;
        }
        return frames.length - 1 - at;
    }

    private @Nullable String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? null : shown(message);
        } catch (Throwable broken) {
            problems.count(FieldProblem.TOSTRING_FAILED);
            return null;
        }
    }

    private @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable broken) {
            problems.count(FieldProblem.VALUE_UNREADABLE);
            return null;
        }
    }

    private StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames == null ? NO_FRAMES : frames;
        } catch (Throwable broken) {
            problems.count(FieldProblem.VALUE_UNREADABLE);
            return NO_FRAMES;
        }
    }
}
