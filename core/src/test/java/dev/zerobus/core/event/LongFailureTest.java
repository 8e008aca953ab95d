// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Failure;
import org.junit.jupiter.api.Test;

/** Stack traces that are longer than they may be, and failures of which there is only text. */
class LongFailureTest {

    private final Caught caught = new Caught();

    private Failure encode(Throwable thrown, int stackTraceBytes) {
        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.failure(thrown, stackTraceBytes);
        assertThat(draft.emit()).isTrue();
        return caught.event().getFailure();
    }

    private static Throwable deep(String message, int frames, Throwable cause) {
        Throwable thrown = new IllegalStateException(message, cause);
        StackTraceElement[] trace = new StackTraceElement[frames];
        for (int i = 0; i < frames; i++) {
            trace[i] = new StackTraceElement("com.example.Deep" + message, "call" + i, "Deep.java", i);
        }
        thrown.setStackTrace(trace);
        return thrown;
    }

    @Test
    void showsTheFirstCauseOfAllHoweverDeepTheCallsWere() {
        Throwable thrown = deep("outer", 1_000, deep("middle", 1_000, deep("root", 1_000, null)));
        Failure failure = encode(thrown, 10_000);
        assertThat(failure.getStackTraceBytes().size()).isLessThanOrEqualTo(10_000);
        assertThat(failure.getStackTrace())
                .contains("Caused by: java.lang.IllegalStateException: middle\n")
                .contains("Caused by: java.lang.IllegalStateException: root\n")
                .contains("at com.example.Deeproot.call0(")
                .containsPattern("\t\\.\\.\\. \\d+ left out\n");
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED);
    }

    /** A pool that knows the traces writes what a new one does, wherever the bound lies. */
    @Test
    void aFailureThatComesAgainHasTheTextThatItHadTheFirstTime() {
        Throwable thrown = deep("outer", 40, deep("middle", 40, deep("root", 5, null)));
        thrown.addSuppressed(deep("closing", 20, null));
        Caught again = new Caught();
        DraftPool pool = again.pool(EventLimits.DEFAULT);
        for (int bytes = 100; bytes < 9_000; bytes += 37) {
            Failure first = encode(thrown, bytes);
            for (int i = 0; i < 3; i++) {
                EventDraft draft = pool.begin("e");
                draft.failure(thrown, bytes);
                assertThat(draft.emit()).isTrue();
                assertThat(again.event().getFailure()).as("%d bytes", bytes).isEqualTo(first);
            }
        }
    }

    @Test
    void showsTheCauseBehindAGiantMessage() {
        Failure failure = encode(new Exception("x".repeat(100_000), new Error("root")), 5_000);
        assertThat(failure.getMessage()).hasSize(100_000);
        assertThat(failure.getStackTraceBytes().size()).isLessThanOrEqualTo(5_000);
        assertThat(failure.getStackTrace()).contains("xxx...\n", "Caused by: java.lang.Error: root\n");
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED);
    }

    /** With {@code event.max-size} below 256 KiB a text may be as long as an event. */
    @Test
    void aFailureWhoseMessageFillsTheEventHasItsClassAndTheMessagesBegin() {
        EventLimits limits = EventLimits.DEFAULT.withEventBytes(2_000).withTextBytes(2_000);
        for (int chars = 1_800; chars < 2_200; chars++) {
            EventDraft draft = caught.pool(limits).begin("e");
            draft.failure(new IllegalStateException("x".repeat(chars)));
            assertThat(draft.emit()).isTrue();
            Failure failure = caught.event().getFailure();
            assertThat(failure.getType()).as("%d", chars).isEqualTo("java.lang.IllegalStateException");
            assertThat(failure.getMessage()).startsWith("x".repeat(1_800));
        }
        assertThat(caught.problems()).contains(FieldProblem.TRUNCATED, FieldProblem.EVENT_FULL);
    }

    @Test
    void aFailureOfTextsWhoseMessageFillsTheEventHasItsClassAndTheMessagesBegin() {
        EventLimits limits = EventLimits.DEFAULT.withEventBytes(2_000).withTextBytes(2_000);
        EventDraft draft = caught.pool(limits).begin("e");
        draft.failure("com.example.Broken", "x".repeat(3_000), "com.example.Broken\n\tat here\n", 1_000);
        assertThat(draft.emit()).isTrue();
        Failure failure = caught.event().getFailure();
        assertThat(failure.getType()).isEqualTo("com.example.Broken");
        assertThat(failure.getMessage()).startsWith("x".repeat(1_800));
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED, FieldProblem.EVENT_FULL);
    }

    @Test
    void writesNoStackTraceIfNoneIsWanted() {
        Failure failure = encode(new Exception("m"), 0);
        assertThat(failure.getType()).isEqualTo("java.lang.Exception");
        assertThat(failure.getMessage()).isEqualTo("m");
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void takesAFailureThatIsText() {
        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.failure("com.example.Broken", null, "com.example.Broken\n\tat here\n", 1_000);
        draft.emit();
        assertThat(caught.event().getFailure())
                .isEqualTo(Failure.newBuilder()
                        .setType("com.example.Broken")
                        .setStackTrace("com.example.Broken\n\tat here\n")
                        .build());
        draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.failure(null, "only this", null, 1_000);
        draft.emit();
        assertThat(caught.event().getFailure())
                .isEqualTo(Failure.newBuilder().setMessage("only this").build());
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void cutsATextThatIsTooLong() {
        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.failure("a.B", "m", "\u20ac".repeat(1_000), 100);
        draft.emit();
        assertThat(caught.event().getFailure().getStackTrace()).isEqualTo("\u20ac".repeat(33));
        assertThat(caught.problems()).containsExactly(FieldProblem.TRUNCATED);
    }
}
