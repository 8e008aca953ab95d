// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import dev.zerobus.core.event.EventBytes.EventFull;
import dev.zerobus.core.thread.CaptureGuard;
import org.jspecify.annotations.Nullable;

/** Writes what an event carries besides its fields; leaves out what can not be written. Owned by one thread at a time. */
final class HeadEncoder {

    private final EventBytes out;
    private final TextEncoder texts;
    private final FieldProblems problems;
    private final @Nullable Redactor redactor;

    HeadEncoder(EventBytes out, TextEncoder texts, FieldProblems problems, @Nullable Redactor redactor) {
        this.out = out;
        this.texts = texts;
        this.problems = problems;
        this.redactor = redactor;
    }

    void varint(int tag, long value) {
        int mark = out.length;
        try {
            out.varint(tag, value);
        } catch (EventFull full) {
            undo(mark, full);
        }
    }

    void fixed64(int tag, long value) {
        int mark = out.length;
        try {
            out.fixed64(tag, value);
        } catch (EventFull full) {
            undo(mark, full);
        }
    }

    /** A name or an id, which is not redacted. */
    void name(int tag, @Nullable CharSequence value) {
        int mark = out.length;
        try {
            if (value instanceof String) {
                texts.write(tag, (String) value);
            } else if (value != null) {
                guarded(tag, value);
            }
        } catch (Throwable thrown) {
            undo(mark, thrown);
        }
    }

    /** A text of the application, which is redacted as a field of a name. */
    void text(int tag, String field, @Nullable CharSequence value) {
        if (redactor == null || value == null) {
            name(tag, value);
            return;
        }
        int mark = out.length;
        int entered = CaptureGuard.shared().enter();
        try {
            CharSequence shown = redactor.text(field, value);
            if (shown instanceof String) {
                texts.write(tag, (String) shown);
            } else {
                texts.write(tag, shown);
            }
        } catch (Throwable thrown) {
            undo(mark, thrown);
        } finally {
            CaptureGuard.shared().leave(entered);
        }
    }

    /** The application's own code may run. */
    private void guarded(int tag, CharSequence value) {
        int entered = CaptureGuard.shared().enter();
        try {
            texts.write(tag, value);
        } finally {
            CaptureGuard.shared().leave(entered);
        }
    }

    /** Goes back to where the part began, and counts why. */
    void undo(int mark, Throwable thrown) {
        out.length = mark;
        problems.count(thrown instanceof EventFull ? FieldProblem.EVENT_FULL : FieldProblem.TOSTRING_FAILED);
    }
}
