// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A draft that knows its texts writes, byte for byte, what one writes that has never seen any. */
class KnownEventsTest {

    private static final int EVENTS = 4_000;

    @Test
    void writesTheSameBytesWhetherTextsAreKnownOrNot() {
        long seed = System.nanoTime();
        for (EventLimits limits : List.of(
                EventLimits.DEFAULT,
                EventLimits.DEFAULT.withEventBytes(EventLimits.MIN_EVENT_BYTES),
                EventLimits.DEFAULT.withTextBytes(16),
                EventLimits.DEFAULT.withTextBytes(210))) {
            Caught warm = new Caught();
            DraftPool pool = warm.pool(limits);
            Caught cold = new Caught();
            List<String> texts = texts(new Random(seed));
            for (int i = 0; i < EVENTS; i++) {
                write(pool.begin("known"), texts, new Random(seed + i));
                write(cold.pool(limits).begin("known"), texts, new Random(seed + i));
                assertThat(warm.all().get(0))
                        .as("seed %d at %d", seed, i)
                        .isEqualTo(cold.all().get(0));
                Caught.parse(warm.all().get(0));
                warm.all().clear();
                cold.all().clear();
            }
            assertThat(warm.problems()).isEqualTo(cold.problems());
        }
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            StringBuilder text = new StringBuilder();
            int most = i % 10 == 0 ? 0x3000 : 0x7F;
            for (int chars = random.nextInt(i % 7 == 0 ? 600 : 60); chars > 0; chars--) {
                text.append((char) (' ' + random.nextInt(most - ' ')));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static void write(EventDraft draft, List<String> texts, Random random) {
        draft.severity(Severity.INFO);
        draft.severityText(any(texts, random));
        draft.source(any(texts, random));
        draft.thread(any(texts, random), 4);
        String message = any(texts, random);
        draft.message(random.nextBoolean() ? message : new StringBuilder(message));
        for (int field = 0; field < 8; field++) {
            String name = any(texts, random);
            switch (random.nextInt(5)) {
                case 0 -> draft.put(name, random.nextLong());
                case 1 -> draft.put(name, random.nextDouble());
                case 2 -> draft.put(name, (Object) any(texts, random));
                default -> draft.put(name, any(texts, random));
            }
        }
        assertThat(draft.emit()).isTrue();
    }

    /** Sometimes an equal one that is another object. */
    private static String any(List<String> texts, Random random) {
        String text = texts.get(Math.min(random.nextInt(texts.size()), random.nextInt(texts.size())));
        return random.nextInt(5) == 0 ? new String(text.toCharArray()) : text;
    }
}
