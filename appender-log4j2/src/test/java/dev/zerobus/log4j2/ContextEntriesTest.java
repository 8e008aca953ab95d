// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.zerobus.proto.event.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.logging.log4j.core.impl.JdkMapAdapterStringMap;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // of a constructor that the oldest Log4j has too
final class ContextEntriesTest {

    private final ContextEntries entries = new ContextEntries();

    /** The fields of one event, as {@code key=value}, in their order. */
    private List<String> written(ReadOnlyStringMap context) {
        CaughtEvents caught = new CaughtEvents();
        assertThat(caught.door.take(context, entries::write)).isTrue();
        return caught.only().getFieldsList().stream()
                .map(field -> field.getName() + '=' + text(field))
                .toList();
    }

    private static String text(Value field) {
        return field.hasNullValue() ? "null" : field.getStringValue();
    }

    /** What the context shows when it walks itself. */
    private static List<String> walked(ReadOnlyStringMap context) {
        List<String> seen = new ArrayList<>();
        context.forEach((key, value) -> {
            if (key != null) {
                seen.add(key + '=' + value);
            }
        });
        return seen;
    }

    @Test
    void writesWhatAnyContextShowsInItsOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            ReadOnlyStringMap context = anyContext(random);
            assertThat(written(context)).as("seed " + seed + ", context " + i).isEqualTo(walked(context));
        }
    }

    /** Of few keys, so that many contexts have the same; some have no value, some are too many, or too long. */
    private static ReadOnlyStringMap anyContext(Random random) {
        StringMap context = random.nextInt(4) == 0 ? new SortedArrayStringMap() : new JdkMapAdapterStringMap();
        int most = random.nextInt(20) == 0 ? ContextEntries.MOST_KEYS + 4 : 4;
        int size = 1 + random.nextInt(most);
        for (int i = 0; i < size; i++) {
            String key = "k" + random.nextInt(most + 2);
            boolean plain = random.nextInt(20) > 0;
            context.putValue(
                    plain || random.nextBoolean() ? key : key + "x".repeat(ContextEntries.LONGEST_KEY),
                    plain || random.nextBoolean() ? "v" + random.nextInt(100) : null);
        }
        if (random.nextInt(30) == 0) {
            context.putValue(null, "of no key");
        }
        return context;
    }

    @Test
    void asksAContextWithKnownKeysForItsValuesOnly() {
        written(adapter(Map.of("user", "ann", "request_id", "r-1")));

        // a map that can not be walked through
        Map<String, String> same = new Unwalkable(Map.of("user", "bob", "request_id", "r-2"));
        assertThat(written(new JdkMapAdapterStringMap(same))).containsExactly("request_id=r-2", "user=bob");
    }

    @Test
    void remembersTheKeysOfContextsOfDifferentSizesSideBySide() {
        written(adapter(Map.of("user", "ann")));
        written(adapter(Map.of("user", "ann", "request_id", "r-1")));

        assertThat(written(new JdkMapAdapterStringMap(new Unwalkable(Map.of("user", "bob")))))
                .containsExactly("user=bob");
        assertThat(written(new JdkMapAdapterStringMap(new Unwalkable(Map.of("user", "bob", "request_id", "r-2")))))
                .containsExactly("request_id=r-2", "user=bob");
    }

    @Test
    void forgetsTheKeysOfAContextThatHasFailed() {
        written(adapter(Map.of("a", "1", "b", "2")));
        JdkMapAdapterStringMap failing = new JdkMapAdapterStringMap(new HashMap<>(Map.of("b", "3", "c", "4")) {
            private static final long serialVersionUID = 1;

            @Override
            public @Nullable String get(Object key) {
                if (key.equals("c")) {
                    throw new IllegalStateException("planted");
                }
                return super.get(key);
            }
        });
        CaughtEvents caught = new CaughtEvents();
        Throwable[] thrown = new Throwable[1];
        caught.door.take(failing, (context, out) -> thrown[0] = catchThrowable(() -> entries.write(context, out)));
        assertThat(thrown[0]).hasMessage("planted");

        // the first key of the failed one must not stand beside the second of the one before
        assertThat(written(adapter(Map.of("b", "5", "c", "6")))).containsExactly("b=5", "c=6");
        assertThat(written(adapter(Map.of("a", "7", "b", "8")))).containsExactly("a=7", "b=8");
    }

    @Test
    void letsAContextOfAnotherClassWalkItself() {
        written(adapter(Map.of("User", "ann")));
        // this one knows keys in whatever case, and shows its own
        Map<String, String> anyCase = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.put("USER", "bob");
        assertThat(written(new JdkMapAdapterStringMap(anyCase) {
                    private static final long serialVersionUID = 1;
                }))
                .containsExactly("USER=bob");
    }

    private static ReadOnlyStringMap adapter(Map<String, String> map) {
        return new JdkMapAdapterStringMap(new HashMap<>(map));
    }

    /** Answers for keys, but shows none. */
    private static final class Unwalkable extends HashMap<String, String> {
        private static final long serialVersionUID = 1;

        Unwalkable(Map<String, String> map) {
            super(map);
        }

        @Override
        public Set<String> keySet() {
            throw new AssertionError("it was walked through");
        }
    }
}
