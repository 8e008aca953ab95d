// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What of a log event becomes which field. */
class LogWriterTest {

    private LoggedEvents log = new LoggedEvents();

    private Event write(Consumer<LogWriter> mapper) {
        assertThat(log.take(mapper)).isTrue();
        return log.event();
    }

    @Test
    void writesWhatEveryLogEventHas() {
        Event event = write(out -> {
            out.time(1_700_000_000_000_000L);
            out.observedNow();
            out.level("WARNING", 13);
            out.logger("com.example.Checkout");
            out.thread("main", 7);
            out.message(new StringBuilder("user 42 is gone"));
            out.template("user {} is gone");
            out.failure(new IllegalStateException("why"));
        });
        assertThat(event.getName()).isEqualTo("log");
        assertThat(event.getTimeMicros()).isEqualTo(1_700_000_000_000_000L);
        assertThat(event.getObservedTimeMicros()).isEqualTo(LoggedEvents.NOW_MICROS);
        assertThat(event.getSeverityText()).isEqualTo("WARNING");
        assertThat(event.getSeverityNumber()).isEqualTo(13);
        assertThat(event.getSource()).isEqualTo("com.example.Checkout");
        assertThat(event.getThreadName()).isEqualTo("main");
        assertThat(event.getThreadId()).isEqualTo(7);
        assertThat(event.getMessage()).isEqualTo("user 42 is gone");
        assertThat(event.getMessageTemplate()).isEqualTo("user {} is gone");
        assertThat(event.getFailure().getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(event.getFailure().getStackTrace()).contains("LogWriterTest");
        assertThat(event.getFieldsCount()).isZero();
        assertThat(log.problems).isEmpty();
    }

    @Test
    void lendsMemoryForATextThatIsEmptyForEachEventAndNeverHugeForLong() {
        Event event = write(out -> out.message(out.text().append("user ").append(42)));
        assertThat(event.getMessage()).isEqualTo("user 42");

        StringBuilder huge = new StringBuilder();
        write(out -> huge.append(out.text().append("x".repeat(ReusedText.KEPT_CHARS + 1))));
        assertThat(huge).hasSize(ReusedText.KEPT_CHARS + 1);
        write(out -> {
            assertThat(out.text()).isEmpty();
            assertThat(out.text().capacity()).isLessThan(ReusedText.KEPT_CHARS);
        });
    }

    @Test
    void writesAMessageOfATemplateThatItKnowsAndSaysSoElse() {
        int written = 0;
        for (int i = 0; i < 100; i++) {
            boolean[] straight = new boolean[1];
            Object[] values = {"ann", i};
            Event event = write(out -> straight[0] = out.message("{} has {} orders", values, 2));
            assertThat(event.getMessage()).isEqualTo(straight[0] ? "ann has " + i + " orders" : "");
            written += straight[0] ? 1 : 0;
        }
        assertThat(written).isBetween(80, 99);
        log = new LoggedEvents();
        write(out -> assertThat(out.message("{} has {} orders", new Object[] {"ann", 1}, 2))
                .isFalse());
        assertThat(log.event().getMessage()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotThere() {
        Event event = write(out -> {
            out.level(null, 0);
            out.logger(null);
            out.thread(null, 0);
            out.message(null);
            out.template(null);
            out.contextStack(null);
            out.contextStack(List.of());
            out.marker(null);
            out.failure((Throwable) null);
            out.location(null, null, null, 0);
            out.context("k", null);
        });
        assertThat(event)
                .isEqualTo(Event.newBuilder()
                        .setName("log")
                        .setTimeMicros(LoggedEvents.NOW_MICROS)
                        .addFields(Value.newBuilder().setName("k").setNullValue(true))
                        .build());
        assertThat(log.problems).isEmpty();
    }

    @Test
    void writesContextAndPairsUnderTheirOwnNamesAndThePairWins() {
        write(out -> {
            out.context("user", "bob");
            out.context("order_id", "7");
            out.field("order_id", 42);
            out.field("ok", true);
            out.contextStack(List.of("outer", "inner"));
            out.marker("AUDIT");
            out.marker("SECURITY");
        });
        assertThat(log.fields().keySet()).containsExactly("user", "order_id", "ok", "context_stack", "markers");
        assertThat(log.fields().get("user").getStringValue()).isEqualTo("bob");
        assertThat(log.fields().get("order_id").getIntValue()).isEqualTo(42);
        assertThat(log.fields().get("context_stack").getListValue().getValuesList())
                .extracting(Value::getStringValue)
                .containsExactly("outer", "inner");
        assertThat(log.fields().get("markers").getListValue().getValuesList())
                .extracting(Value::getStringValue)
                .containsExactly("AUDIT", "SECURITY");
    }

    @Test
    void takesArgumentsWithTheirTypesOnlyIfTold() {
        write(out -> out.argument("not wanted"));
        assertThat(log.fields()).isEmpty();

        log = new LoggedEvents("log.arguments", "true");
        write(out -> {
            out.argument("text");
            out.argument(42);
            out.argument(null);
            out.argument(Arrays.asList(1.5, null));
            out.argument(Optional.empty());
            out.argument(new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            });
            out.argument(true);
        });
        assertThat(log.fields().get("message_arguments").getListValue().getValuesList())
                .extracting(Value::getKindCase, Value::getStringValue)
                .containsExactly(
                        tuple(Value.KindCase.STRING_VALUE, "text"),
                        tuple(Value.KindCase.INT_VALUE, ""),
                        tuple(Value.KindCase.STRING_VALUE, "null"),
                        tuple(Value.KindCase.LIST_VALUE, ""),
                        tuple(Value.KindCase.STRING_VALUE, "null"),
                        tuple(Value.KindCase.STRING_VALUE, "null"),
                        tuple(Value.KindCase.BOOL_VALUE, ""));
        assertThat(log.problems).containsExactly(FieldProblem.TOSTRING_FAILED);
    }

    @Test
    void countsArgumentsAndMarkersBeyondTheBound() {
        log = new LoggedEvents("log.arguments", "true");
        write(out -> {
            for (int i = 0; i < LogWriter.MAX_ELEMENTS + 3; i++) {
                out.argument(i);
            }
            for (int i = 0; i < LogWriter.MAX_ELEMENTS + 1; i++) {
                out.marker("M" + i);
            }
        });
        assertThat(log.fields().get("message_arguments").getListValue().getValuesCount())
                .isEqualTo(LogWriter.MAX_ELEMENTS);
        assertThat(log.fields().get("markers").getListValue().getValuesCount()).isEqualTo(LogWriter.MAX_ELEMENTS);
        assertThat(log.problems).hasSize(4).containsOnly(FieldProblem.TOO_MANY);
    }

    @Test
    void takesTheLocationOnlyIfTold() {
        write(out -> out.location("com.example.Shop", "sell", "Shop.java", 12));
        assertThat(log.fields()).isEmpty();

        log = new LoggedEvents("log.location", "true");
        write(out -> out.location("com.example.Shop", "sell", "Shop.java", 12));
        assertThat(log.fields().get("code_function").getStringValue()).isEqualTo("com.example.Shop.sell");
        assertThat(log.fields().get("code_file").getStringValue()).isEqualTo("Shop.java");
        assertThat(log.fields().get("code_line").getIntValue()).isEqualTo(12);
    }

    @Test
    void leavesOutWhatTheSettingsDoNotWant() {
        log = new LoggedEvents(
                "log.template",
                "false",
                "log.thread",
                "false",
                "log.markers",
                "false",
                "log.stacktrace.max-size",
                "0B");
        Event event = write(out -> {
            out.template("t");
            out.thread("main", 1);
            out.marker("M");
            out.failure(new Exception("why"));
        });
        assertThat(event.getMessageTemplate()).isEmpty();
        assertThat(event.getThreadName()).isEmpty();
        assertThat(event.getThreadId()).isZero();
        assertThat(event.getFieldsCount()).isZero();
        assertThat(event.getFailure().getMessage()).isEqualTo("why");
        assertThat(event.getFailure().getStackTrace()).isEmpty();

        event = write(out -> out.failure("a.B", "why", "trace"));
        assertThat(event.getFailure().getType()).isEqualTo("a.B");
        assertThat(event.getFailure().getStackTrace()).isEmpty();
    }

    @Test
    void boundsTheStackTrace() {
        log = new LoggedEvents("log.stacktrace.max-size", "100B");
        Event event = write(out -> out.failure(new Exception("why")));
        assertThat(event.getFailure().getStackTraceBytes().size()).isLessThanOrEqualTo(100);
        event = write(out -> out.failure("a.B", "why", "x".repeat(1_000)));
        assertThat(event.getFailure().getStackTrace()).isEqualTo("x".repeat(100));
        assertThat(log.problems).containsOnly(FieldProblem.TRUNCATED);
    }

    @Test
    void recognisesTracesAndSpansByTheirKeys() {
        Event event = write(out -> {
            out.context("X-B3-SpanId", "00f067aa0ba902b7");
            out.context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        });
        assertThat(event.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(event.getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(event.getFieldsCount()).isZero();
    }

    @Test
    void prefersTheFirstKeyOfTheListWhateverComesFirstAndKeepsTheOthersAsFields() {
        for (boolean bestFirst : new boolean[] {true, false}) {
            Event event = write(out -> {
                if (bestFirst) {
                    out.context("trace_id", "best");
                }
                out.context("dd.trace_id", 815L);
                out.context("X-B3-TraceId", "third");
                if (!bestFirst) {
                    out.context("trace_id", "best");
                }
                out.context("trace_id", "best of all");
            });
            assertThat(event.getTraceId()).isEqualTo("best of all");
            assertThat(log.fields().keySet()).containsExactlyInAnyOrder("dd.trace_id", "X-B3-TraceId");
            assertThat(log.fields().get("dd.trace_id").getStringValue()).isEqualTo("815");
        }
        Event none = write(out -> out.message("the next event has none of them"));
        assertThat(none.getTraceId()).isEmpty();
        assertThat(none.getFieldsCount()).isZero();
    }

    @Test
    void takesNoIdOfZerosOrOfNoText() {
        Event event = write(out -> {
            out.context("dd.trace_id", "0");
            out.context("trace_id", "00000000000000000000000000000000");
            out.context("traceId", "");
            out.context("span_id", List.of("1"));
            out.context("spanId", null);
            out.context("trace.id", UUID.fromString("4bf92f35-77b3-4da6-a3ce-929d0e0e4736"));
        });
        assertThat(event.getTraceId()).isEqualTo("4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
        assertThat(event.getSpanId()).isEmpty();
        assertThat(event.getFieldsCount()).isZero();
    }

    @Test
    void takesTheContextKeysThatAreIncludedAndNotExcluded() {
        log = new LoggedEvents(
                "log.context", "user*,request", "log.context-exclude", "*secret", "log.trace-keys", "tid");
        Event event = write(out -> {
            out.context("User_name", "a");
            out.context("user_secret", "b");
            out.context("request", "c");
            out.context("requests", "d");
            out.context("trace_id", "e");
            out.context("tid", "f");
            out.field("anything", "g");
        });
        assertThat(log.fields().keySet()).containsExactly("User_name", "request", "anything");
        assertThat(event.getTraceId()).isEqualTo("f");
    }

    @Test
    void takesNoContextAtAllIfTold() {
        log = new LoggedEvents("log.context", "none", "log.trace-keys", "none", "log.span-keys", "none");
        Event event = write(out -> {
            out.context("user", "a");
            out.context("trace_id", "b");
        });
        assertThat(event.getFieldsCount()).isZero();
        assertThat(event.getTraceId()).isEmpty();
    }

    @Test
    void countsAKeyThatIsNull() {
        write(out -> {
            out.context(null, "x");
            out.field(null, "x");
        });
        assertThat(log.problems).containsExactly(FieldProblem.NULL_NAME, FieldProblem.NULL_NAME);
    }

    @Test
    void doesNothingOnceTheEventIsEmitted() {
        LogWriter[] kept = new LogWriter[1];
        log.take(given -> kept[0] = given);
        LogWriter out = kept[0];
        out.message("late");
        out.context("late", 1);
        out.argument("late");
        out.failure(new Exception("late"));
        out.failure("a", "b", "c");
        out.level("late", 1);
        assertThatThrownBy(out::draft).isInstanceOf(IllegalStateException.class);
        assertThat(out.emit()).isFalse();
        assertThat(log.events).hasSize(1);
        Event next = write(again -> again.message("next"));
        assertThat(next.getMessage()).isEqualTo("next");
        assertThat(next.getFieldsCount()).isZero();
    }
}
