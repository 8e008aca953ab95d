// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FullHeap;
import dev.zerobus.proto.event.Failure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Failures that are logged while there is no memory: that there is none may be what they say. */
class FailureMemoryTest {

    private static final int FRAMES = 100;

    /** Its frames need no memory, only their text does. */
    private static final class Framed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient StackTraceElement[] frames = new StackTraceElement[FRAMES];

        Framed(String message, String className) {
            super(message);
            Arrays.setAll(frames, i -> new StackTraceElement(className, "call" + i, "File.java", i));
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return frames;
        }
    }

    private final FullHeap heap = new FullHeap();
    private final byte[] caught = new byte[64 << 10];
    private int length;
    private int problems;
    private final DraftPool pool =
            new DraftPool(EventLimits.DEFAULT, new MicroClock(() -> 0, () -> 0), this::take, problem -> problems++);

    private boolean take(EventDraft draft) {
        length = draft.length();
        System.arraycopy(draft.bytes(), 0, caught, 0, length);
        return true;
    }

    @Test
    void aFailureHasItsClassAndMessageAlsoIfThereIsNoMemoryForItsFrames() throws Exception {
        String said = FullHeap.run(FailureMemoryTest.class, "16m");
        assertThat(said)
                .contains("new: ..Framed no memory, 0 frames, 1 problems")
                .contains("again: ..Framed no memory, 100 frames, 0 problems")
                .contains("to be learned: ..Framed no memory, 100 frames, 0 problems");
    }

    public static void main(String[] args) {
        FailureMemoryTest test = new FailureMemoryTest();
        Framed first = new Framed("no memory", "com.example.First");
        test.log("warm", new Framed("warm", "com.example.Warm"), false);
        test.log("new", first, true);
        test.log("first", first, false); // the lines are known now, the trace as a whole is not
        test.log("to be learned", first, true);
        test.log("second", first, false);
        test.log("again", first, true);
    }

    private void log(String which, Framed thrown, boolean full) {
        EventDraft draft = pool.begin("e");
        draft.put(null, 1); // so that counting needs no class that is not there yet
        problems = 0;
        if (full) {
            heap.leave(0);
        }
        draft.failure(thrown);
        draft.emit();
        heap.release();
        Failure failure = Caught.parse(Arrays.copyOf(caught, length)).getFailure();
        int frames = failure.getStackTrace().split("\tat ", -1).length - 1;
        String type = failure.getType().replace(Framed.class.getName(), "..Framed");
        System.out.println(which + ": " + type + ' ' + failure.getMessage() + ", " + frames + " frames, " + problems
                + " problems");
    }
}
