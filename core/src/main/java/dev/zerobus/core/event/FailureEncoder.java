// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

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

    private static final int UNKNOWN = Integer.MAX_VALUE;
    private static final StackTraceElement[] NO_FRAMES = new StackTraceElement[0];

    private final EventBytes out;
    private final TextEncoder texts;
    private final FieldProblems problems;
    private final @Nullable Throwable[] seen = new Throwable[MAX_THROWABLES];
    private int seenCount;
    private int begin;
    private int bound;
    private boolean cut;

    FailureEncoder(EventBytes out, TextEncoder texts, FieldProblems problems) {
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
            texts.write(EventTags.FAILURE_MESSAGE, message);
        }
        if (stackTrace != null && stackTraceBytes > 0) {
            begin = out.open(EventTags.FAILURE_STACK_TRACE, UNKNOWN);
            bound = stackTraceBytes;
            if (!texts.append(stackTrace, begin, bound)) {
                problems.count(FieldProblem.TRUNCATED);
            }
            out.close(begin, UNKNOWN);
        }
        out.close(failure, UNKNOWN);
    }

    void write(Throwable thrown, int stackTraceBytes) {
        int failure = out.open(EventTags.EVENT_FAILURE, UNKNOWN);
        texts.write(EventTags.FAILURE_TYPE, thrown.getClass().getName());
        String message = message(thrown);
        // Written if empty too: failures of one event merge, and the last one counts.
        texts.write(EventTags.FAILURE_MESSAGE, message == null ? "" : message);
        if (stackTraceBytes > 0) {
            stackTrace(thrown, stackTraceBytes);
        }
        out.close(failure, UNKNOWN);
    }

    private void stackTrace(Throwable thrown, int stackTraceBytes) {
        try {
            begin = out.open(EventTags.FAILURE_STACK_TRACE, UNKNOWN);
            bound = stackTraceBytes;
            cut = false;
            trace(thrown, "", "", NO_FRAMES);
            out.close(begin, UNKNOWN);
            if (cut) {
                problems.count(FieldProblem.TRUNCATED);
            }
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
        String message = message(thrown);
        append(indent, caption, thrown.getClass().getName());
        append(message == null ? "" : ": ", message == null ? "" : message, "\n");
        StackTraceElement[] frames = frames(thrown);
        int common = common(frames, enclosing);
        for (int i = 0; i < frames.length - common && !cut; i++) {
            append(indent, "\tat ", frames[i].toString(), "\n");
        }
        if (common > 0) {
            append(indent, "\t... ", Integer.toString(common), " more\n");
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            next(suppressed, indent + "\t", "Suppressed: ", frames);
        }
        Throwable cause = cause(thrown);
        if (cause != null) {
            next(cause, indent, "Caused by: ", frames);
        }
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
            if (!cut && !texts.append(part, begin, bound)) {
                cut = true;
            }
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
            return thrown.getMessage();
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
