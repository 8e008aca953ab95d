// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random texts and expressions, judged by the JDK's own replaceAll. */
class RandomRedactionTest {

    private static final List<String> EXPRESSIONS =
            List.of("a", "ab+", "(?<=a)b", "[0-9]{2}", "c$", "^b", "\\bab\\b", "a|bc|1", "(?i)C.", "x*y");

    @Test
    void masksWhatReplaceAllReplaces() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String first = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
            String second = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
            String text = text(random);
            Caught caught = new Caught();
            Redaction redaction =
                    new Redaction(name -> false, List.of(Pattern.compile(first), Pattern.compile(second)), "#");
            EventDraft draft =
                    new DraftPool(EventLimits.DEFAULT, new MicroClock(), caught, caught, redaction).begin("e");
            draft.message(random.nextBoolean() ? text : new StringBuilder(text));
            draft.put("field", text);
            draft.emit();
            String expected = text.replaceAll(first, "#").replaceAll(second, "#");
            assertThat(caught.event().getMessage())
                    .as("seed %d: %s, then %s in '%s'", seed, first, second, text)
                    .isEqualTo(expected);
            assertThat(caught.field().getStringValue()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static String text(Random random) {
        int length = random.nextInt(40);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abcxyC12 \u00e9".charAt(random.nextInt(10)));
        }
        return text.toString();
    }
}
