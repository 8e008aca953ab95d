// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is masked never gets into the bytes of an event. */
class RedactionTest {

    private static final String SECRET = "s3cr3t-4711";

    private final Caught caught = new Caught();

    private static Redaction patterns(String... expressions) {
        return new Redaction(
                name -> false, Arrays.stream(expressions).map(Pattern::compile).toList(), "***");
    }

    private static Redaction keys(String... names) {
        return new Redaction(Set.of(names)::contains, List.of(), "***");
    }

    private EventDraft draft(Redaction redaction) {
        return draft(redaction, EventLimits.DEFAULT);
    }

    private EventDraft draft(Redaction redaction, EventLimits limits) {
        return new DraftPool(limits, new MicroClock(), caught, caught, redaction).begin("e");
    }

    private String bytes() {
        return new String(caught.all().get(caught.all().size() - 1), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void letsGoOfTheMemoryOfAGiant() {
        EventDraft draft = draft(patterns("s3cr3t-\\d+"));
        StringBuilder giant = new StringBuilder("x".repeat(100_000)).append(SECRET);
        for (CharSequence text : List.of(giant, giant.toString())) {
            WeakReference<CharSequence> masked = new WeakReference<>(draft.redactor.text(text));
            System.gc();
            assertThat(masked.get()).isNull();
        }
        draft.message(giant);
        draft.emit();
        assertThat(caught.event().getMessage()).endsWith("x***");
    }

    @Test
    void masksWhatAPatternFindsInEveryTextThatLeaves() {
        EventDraft draft = draft(patterns("s3cr3t-\\d+"));
        draft.message("login with " + SECRET + " and again " + SECRET);
        draft.template(new StringBuilder("template ").append(SECRET));
        draft.thread("worker " + SECRET, 1);
        draft.put("text", "a " + SECRET);
        draft.put("chars", (CharSequence) new StringBuilder("b ").append(SECRET));
        draft.put("object", new Secretive());
        draft.put("list", List.of("c " + SECRET, List.of(SECRET)));
        draft.put("array", new String[] {SECRET});
        draft.put("map", Map.of(SECRET, Map.of("deep", "d " + SECRET)));
        draft.put("optional", Optional.of(SECRET));
        draft.put("elements", new Object[] {SECRET, new Secretive(), null}, 2);
        Exception failure = new Exception("outer " + SECRET, new Error("inner " + SECRET));
        failure.addSuppressed(new IllegalStateException(SECRET));
        draft.failure(failure);
        draft.emit();

        Event event = caught.event();
        assertThat(bytes()).doesNotContain("s3cr3t", "4711");
        assertThat(event.getMessage()).isEqualTo("login with *** and again ***");
        assertThat(event.getMessageTemplate()).isEqualTo("template ***");
        assertThat(event.getThreadName()).isEqualTo("worker ***");
        assertThat(event.getFields(0).getStringValue()).isEqualTo("a ***");
        assertThat(event.getFields(2).getStringValue()).isEqualTo("I am ***");
        assertThat(event.getFields(3).getListValue().getValues(0).getStringValue())
                .isEqualTo("c ***");
        assertThat(event.getFields(5).getMapValue().getEntries(0).getName()).isEqualTo("***");
        assertThat(event.getFields(7).getListValue().getValuesCount()).isEqualTo(2);
        assertThat(event.getFailure().getMessage()).isEqualTo("outer ***");
        assertThat(event.getFailure().getStackTrace())
                .contains("java.lang.Exception: outer ***\n", "Caused by: java.lang.Error: inner ***\n")
                .contains("Suppressed: java.lang.IllegalStateException: ***\n");
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void masksFailuresOfWhichThereIsOnlyText() {
        EventDraft draft = draft(patterns("s3cr3t-\\d+"));
        draft.failure("a.B", "bad " + SECRET, "a.B: bad " + SECRET + "\n\tat x.Y.z(Y.java:1)\n", 1_000);
        draft.emit();
        assertThat(caught.event().getFailure().getType()).isEqualTo("a.B");
        assertThat(caught.event().getFailure().getMessage()).isEqualTo("bad ***");
        assertThat(caught.event().getFailure().getStackTrace()).isEqualTo("a.B: bad ***\n\tat x.Y.z(Y.java:1)\n");
    }

    @Test
    void leavesNamesAndIdsAlone() {
        EventDraft draft = draft(patterns("e|trace|o"));
        draft.source("one.trace");
        draft.severityText("trace");
        draft.trace("trace", "trace");
        draft.put("one", 1);
        draft.emit();
        assertThat(caught.event().getName()).isEqualTo("e");
        assertThat(caught.event().getSource()).isEqualTo("one.trace");
        assertThat(caught.event().getSeverityText()).isEqualTo("trace");
        assertThat(caught.event().getTraceId()).isEqualTo("trace");
        assertThat(caught.field().getName()).isEqualTo("one");
    }

    @ParameterizedTest
    @MethodSource("valuesUnderAMaskedName")
    void masksAValueByTheNameOfItsField(Object value, Object shown) {
        EventDraft draft = draft(keys("secret"));
        draft.put("secret", value);
        draft.put("open", "o");
        draft.emit();
        Value field = caught.event().getFields(0);
        assertThat(field.getName()).isEqualTo("secret");
        if (shown == null) {
            assertThat(field.getNullValue()).isTrue();
        } else {
            assertThat(field.getStringValue()).isEqualTo(shown);
        }
        assertThat(caught.event().getFields(1).getStringValue()).isEqualTo("o");
        assertThat(caught.problems()).isEmpty();
    }

    static Stream<Arguments> valuesUnderAMaskedName() {
        return Stream.of(
                Arguments.of("text", "***"),
                Arguments.of(new StringBuilder("text"), "***"),
                Arguments.of('c', "***"),
                Arguments.of(Thread.State.NEW, "***"),
                Arguments.of(new Secretive(), "***"),
                Arguments.of(Optional.of("text"), "***"),
                Arguments.of(java.util.UUID.randomUUID(), "***"),
                Arguments.of(42, null),
                Arguments.of(4.2, null),
                Arguments.of(true, null),
                Arguments.of(new byte[] {1}, null),
                Arguments.of(Instant.EPOCH, null),
                Arguments.of(OptionalInt.of(4), null),
                Arguments.of(Optional.of(Optional.of(4)), null),
                Arguments.of(List.of("text"), null),
                Arguments.of(Map.of("k", "text"), null),
                Arguments.of(null, null));
    }

    @Test
    void masksPrimitivesByTheNameOfTheirField() {
        EventDraft draft = draft(keys("a", "b", "c", "d", "e", "f"));
        draft.put("a", 1L);
        draft.put("b", 1.0);
        draft.put("c", 1.0f);
        draft.put("d", true);
        draft.put("e", 'x');
        draft.put("f", new Object[] {"x"}, 1);
        draft.put("g", 'y');
        draft.emit();
        assertThat(caught.event().getFieldsList().subList(0, 4)).allMatch(Value::getNullValue);
        assertThat(caught.event().getFields(4).getStringValue()).isEqualTo("***");
        assertThat(caught.event().getFields(5).getNullValue()).isTrue();
        assertThat(caught.event().getFields(6).getStringValue()).isEqualTo("y");
    }

    @Test
    void masksTheKeysOfNestedMaps() {
        EventDraft draft = draft(keys("password"));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("user", "me");
        map.put("password", SECRET);
        draft.put("login", List.of(Map.of("body", map)));
        draft.emit();
        List<Value> entries = caught.field()
                .getListValue()
                .getValues(0)
                .getMapValue()
                .getEntries(0)
                .getMapValue()
                .getEntriesList();
        assertThat(entries.get(0).getStringValue()).isEqualTo("me");
        assertThat(entries.get(1).getStringValue()).isEqualTo("***");
    }

    @Test
    void masksWhatTheEventItselfCarriesByItsName() {
        EventDraft draft = draft(keys("message", "thread_name", "message_template", "error_message"));
        draft.message(SECRET);
        draft.template(SECRET);
        draft.thread(SECRET, 1);
        draft.failure(new Exception(SECRET, new Error(SECRET)));
        draft.emit();
        assertThat(bytes()).doesNotContain(SECRET);
        assertThat(caught.event().getMessage()).isEqualTo("***");
        assertThat(caught.event().getFailure().getStackTrace()).contains("Error: ***", "RedactionTest");

        EventDraft text = draft(keys("error_message"));
        text.failure("a.B", SECRET, "a.B: " + SECRET, 1_000);
        text.emit();
        assertThat(bytes()).doesNotContain(SECRET);

        EventDraft without = draft(keys("stack_trace"));
        without.failure(new Exception("open"), 0);
        without.emit();
        assertThat(caught.event().getFailure().getStackTrace())
                .as("none was asked for")
                .isEmpty();

        EventDraft traceless = draft(keys("stack_trace"));
        traceless.failure(new Exception("open"));
        traceless.emit();
        assertThat(caught.event().getFailure().getStackTrace()).isEqualTo("***");
        assertThat(caught.event().getFailure().getMessage()).isEqualTo("open");
    }

    /** Such as a private key, which is only known by its end. */
    @Test
    void masksASecretThatIsLongerThanAPageWhereTheTextIsCut() {
        String secret = "BEGIN KEY" + "k".repeat(3 * Redactor.MARGIN_CHARS) + "END KEY";
        for (CharSequence text :
                List.of("x".repeat(59_990) + secret, new StringBuilder("x".repeat(59_990)).append(secret))) {
            EventDraft draft = draft(patterns("BEGIN KEY[^E]*+END KEY"), EventLimits.DEFAULT.withTextBytes(60_000));
            draft.message(text);
            draft.emit();
            assertThat(caught.event().getMessage()).startsWith("xxx").doesNotContain("BEGIN");
        }
    }

    @Test
    void appliesEveryPatternToWhatTheOneBeforeHasLeft() {
        EventDraft draft = draft(patterns("\\d{4}", "(?<=user=)\\w+", "b+"));
        draft.message("1234 user=bob abba 5678");
        draft.emit();
        assertThat(caught.event().getMessage()).isEqualTo("*** user=*** a***a ***");
    }

    @Test
    void endsAtAnExpressionThatGoesBackAndForthWithoutEndAndMasksTheWholeText() {
        String evil = "a".repeat(5_000) + "!";
        EventDraft draft = draft(patterns("(a+)+$"));
        long begin = System.nanoTime();
        draft.message(evil);
        draft.put("also", evil);
        draft.put("after", "harmless");
        draft.emit();
        assertThat(System.nanoTime() - begin).as("some ms, not ages").isLessThan(20_000_000_000L);
        assertThat(caught.event().getMessage()).isEqualTo("***");
        assertThat(caught.event().getFields(0).getStringValue()).isEqualTo("***");
        assertThat(caught.event().getFields(1).getStringValue()).isEqualTo("harmless");
        assertThat(caught.problems()).containsExactly(FieldProblem.REDACTION_FAILED, FieldProblem.REDACTION_FAILED);
    }

    @Test
    void masksTheWholeTextIfTheExpressionOverflowsTheStack() {
        EventDraft draft = draft(patterns("(?:a|b|[^z])*z"));
        draft.message("ab".repeat(100_000));
        draft.emit();
        assertThat(caught.event().getMessage()).isEqualTo("***");
        assertThat(caught.problems()).containsExactly(FieldProblem.REDACTION_FAILED);
    }

    @Test
    void masksWhatLiesAcrossTheLongestText() {
        EventLimits limits = EventLimits.DEFAULT.withTextBytes(100);
        EventDraft draft = draft(patterns("s3cr3t-\\d+", "token=\\w+"), limits);
        draft.message("x".repeat(95) + SECRET + "y".repeat(50));
        draft.put("two", "token=abc " + "x".repeat(86) + SECRET + " token=def");
        draft.emit();
        assertThat(caught.event().getMessage()).isEqualTo("x".repeat(95) + "***");
        assertThat(caught.field().getStringValue()).isEqualTo("*** " + "x".repeat(86) + "***");
        assertThat(caught.problems()).containsOnly(FieldProblem.TRUNCATED);
    }

    @Test
    void countsACutTextWhetherOrNotSomethingWasMasked() {
        EventLimits small = EventLimits.DEFAULT.withTextBytes(64);
        EventDraft draft = draft(patterns("s3cr3t-\\d+"), small);
        draft.put("builder", (CharSequence) new StringBuilder("x".repeat(100)));
        draft.put("same length", SECRET + "y".repeat(100));
        draft.emit();
        EventDraft asLong =
                draft(new Redaction(n -> false, List.of(Pattern.compile("s3cr3t-\\d+")), "12345678901"), small);
        asLong.put("same length", SECRET + "z".repeat(100));
        asLong.emit();
        assertThat(caught.field().getStringValue()).isEqualTo("12345678901" + "z".repeat(53));
        assertThat(caught.problems())
                .containsExactly(FieldProblem.TRUNCATED, FieldProblem.TRUNCATED, FieldProblem.TRUNCATED);
    }

    @Test
    void searchesNoMoreAfterSomeTextsOfAnEventThatCanNotBeSearched() {
        String hostile = "a".repeat(5_000) + "!";
        int[] reads = {0};
        CharSequence last = new CharSequence() {
            @Override
            public int length() {
                return hostile.length();
            }

            @Override
            public char charAt(int index) {
                reads[0]++;
                return hostile.charAt(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return hostile.subSequence(start, end);
            }
        };
        DraftPool pool = new DraftPool(EventLimits.DEFAULT, new MicroClock(), caught, caught, patterns("(a+)+$"));
        EventDraft draft = pool.begin("e");
        draft.put("many", java.util.Collections.nCopies(Redactor.MAX_FAILED, hostile));
        draft.put("last", last);
        draft.emit();
        assertThat(caught.event().getFields(1).getStringValue()).isEqualTo("***");
        assertThat(reads[0])
                .as("characters read of a text that is masked without a search")
                .isZero();
        assertThat(caught.problems()).hasSize(Redactor.MAX_FAILED + 1).containsOnly(FieldProblem.REDACTION_FAILED);

        EventDraft next = pool.begin("e");
        next.put("text", "harmless");
        next.emit();
        assertThat(caught.field().getStringValue()).isEqualTo("harmless");
    }

    @Test
    void countsATextThatThrowsAsWithoutRedaction() {
        EventDraft draft = draft(patterns("x"));
        draft.put("bad", (CharSequence) new ThrowingText());
        draft.message(new ThrowingText());
        draft.emit();
        assertThat(caught.event().getFields(0).getNullValue()).isTrue();
        assertThat(caught.event().getMessage()).isEmpty();
        assertThat(caught.problems()).containsExactly(FieldProblem.TOSTRING_FAILED, FieldProblem.TOSTRING_FAILED);
    }

    @Test
    void remembersABoundedNumberOfNames() {
        Redaction redaction = new Redaction(name -> name.endsWith("7"), List.of(), "***");
        for (int i = 0; i < 5_000; i++) {
            assertThat(redaction.masks("name" + i)).isEqualTo(i % 10 == 7);
            assertThat(redaction.masks("name" + i)).isEqualTo(i % 10 == 7);
        }
        assertThat(redaction.masks("x".repeat(100_000) + "7")).isTrue();
        assertThat(redaction.remembered()).isEqualTo(Redaction.MAX_NAMES);
    }

    private static final class Secretive {
        @Override
        public String toString() {
            return "I am " + SECRET;
        }
    }

    private static final class ThrowingText implements CharSequence {
        @Override
        public int length() {
            return 10;
        }

        @Override
        public char charAt(int index) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }
    }
}
