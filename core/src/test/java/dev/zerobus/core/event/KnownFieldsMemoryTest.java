// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FullHeap;
import org.junit.jupiter.api.Test;

/** What is remembered of fields needs memory, and there may be none just now: that costs no field, neither this one nor a later one. */
class KnownFieldsMemoryTest {

    private static final int NAMES = 400;

    private final FullHeap heap = new FullHeap();
    private int problems;
    private final DraftPool pool =
            new DraftPool(EventLimits.DEFAULT, new MicroClock(() -> 0, () -> 0), draft -> true, problem -> problems++);
    private final String[] names = new String[NAMES];

    @Test
    void aFieldIsNotLostBecauseThereWasNoMemoryWhenAnEarlierOneCame() throws Exception {
        String said = FullHeap.run(KnownFieldsMemoryTest.class, "16m");
        assertThat(said).contains("fields lost: 0, later: 0");
    }

    public static void main(String[] args) {
        new KnownFieldsMemoryTest().run();
    }

    private void run() {
        for (int i = 0; i < NAMES; i++) {
            names[i] = "field" + i;
        }
        // the JVM can not initialise a class where there is no memory
        problems += EventBytes.EventFull.INSTANCE.getStackTrace().length + FieldProblem.values().length;
        int failures = 0;
        int lost = 0;
        for (int left = 0; left < 2_400; left += 240) {
            EventDraft draft = pool.begin("e");
            for (int i = 1; i < KnownFields.FIRST_FIELDS; i++) {
                draft.put("warm", 1L);
            }
            failures += whileFull(draft, left, 0);
            lost += write();
            // the same draft again
            failures += whileFull(pool.begin("e"), 0, NAMES / 2);
            lost += write();
            // one that remembers nothing, next time
            pool.begin("e");
        }
        System.out.println("fields lost: " + failures + ", later: " + lost);
    }

    /** Each name twice, so that it would be remembered. Returns how many fields were lost. */
    private int whileFull(EventDraft draft, int left, int from) {
        problems = 0;
        heap.leave(left);
        for (int i = from; i < from + 20; i++) {
            draft.put(names[i], 1L);
            draft.put(names[i], 1L);
        }
        heap.release();
        draft.emit();
        return problems;
    }

    private int write() {
        problems = 0;
        EventDraft draft = pool.begin("e");
        for (int round = 0; round < 3; round++) {
            for (String name : names) {
                draft.put(name, 1L);
                draft.put(name, 1L);
            }
        }
        draft.emit();
        return problems;
    }
}
