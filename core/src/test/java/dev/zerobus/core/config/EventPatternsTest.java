// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventPatternsTest {

    @Test
    void aStarStandsForAnyCharacters() {
        EventPatterns patterns = EventPatterns.of("order_*, *_failed ,login");
        assertThat(patterns.matches("order_placed")).isTrue();
        assertThat(patterns.matches("order_")).isTrue();
        assertThat(patterns.matches("payment_failed")).isTrue();
        assertThat(patterns.matches("login")).isTrue();
        assertThat(patterns.matches("logins")).isFalse();
        assertThat(patterns.matches("")).isFalse();
        assertThat(patterns.all()).isFalse();
        assertThat(EventPatterns.ALL.matches("")).isTrue();
    }

    @Test
    void agreesWithRegularExpressions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String pattern = text(random, "ab*", 1 + random.nextInt(6));
            String event = text(random, "ab", random.nextInt(8));
            boolean expected = Pattern.matches(pattern.replace("*", ".*"), event);
            assertThat(EventPatterns.of(pattern).matches(event))
                    .as("seed %d: %s ~ %s", seed, pattern, event)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void emptyPatternsAreRefused() {
        assertThatThrownBy(() -> EventPatterns.of("a,,b")).hasMessageContaining("empty");
        assertThatThrownBy(() -> EventPatterns.of("a,".repeat(300) + "a")).hasMessageContaining("256");
    }
}
