// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.thread.CaptureGuard;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While the application's own code runs for us, its thread is inside the guard; and never afterwards. */
class FeedbackTest {

    private final Caught caught = new Caught();
    private final List<Boolean> inside = new ArrayList<>();

    private void look() {
        inside.add(CaptureGuard.shared().isInside());
    }

    @Test
    void theThreadIsInsideWheneverItsOwnCodeIsAsked() {
        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        draft.put("object", new Looking());
        draft.put("text", (CharSequence) new Looking());
        draft.put("list", new LookingList());
        draft.put("elements", new Object[] {new Looking()}, 1);
        draft.message(new Looking());
        draft.source(new Looking());
        draft.failure(new LookingException());
        assertThat(CaptureGuard.shared().isInside())
                .as("what is done between is not ours")
                .isFalse();
        draft.emit();
        assertThat(inside).hasSizeGreaterThan(7).doesNotContain(false);
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void theGuardIsCleanWhateverTheApplicationThrows() {
        for (Object bad : new Object[] {
            new Recursive(), new Throwing(new OutOfMemoryError("on purpose")), new Throwing(new StackOverflowError())
        }) {
            EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
            draft.put("bad", bad);
            draft.message(bad.getClass().getSimpleName());
            draft.put("list", List.of(bad));
            assertThat(CaptureGuard.shared().isInside()).isFalse();
            assertThat(draft.emit()).isTrue();
        }
        assertThat(caught.problems()).hasSize(6).containsOnly(FieldProblem.TOSTRING_FAILED);
    }

    private final class Looking implements CharSequence {
        @Override
        public int length() {
            look();
            return 1;
        }

        @Override
        public char charAt(int index) {
            look();
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            look();
            return "x";
        }
    }

    private final class LookingList extends AbstractList<Object> {
        @Override
        public Iterator<Object> iterator() {
            look();
            return super.iterator();
        }

        @Override
        public Object get(int index) {
            look();
            return 1;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private final class LookingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            look();
            return "x";
        }
    }

    private static final class Recursive {
        @Override
        public String toString() {
            return "" + this;
        }
    }

    private static final class Throwing {
        private final Error error;

        Throwing(Error error) {
            this.error = error;
        }

        @Override
        public String toString() {
            throw error;
        }
    }
}
