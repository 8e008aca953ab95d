// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.proto.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was said may be the empty text; what was not said is null. From the draft to the row. */
class EmptyTextTest {

    private final Rows rows = Rows.of("message STRING, error_type STRING, error_message STRING, stack_trace STRING");

    private Map<String, Object> row(Consumer<EventDraft> writes) {
        byte[][] written = new byte[1][];
        DraftPool pool = new DraftPool(
                EventLimits.DEFAULT,
                new MicroClock(),
                draft -> {
                    written[0] = Arrays.copyOf(draft.bytes(), draft.length());
                    return true;
                },
                problem -> {});
        EventDraft draft = pool.begin("e");
        writes.accept(draft);
        assertThat(draft.emit()).isTrue();
        rows.out.clear();
        RowOutcome outcome = rows.plan.encode(written[0], 0, written[0].length, Rows.ID, 7, rows.out);
        assertThat(outcome.written()).isTrue();
        return Rows.plain(rows.rows().get(0));
    }

    @Test
    void keepsEmptyMessages() {
        assertThat(row(draft -> {
                    draft.message("");
                    draft.failure(new Exception(""), 0);
                }))
                .containsEntry("message", "")
                .containsEntry("error_message", "")
                .containsEntry("error_type", "java.lang.Exception")
                .doesNotContainKey("stack_trace");
    }

    @Test
    void hasNoMessageWhereNoneWasGiven() {
        assertThat(row(draft -> draft.failure(new Exception())))
                .containsKeys("error_type", "stack_trace")
                .doesNotContainKeys("message", "error_message");
    }

    @Test
    void theLastFailureCountsAsAWhole() {
        assertThat(row(draft -> {
                    draft.failure(new Exception("first"));
                    draft.failure(new Error(), 0);
                }))
                .isEqualTo(Map.of("error_type", "java.lang.Error"));
    }

    @Test
    void namesThatAreEmptyAreNone() {
        Rows names = Rows.of("event_name STRING, thread_name STRING");
        byte[] event = Event.newBuilder().setTimeMicros(1).build().toByteArray();
        byte[] empty = Arrays.copyOf(event, event.length + 2);
        empty[event.length] = 1 << 3 | 2;
        RowOutcome outcome = names.plan.encode(empty, 0, empty.length, Rows.ID, 7, names.out);
        assertThat(outcome.written()).isTrue();
        assertThat(Rows.plain(names.rows().get(0))).isEmpty();
    }
}
