// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static dev.zerobus.core.event.FieldProblem.EVENT_FULL;
import static dev.zerobus.core.event.FieldProblem.NULL_NAME;
import static dev.zerobus.core.event.FieldProblem.NUMBER_TOO_LARGE;
import static dev.zerobus.core.event.FieldProblem.TOO_DEEP;
import static dev.zerobus.core.event.FieldProblem.TOO_MANY;
import static dev.zerobus.core.event.FieldProblem.TOSTRING_FAILED;
import static dev.zerobus.core.event.FieldProblem.TRUNCATED;
import static dev.zerobus.core.event.FieldProblem.VALUE_UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an application puts in, the event around it is whole, and the problem is counted. */
class HostileInputsTest {

    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    @ParameterizedTest
    @MethodSource("valuesThatBecomeNull")
    void writesNullForAValueThatCanNotBeReadAndCountsWhy(Object value, FieldProblem why) {
        EventDraft draft = pool.begin("e");
        draft.put("before", 1L);
        draft.put("bad", value);
        draft.put("after", 2L);
        assertThat(draft.emit()).isTrue();

        assertThat(caught.event().getFieldsList())
                .containsExactly(
                        Value.newBuilder().setName("before").setIntValue(1).build(),
                        Value.newBuilder().setName("bad").setNullValue(true).build(),
                        Value.newBuilder().setName("after").setIntValue(2).build());
        assertThat(caught.problems()).containsExactly(why);
    }

    static Stream<Arguments> valuesThatBecomeNull() {
        return Stream.of(
                bad(throwing(new IllegalStateException("on purpose")), TOSTRING_FAILED),
                bad(throwing(new OutOfMemoryError("on purpose")), TOSTRING_FAILED),
                bad(new Recursive(), TOSTRING_FAILED),
                bad(named(null), TOSTRING_FAILED),
                bad(new BrokenText(-1), TOSTRING_FAILED),
                bad(new BrokenText(3), TOSTRING_FAILED),
                bad(new BrokenMap(), VALUE_UNREADABLE),
                bad((Iterable<Object>) () -> null, VALUE_UNREADABLE),
                bad(Map.of(throwing(new IllegalStateException("key")), 1), VALUE_UNREADABLE),
                bad(Instant.MAX, VALUE_UNREADABLE),
                bad(new BigDecimal("1E+1000000000"), NUMBER_TOO_LARGE),
                bad(new BigDecimal("1E-1000000000"), NUMBER_TOO_LARGE),
                bad(BigInteger.ONE.shiftLeft(1_000_000), NUMBER_TOO_LARGE));
    }

    /** Named, because the test's own report must not ask these values for their text. */
    private static Arguments bad(Object value, FieldProblem why) {
        return Arguments.of(Named.of(value.getClass().getName(), value), why);
    }

    @Test
    void keepsTheOtherElementsOfAListWithABadOne() {
        EventDraft draft = pool.begin("e");
        draft.put("f", List.of(1, throwing(new IllegalStateException()), 3));
        draft.emit();
        List<Value> values = caught.field().getListValue().getValuesList();
        assertThat(values)
                .extracting(Value::getKindCase)
                .containsExactly(Value.KindCase.INT_VALUE, Value.KindCase.NULL_VALUE, Value.KindCase.INT_VALUE);
        assertThat(caught.problems()).containsExactly(TOSTRING_FAILED);
    }

    @Test
    void cutsCyclesAtTheDepthBound() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        Object[] array = new Object[1];
        array[0] = array;
        for (Object cyclic : List.of(list, map, array)) {
            EventDraft draft = pool.begin("e");
            draft.put("f", cyclic);
            draft.emit();
            assertThat(depth(caught.field())).isEqualTo(16);
        }
        assertThat(caught.problems()).containsExactly(TOO_DEEP, TOO_DEEP, TOO_DEEP);
    }

    @Test
    void endsWideCyclesAndEndlessIterablesAtTheNumberOfValues() {
        List<Object> wide = new ArrayList<>();
        Collections.addAll(wide, wide, wide, wide, wide);
        EventDraft draft = pool.begin("e");
        draft.put("wide", wide);
        draft.put("late", 1L);
        draft.emit();
        assertThat(caught.event().getFieldsCount()).isEqualTo(1);

        draft = pool.begin("e");
        draft.put("endless", (Iterable<Integer>) Endless::new);
        draft.emit();
        // the field itself is a value too
        assertThat(caught.field().getListValue().getValuesCount()).isEqualTo(9_999);
        assertThat(caught.problems()).contains(TOO_MANY, TOO_DEEP);
    }

    @Test
    void leavesOutFieldsWithoutANameAndKeepsTheRest() {
        EventDraft draft = pool.begin("e");
        draft.put(null, true);
        draft.put(null, 1L);
        draft.put(null, 1f);
        draft.put(null, 1d);
        draft.put(null, 'c');
        draft.put(null, "text");
        draft.put(null, new Object());
        draft.put("kept", 1L);
        draft.emit();
        assertThat(caught.field().getName()).isEqualTo("kept");
        assertThat(caught.problems()).hasSize(7).containsOnly(NULL_NAME);
    }

    @Test
    void leavesOutFixedFieldsWhoseTextThrows() {
        EventDraft draft = pool.begin("e");
        draft.message(new BrokenText(2));
        draft.source(new BrokenText(-1));
        draft.message(null);
        draft.severity(null);
        draft.failure(null);
        draft.trace(null, null);
        draft.thread(null, 5);
        assertThat(draft.emit()).isTrue();
        assertThat(caught.event())
                .isEqualTo(Event.newBuilder()
                        .setName("e")
                        .setTimeMicros(Caught.NOW_MICROS)
                        .setThreadId(5)
                        .build());
        assertThat(caught.problems()).containsExactly(TOSTRING_FAILED, TOSTRING_FAILED);
    }

    @Test
    void cutsTextsAtACharactersBoundaryAndNamesToo() {
        DraftPool small = caught.pool(EventLimits.DEFAULT.withTextBytes(16));
        EventDraft draft = small.begin("n".repeat(20));
        draft.put("k".repeat(20), "\u20ac".repeat(10));
        draft.put("sb", new StringBuilder("\ud83d\ude00".repeat(10)));
        draft.put("bytes", new byte[17]);
        draft.put("fits", "x".repeat(16));
        draft.emit();
        Event event = caught.event();
        assertThat(event.getName()).isEqualTo("n".repeat(16));
        assertThat(event.getFields(0).getName()).isEqualTo("k".repeat(16));
        assertThat(event.getFields(0).getStringValue()).isEqualTo("\u20ac".repeat(5));
        assertThat(event.getFields(1).getStringValue()).isEqualTo("\ud83d\ude00".repeat(4));
        assertThat(event.getFields(2).getBytesValue().size()).isEqualTo(16);
        assertThat(event.getFields(3).getStringValue()).hasSize(16);
        assertThat(caught.problems()).hasSize(5).containsOnly(TRUNCATED);
    }

    @Test
    void staysWithinTheLargestEventAndKeepsWhatFits() {
        DraftPool small = caught.pool(EventLimits.DEFAULT.withEventBytes(512));
        EventDraft draft = small.begin("e");
        draft.put("a", List.of("x".repeat(600)));
        draft.put("b", "y".repeat(600));
        for (int i = 0; i < 100; i++) {
            draft.put("field " + i, (long) i);
        }
        draft.message("m");
        draft.failure(new IllegalStateException());
        draft.severity(dev.zerobus.api.Severity.INFO);
        draft.observedTime(1);
        draft.emit();
        assertThat(caught.all().get(0).length).isBetween(480, 512);
        assertThat(caught.event().getFieldsCount()).isPositive();
        assertThat(caught.problems()).contains(TRUNCATED, EVENT_FULL);
    }

    /** Half a number is another number. */
    @Test
    void writesAnExactNumberAsAWholeOrNotAtAll() {
        BigDecimal decimal = new BigDecimal("-1234567890123456.75");
        BigInteger integer = new BigInteger("-1234567890123456");
        DraftPool small = caught.pool(EventLimits.DEFAULT.withEventBytes(512).withTextBytes(512));
        for (int length = 400; length < 512; length++) {
            EventDraft draft = small.begin("e");
            draft.put("fill", "x".repeat(length));
            draft.put("decimal", decimal);
            draft.put("integer", integer);
            draft.emit();
            for (Value field : caught.event().getFieldsList()) {
                if (field.getName().equals("decimal")) {
                    assertThat(field.getDecimalValue()).isEqualTo(decimal.toPlainString());
                } else if (field.getName().equals("integer")) {
                    assertThat(field.getDecimalValue()).isEqualTo(integer.toString());
                }
            }
        }
        DraftPool narrow = caught.pool(EventLimits.DEFAULT.withTextBytes(16));
        for (Object number : List.of(integer, new BigDecimal(integer), new BigDecimal("-0.000000000000001"))) {
            EventDraft draft = narrow.begin("e");
            draft.put("number", number);
            draft.emit();
            assertThat(caught.field().getKindCase()).isEqualTo(Value.KindCase.NULL_VALUE);
        }
        assertThat(caught.problems()).contains(EVENT_FULL, NUMBER_TOO_LARGE);
    }

    @Test
    void keepsTwoEventsApartWhenAToStringEmitsAnother() {
        EventDraft outer = pool.begin("outer");
        outer.put("before", 1L);
        outer.put("value", new Object() {
            @Override
            public String toString() {
                EventDraft inner = pool.begin("inner");
                inner.put("x", "inside");
                inner.emit();
                return "outside";
            }
        });
        outer.put("after", 2L);
        outer.emit();

        assertThat(caught.all()).hasSize(2);
        assertThat(Caught.parse(caught.all().get(0)).getName()).isEqualTo("inner");
        assertThat(caught.event().getName()).isEqualTo("outer");
        assertThat(caught.event().getFields(1).getStringValue()).isEqualTo("outside");
        assertThat(caught.event().getFieldsCount()).isEqualTo(3);
    }

    private static int depth(Value value) {
        switch (value.getKindCase()) {
            case LIST_VALUE:
                return 1 + depth(value.getListValue().getValues(0));
            case MAP_VALUE:
                return 1 + depth(value.getMapValue().getEntries(0));
            default:
                return 0;
        }
    }

    private static Object throwing(Throwable thrown) {
        return new Object() {
            @Override
            public String toString() {
                throw HostileInputsTest.<RuntimeException>sneaky(thrown);
            }
        };
    }

    private static Object named(String text) {
        return new Object() {
            @Override
            public String toString() {
                return text;
            }
        };
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static final class Recursive {
        @Override
        public String toString() {
            return "again " + this;
        }
    }

    private static final class BrokenMap extends AbstractMap<Object, Object> {
        @Override
        public Set<Entry<Object, Object>> entrySet() {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class Endless implements Iterator<Integer> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            return 1;
        }
    }

    /** Claims to be long, and breaks at an index; at -1 it does not even know its length. */
    private static final class BrokenText implements CharSequence {
        private final int at;

        BrokenText(int at) {
            this.at = at;
        }

        @Override
        public int length() {
            if (at < 0) {
                throw new IllegalStateException("length");
            }
            return 100;
        }

        @Override
        public char charAt(int index) {
            if (index == at) {
                throw new IndexOutOfBoundsException("char " + index);
            }
            return '\u20ac';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new IllegalStateException("subSequence");
        }
    }
}
