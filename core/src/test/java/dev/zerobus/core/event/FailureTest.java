// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final Caught caught = new Caught();

    @Test
    void writesTheSameTextAsTheJdk() {
        Throwable thrown =
                new IllegalStateException("outer\nline", new RuntimeException(new Error("root \ud83d\ude00")));
        thrown.addSuppressed(new IllegalArgumentException("closing", new Error("deep")));

        Failure failure = encode(thrown, EventLimits.DEFAULT);

        assertThat(failure.getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.getMessage()).isEqualTo("outer\nline");
        assertThat(failure.getStackTrace()).isEqualToNormalizingNewlines(textOf(thrown));
        assertThat(caught.problems()).isEmpty();
    }

    /** The JDK's own RMI server logs what a call has thrown, and empties its trace in the next line. */
    @Test
    void aFailureIsWhatItWasWhenItWasLogged() {
        Exception thrown = new Exception("outer", new Error("root"));
        String logged = textOf(thrown);

        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.failure(thrown);
        thrown.setStackTrace(new StackTraceElement[0]);
        thrown.getCause().setStackTrace(new StackTraceElement[0]);
        thrown.addSuppressed(new Exception("later"));
        assertThat(draft.emit()).isTrue();

        assertThat(caught.event().getFailure().getStackTrace()).isEqualToNormalizingNewlines(logged);
        assertThat(encode(thrown, EventLimits.DEFAULT).getStackTrace())
                .as("logged once more")
                .startsWith("java.lang.Exception: outer\n\tSuppressed: java.lang.Exception: later\n");
    }

    @Test
    void endsAtACycleOfCausesAndSuppressed() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        Failure failure = encode(first, EventLimits.DEFAULT);

        assertThat(failure.getStackTrace()).contains("Suppressed: java.lang.Exception: second", "[seen above: ");
        assertThat(failure.getStackTrace().split("java.lang.Exception: first")).hasSize(2);
    }

    @Test
    void boundsTheNumberOfThrowables() {
        Exception chain = new Exception("0");
        for (int i = 1; i < 500; i++) {
            chain = new Exception(Integer.toString(i), chain);
        }
        Failure failure = encode(chain, EventLimits.DEFAULT);
        assertThat(failure.getStackTrace().split("Caused by: ")).hasSize(FailureEncoder.MAX_THROWABLES);
        assertThat(failure.getStackTrace()).endsWith("... more throwables\n");
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED);
    }

    @Test
    void cutsTheStackTraceAtTheTextBound() {
        Failure failure = encode(new Exception("x".repeat(100)), EventLimits.DEFAULT.withTextBytes(60));
        assertThat(failure.getStackTrace()).hasSize(60).startsWith("java.lang.Exception: xxx");
        assertThat(failure.getMessage()).hasSize(60);
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED, FieldProblem.TRUNCATED);
    }

    @Test
    void takesAThrowableThatThrowsAtEveryQuestion() {
        Failure failure = encode(new Hostile(), EventLimits.DEFAULT);
        assertThat(failure.getType()).isEqualTo(Hostile.class.getName());
        assertThat(failure.getMessage()).isEmpty();
        assertThat(failure.getStackTrace()).isEqualTo(Hostile.class.getName() + "\n");
        assertThat(caught.problems())
                .contains(FieldProblem.TOSTRING_FAILED, FieldProblem.VALUE_UNREADABLE)
                .doesNotContain(FieldProblem.INTERNAL);
    }

    @Test
    void aThrowableWithAFrameThatIsNullKeepsItsClassAndMessage() {
        Throwable thrown = new Exception("of a proxy") {
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                return new StackTraceElement[] {null};
            }
        };
        Failure failure = encode(thrown, EventLimits.DEFAULT);
        assertThat(failure.getType()).isEqualTo(thrown.getClass().getName());
        assertThat(failure.getMessage()).isEqualTo("of a proxy");
        assertThat(caught.problems()).containsExactly(FieldProblem.VALUE_UNREADABLE);
    }

    @Test
    void writesNoMessageWhereThereIsNone() {
        Failure none = encode(new Error(), EventLimits.DEFAULT);
        assertThat(none.toByteArray().length)
                .isEqualTo(none.toBuilder().clearMessage().build().toByteArray().length);
        assertThat(new String(caught.all().get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Error\u0012\u0000");
    }

    private static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Failure encode(Throwable thrown, EventLimits limits) {
        EventDraft draft = caught.pool(limits).begin("e");
        draft.failure(thrown);
        assertThat(draft.emit()).isTrue();
        return caught.event().getFailure();
    }

    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("message");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("frames");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }
}
