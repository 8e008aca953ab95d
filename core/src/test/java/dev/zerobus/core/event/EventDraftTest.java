// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Severity;
import dev.zerobus.proto.event.Event;
import org.junit.jupiter.api.Test;

class EventDraftTest {

    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    @Test
    void writesEveryFixedFieldWhereTheParserExpectsIt() {
        EventDraft draft = pool.begin("order_placed");
        draft.time(1_700_000_000_123_456L);
        draft.observedTime(1_700_000_000_123_999L);
        draft.source("shop.Orders");
        draft.severity(Severity.WARN);
        draft.severityText("WARNING");
        draft.message("placed 42");
        draft.template("placed {}");
        draft.thread("main", -7);
        draft.trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

        assertThat(draft.name()).isEqualTo("order_placed");
        assertThat(draft.severityNumber()).isEqualTo(13);
        assertThat(draft.emit()).isTrue();
        assertThat(caught.event())
                .isEqualTo(Event.newBuilder()
                        .setName("order_placed")
                        .setTimeMicros(1_700_000_000_123_456L)
                        .setObservedTimeMicros(1_700_000_000_123_999L)
                        .setSource("shop.Orders")
                        .setSeverityNumber(13)
                        .setSeverityText("WARNING")
                        .setMessage("placed 42")
                        .setMessageTemplate("placed {}")
                        .setThreadName("main")
                        .setThreadId(-7)
                        .setTraceId("4bf92f3577b34da6a3ce929d0e0e4736")
                        .setSpanId("00f067aa0ba902b7")
                        .build());
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void takesTheClocksTimeWhereNoneIsGiven() {
        pool.begin("x").emit();
        assertThat(caught.event().getTimeMicros()).isEqualTo(Caught.NOW_MICROS);
    }

    @Test
    void countsANullEventNameAndGoesOn() {
        EventDraft draft = pool.begin(null);
        draft.put("a", 1L);
        assertThat(draft.emit()).isTrue();
        assertThat(caught.event().getName()).isEmpty();
        assertThat(caught.event().getFieldsCount()).isEqualTo(1);
        assertThat(caught.problems()).containsExactly(FieldProblem.NULL_NAME);
    }
}
