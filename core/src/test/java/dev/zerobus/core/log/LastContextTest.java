// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.proto.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Contexts whose map is the very same as before. */
class LastContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** A context that says how often it was walked. */
    private static final class Walked extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1;
        private int walks;

        @Override
        public void forEach(BiConsumer<? super String, ? super String> action) {
            walks++;
            super.forEach(action);
        }

        Walked with(String key, String value) {
            put(key, value);
            return this;
        }
    }

    private LoggedEvents log = new LoggedEvents("log.context-exclude", "secret*");

    private Event write(Map<String, String> context, boolean unchanging) {
        assertThat(log.take(out -> {
                    out.message("before");
                    out.context(context, map -> unchanging);
                    out.field("after", 42);
                }))
                .isTrue();
        return log.event();
    }

    private int walks(Walked context) {
        int before = context.walks;
        for (int i = 0; i < 5; i++) {
            assertThat(write(context, true)).isEqualTo(write(context, true));
        }
        return context.walks - before;
    }

    @Test
    void theVerySameMapIsWalkedOnceAndEachEventHasItsFieldsAndIds() {
        Walked context = new Walked()
                .with("user", "ann")
                .with("spanId", "00f067aa0ba902b7")
                .with("traceId", TRACE)
                .with("secret_key", "x")
                .with("city", "Zürich");
        for (int i = 0; i < 5; i++) {
            Event event = write(context, true);
            assertThat(log.fields()).containsOnlyKeys("user", "city", "after");
            assertThat(log.fields().get("city").getStringValue()).isEqualTo("Zürich");
            assertThat(event.getTraceId()).isEqualTo(TRACE);
            assertThat(event.getSpanId()).isEqualTo("00f067aa0ba902b7");
        }
        assertThat(context.walks).isEqualTo(1);
        assertThat(log.problems).isEmpty();
    }

    @Test
    void anotherMapIsWalkedAlsoIfItIsEqual() {
        Walked first = new Walked().with("user", "ann").with("traceId", TRACE);
        Walked second = new Walked().with("user", "bob");
        Walked third = new Walked().with("user", "bob");
        write(first, true);
        assertThat(write(second, true).getTraceId()).isEmpty();
        assertThat(log.fields().get("user").getStringValue()).isEqualTo("bob");
        write(third, true);
        assertThat(third.walks).isEqualTo(1);
    }

    @Test
    void aMapThatMayChangeIsWalkedEachTime() {
        Walked context = new Walked().with("user", "ann");
        write(context, false);
        context.put("user", "bob");
        write(context, false);
        assertThat(log.fields().get("user").getStringValue()).isEqualTo("bob");
        assertThat(context.walks).isEqualTo(2);
    }

    @Test
    void whatIsLongOrNoTextOrLeftOutIsNotKept() {
        assertThat(walks(new Walked().with("user", "x".repeat(1_100)))).isEqualTo(10);
        assertThat(walks(new Walked().with("secret", "x".repeat(1_100)))).isEqualTo(10);
        assertThat(walks(new Walked().with("traceId", "x".repeat(1_100)))).isEqualTo(10);
        assertThat(walks(new Walked().with("user", "ü".repeat(600)))).isEqualTo(10);
        assertThat(walks(new Walked().with("user", null))).isEqualTo(10);
        assertThat(walks(new Walked().with(null, "x"))).isEqualTo(10);
        assertThat(walks(new Walked().with("user", "x".repeat(1_000)))).isEqualTo(1);
    }

    @Test
    void nothingIsKeptWhereTextsMayBeMasked() {
        log = new LoggedEvents(EventLimits.DEFAULT, new Redaction("user"::equals, List.of(), "***"));
        Walked context = new Walked().with("user", "ann");
        assertThat(walks(context)).isEqualTo(10);
        assertThat(log.fields().get("user").getStringValue()).isEqualTo("***");
    }

    @Test
    void aContextBehindIdsThatCameBeforeIsWalked() {
        Walked context = new Walked().with("traceId", TRACE);
        for (int i = 0; i < 3; i++) {
            log.take(out -> {
                out.context("trace_id", "11111111111111111111111111111111");
                out.context(context, map -> true);
            });
        }
        assertThat(context.walks).isEqualTo(3);
        write(context, true);
        assertThat(log.event().getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void keysWithTheirValuesAreTheSameOnlyIfEachOfThemIs() {
        String[] keys = {"user", "traceId", "city"};
        Object[] values = {"ann", TRACE, "Zürich"};
        log.take(out -> {
            LastContext last = new LastContext(out, new BestId(), new BestId());
            assertThat(last.repeat(keys, values, 3, out.draft())).isFalse();
            last.write(keys, values, 3, out.draft());
        });
        log.take(out -> {
            BestId trace = new BestId();
            LastContext last = new LastContext(out, trace, new BestId());
            last.write(keys, values, 3, out.draft());
            assertThat(last.repeat(new String[] {"user", "traceId", "town"}, values, 3, out.draft()))
                    .isFalse();
            assertThat(last.repeat(keys, new Object[] {"bob", TRACE, "Zürich"}, 3, out.draft()))
                    .isFalse();
            assertThat(last.repeat(keys, values, 2, out.draft())).isFalse();
            assertThat(last.repeat(keys.clone(), values.clone(), 3, out.draft()))
                    .isTrue();
            trace.offer("traceId", TRACE, 0);
            assertThat(last.repeat(keys, values, 3, out.draft()))
                    .as("behind ids that came before")
                    .isFalse();
        });
        List<String> names = new ArrayList<>();
        log.event().getFieldsList().forEach(field -> names.add(field.getName()));
        assertThat(names).as("written twice").containsExactly("user", "city", "user", "city");
    }

    @Test
    void keysWithOtherValuesInTheSameArraysAreWritten() {
        String[] keys = {"user", "traceId"};
        Object[] values = {"ann", TRACE};
        for (int i = 0; i < 20; i++) {
            String user = i % 3 == 0 ? "ann" : "u-" + i / 2;
            values[0] = user;
            values[1] = i % 5 == 0 ? "" : TRACE;
            log.take(out -> out.context(keys, values, 2));
            assertThat(log.fields().get("user").getStringValue()).isEqualTo(user);
            assertThat(log.event().getTraceId()).isEqualTo(values[1]);
        }
        Object[] number = {42, TRACE};
        for (int i = 0; i < 3; i++) {
            log.take(out -> out.context(keys, number, 2));
            assertThat(log.fields().get("user").getIntValue()).isEqualTo(42);
        }
    }

    /** Whatever the limits are, and wherever in an event a context stands. */
    @Test
    void eventsAndProblemsAreThoseOfContextsThatAreWalked() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int repeated = 0;
        for (int round = 0; round < 300; round++) {
            EventLimits limits = EventLimits.DEFAULT
                    .withEventBytes(512 + random.nextInt(12_000))
                    .withTextBytes(random.nextInt(4) == 0 ? 16 + random.nextInt(100) : 1_100)
                    .withValues(1 + random.nextInt(12));
            LoggedEvents walked = new LoggedEvents(limits, null, "log.context-exclude", "secret*");
            log = new LoggedEvents(limits, null, "log.context-exclude", "secret*");
            List<Walked> contexts = new ArrayList<>(List.of(context(random), context(random)));
            for (int i = 0; i < 12; i++) {
                Walked context = contexts.get(random.nextInt(contexts.size()));
                String first = "f".repeat(random.nextInt(1_100));
                int fields = random.nextInt(6);
                walked.take(out -> write(out, first, fields, context, false));
                int before = context.walks;
                log.take(out -> write(out, first, fields, context, true));
                repeated += context.walks == before ? 1 : 0;
                assertThat(log.event()).as("seed %d, round %d", seed, round).isEqualTo(walked.event());
                assertThat(log.problems).as("seed %d, round %d", seed, round).isEqualTo(walked.problems);
            }
        }
        assertThat(repeated).isGreaterThan(100);
    }

    private static void write(
            LogWriter out, String first, int fields, Map<String, String> context, boolean unchanging) {
        out.message(first);
        for (int i = 0; i < fields; i++) {
            out.field("f" + i, i);
        }
        out.context(context, map -> unchanging);
        out.field("last", "text");
    }

    private static Walked context(Random random) {
        String[] keys = {"user", "request_id", "traceId", "trace_id", "spanId", "secret", "k".repeat(130), "ключ"};
        String[] values = {"ann", "", "0000", TRACE, "Zürich", "\ud83d\ude00 \ud83d", "v".repeat(200), "v".repeat(70)};
        Walked context = new Walked();
        for (int i = random.nextInt(6); i > 0; i--) {
            context.put(keys[random.nextInt(keys.length)], values[random.nextInt(values.length)]);
        }
        return context;
    }
}
