// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FullHeap;
import org.junit.jupiter.api.Test;

/** What is remembered of texts and fields needs memory, and there may be none just then: they are written all the same. */
class KnownTextsMemoryTest {

    /** Of each event: its name, its severity, and a field. */
    private static final int TEXTS = 3;

    /** From here on the event's own texts are remembered. */
    private static final int FIRST_OWN_TEXTS = 128;

    private static final int EVENTS = 2 * KnownTexts.FIRST_TEXTS / TEXTS;

    private final FullHeap heap = new FullHeap();
    private int problems;
    private int length;
    private final DraftPool pool =
            new DraftPool(EventLimits.DEFAULT, new MicroClock(() -> 0, () -> 0), this::take, problem -> problems++);

    private boolean take(EventDraft draft) {
        length = draft.length();
        return true;
    }

    @Test
    void noTextIsLostBecauseThereWasNoMemoryToRememberIt() throws Exception {
        String said = FullHeap.run(KnownTextsMemoryTest.class, "16m");
        assertThat(said).contains("texts lost: 0, shorter events: 0");
    }

    public static void main(String[] args) {
        new KnownTextsMemoryTest().run();
    }

    private void run() {
        // the JVM can not initialise a class where there is no memory
        problems += EventBytes.EventFull.INSTANCE.getStackTrace().length + FieldProblem.values().length;
        write();
        problems = 0;
        int whole = length;
        int shorter = 0;
        for (int event = 2; event <= EVENTS; event++) {
            boolean begins = isNear(event, FIRST_OWN_TEXTS / TEXTS)
                    || isNear(event, KnownTexts.FIRST_TEXTS / TEXTS)
                    || isNear(event, KnownFields.FIRST_FIELDS);
            if (begins) {
                heap.leave(0);
            }
            write();
            heap.release();
            shorter += length < whole ? 1 : 0;
        }
        System.out.println("texts lost: " + problems + ", shorter events: " + shorter);
    }

    private static boolean isNear(int event, int first) {
        return Math.abs(event - first) <= 5;
    }

    private void write() {
        EventDraft draft = pool.begin("event");
        draft.severityText("INFO");
        draft.put("field", "text");
        draft.emit();
    }
}
