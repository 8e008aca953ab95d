// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final Recorded listener = new Recorded();

    @BeforeEach
    void attach() {
        Events.attach(listener);
    }

    @AfterEach
    void detach() {
        Events.detach(listener);
        assertThat(Events.enabled()).as("each test leaves nothing attached").isFalse();
    }

    @Test
    void handsNamesAndValuesToTheListenerInTheirOrder() {
        assertThat(Events.emit("order_placed", "id", 42, "amount", 9.5, "note", null))
                .isTrue();
        assertThat(listener.calls)
                .containsExactly("begin order_placed", "id=object 42", "amount=object 9.5", "note=object null", "emit");
    }

    @Test
    void answersWhatTheListenerAnswers() {
        listener.answer = false;
        assertThat(Events.emit("e")).isFalse();
        assertThat(Events.event("e").emit()).isFalse();
        assertThat(Events.flush(Duration.ofSeconds(1))).isFalse();
        listener.refuses = true;
        assertThat(Events.emit("e", "a", 1)).isFalse();
        assertThat(Events.event("e").put("a", 1).emit()).isFalse();
    }

    @Test
    void takesATrailingThrowableAsTheFailure() {
        assertThat(Events.emit("e", "a", 1, new IllegalStateException("x"))).isTrue();
        assertThat(listener.calls)
                .containsExactly("begin e", "a=object 1", "failure java.lang.IllegalStateException: x", "emit");
    }

    @Test
    void reportsMisuseAndEmitsTheRest() {
        Object[] none = null;
        assertThat(Events.emit("e", 5, "x", "a", 1, "left over")).isTrue();
        assertThat(Events.emit("e", none)).isTrue();
        assertThat(Events.emit("e", null, 1)).isTrue();
        assertThat(Events.emit("e", new ThrowingText(), 1, new StringBuilder("b"), 2))
                .isTrue();
        assertThat(Events.emit(null)).isTrue();
        assertThat(listener.calls)
                .containsExactly(
                        "begin e",
                        "misuse NAME_NOT_TEXT",
                        "a=object 1",
                        "misuse VALUE_WITHOUT_NAME",
                        "emit",
                        "begin e",
                        "misuse VALUE_WITHOUT_NAME",
                        "emit",
                        "begin e",
                        "null=object 1",
                        "emit",
                        "begin e",
                        "misuse NAME_NOT_TEXT",
                        "b=object 2",
                        "emit",
                        "begin null",
                        "emit");
    }

    @Test
    void buildsWithoutBoxes() {
        boolean accepted = Events.event("e")
                .put("boolean", true)
                .put("byte", (byte) 1)
                .put("short", (short) 2)
                .put("int", 3)
                .put("long", 4L)
                .put("float", 5f)
                .put("double", 6d)
                .put("char", 'c')
                .put("text", "t")
                .put("object", Severity.INFO)
                .put("null", null)
                .severity(Severity.WARN)
                .message("m")
                .failure(new Error("f"))
                .time(7)
                .emit();
        assertThat(accepted).isTrue();
        assertThat(listener.calls)
                .containsExactly(
                        "begin e",
                        "boolean=boolean true",
                        "byte=long 1",
                        "short=long 2",
                        "int=long 3",
                        "long=long 4",
                        "float=float 5.0",
                        "double=double 6.0",
                        "char=char c",
                        "text=text t",
                        "object=object INFO",
                        "null=text null",
                        "severity WARN",
                        "message m",
                        "failure java.lang.Error: f",
                        "time 7",
                        "emit");
    }

    @Test
    void neverTouchesAWriterAgainAfterEmit() {
        EventBuilder builder = Events.event("e");
        assertThat(builder.emit()).isTrue();
        listener.calls.clear();
        assertThat(builder.put("a", 1).put("b", "x").message("m").emit()).isFalse();
        assertThat(listener.calls).isEmpty();
    }

    @Test
    void neverLetsAThrowingListenerReachTheApplication() {
        listener.thrown = new IllegalStateException("on purpose");
        assertThat(Events.emit("e", "a", 1)).isFalse();
        assertThat(Events.event("e").put("a", 1).emit()).isFalse();
        assertThat(Events.flush(Duration.ofMillis(1))).isFalse();

        listener.thrown = null;
        EventBuilder builder = Events.event("e");
        listener.thrown = new IllegalStateException("on purpose");
        builder.put("a", true)
                .put("a", 1)
                .put("a", 1f)
                .put("a", 1d)
                .put("a", 'c')
                .put("a", "t")
                .put("a", new Object());
        builder.severity(null).message(null).failure(null).time(0);
        assertThat(builder.emit()).isFalse();
        EventBuilder late = lateThrowing();
        assertThat(late.emit()).isFalse();
    }

    private EventBuilder lateThrowing() {
        listener.thrown = null;
        EventBuilder builder = Events.event("e").put("a", 1);
        listener.thrown = new IllegalStateException("on purpose");
        return builder;
    }

    @Test
    void isANoOpWhileNothingListens() {
        Events.detach(listener);
        assertThat(Events.enabled()).isFalse();
        assertThat(Events.emit("e", "odd")).isFalse();
        assertThat(Events.event(null)
                        .put(null, 1)
                        .put("x", new ThrowingText())
                        .failure(null)
                        .emit())
                .isFalse();
        assertThat(Events.flush(null)).isTrue();
        assertThat(Events.flush(Duration.ofSeconds(1))).isTrue();
        assertThat(listener.calls).isEmpty();
    }

    @Test
    void flushesWithAnyDuration() {
        Events.flush(Duration.ofSeconds(2));
        Events.flush(null);
        Events.flush(Duration.ofSeconds(-2));
        Events.flush(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(listener.calls).containsExactly("flush 2000000000", "flush 0", "flush 0", "flush " + Long.MAX_VALUE);
    }

    @Test
    void lastListenerWinsAndOnlyTheCurrentOneDetaches() {
        Recorded other = new Recorded();
        assertThat(Events.attach(other)).isSameAs(listener);
        assertThat(Events.detach(listener)).isFalse();
        assertThat(Events.detach(null)).isFalse();
        assertThat(Events.enabled()).isTrue();
        Events.emit("e");
        assertThat(listener.calls).isEmpty();
        assertThat(other.calls).hasSize(2);
        assertThat(Events.detach(other)).isTrue();
        assertThat(Events.detach(other)).isFalse();
        assertThatThrownBy(() -> Events.attach(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersSeveritiesAsOpenTelemetryDoes() {
        assertThat(Severity.values()).extracting(Severity::number).containsExactly(1, 5, 9, 13, 17, 21);
    }

    private static final class ThrowingText implements CharSequence {
        @Override
        public int length() {
            throw new IllegalStateException("length");
        }

        @Override
        public char charAt(int index) {
            throw new IllegalStateException("charAt");
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new IllegalStateException("subSequence");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }
}
