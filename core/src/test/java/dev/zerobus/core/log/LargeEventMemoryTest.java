// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.testing.FullHeap;
import org.junit.jupiter.api.Test;

/** What a large event has used is exchanged for less behind it: if there is no memory for that, the event is whole all the same. */
class LargeEventMemoryTest {

    private static final int LARGE = 100_000;

    private final FullHeap heap = new FullHeap();
    private final DraftPool pool =
            new DraftPool(EventLimits.DEFAULT, new MicroClock(() -> 0, () -> 0), draft -> true, problem -> {});
    private final LogDoor door = new LogDoor(LoggedEvents.settings(), pool::begin);

    @Test
    void aLargeEventIsTakenAlsoIfThereIsNoMemoryBehindIt() throws Exception {
        String said = FullHeap.run(LargeEventMemoryTest.class, "16m");
        assertThat(said).contains("event taken true", "log event taken true");
    }

    public static void main(String[] args) {
        LargeEventMemoryTest test = new LargeEventMemoryTest();
        test.log(false);
        test.emit(false);
        System.out.println("event taken " + test.emit(true));
        System.out.println("log event taken " + test.log(true));
    }

    private boolean emit(boolean full) {
        EventDraft draft = pool.begin("e");
        draft.message("m".repeat(LARGE));
        fill(full);
        boolean taken = false;
        try {
            taken = draft.emit();
        } catch (OutOfMemoryError thrown) {
            taken = false;
        }
        heap.release();
        return taken;
    }

    private boolean log(boolean full) {
        boolean taken = door.take("", (event, out) -> {
            out.text().append("m".repeat(LARGE));
            out.message("short");
            fill(full);
        });
        heap.release();
        return taken;
    }

    private void fill(boolean full) {
        if (full) {
            heap.leave(0);
        }
    }
}
