// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LastKeysTest {

    private final LogSettings settings = LoggedEvents.settings("log.context", "k*", "log.context-exclude", "k1*");
    private final LastKeys last = new LastKeys(settings);

    @Test
    void answersAsTheSettingsDoWhateverTheEventBeforeHad() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] keys = new String[24];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i == 5 ? "trace_id" : i == 6 ? "span_id" : i % 7 == 0 ? "other" + i : "k" + i;
        }
        for (int event = 0; event < 5_000; event++) {
            last.restart();
            int first = random.nextInt(4);
            for (int i = 0; i < random.nextInt(keys.length); i++) {
                String key = keys[random.nextInt(8) == 0 ? random.nextInt(keys.length) : (first + i) % keys.length];
                String same = random.nextInt(8) == 0 ? new String(key) : key;
                assertThat(last.use(same))
                        .as("seed " + seed + ", event " + event)
                        .isSameAs(settings.use(key));
            }
        }
    }

    @Test
    void remembersABoundedNumberOfKeysAndNoneThatIsLong() {
        String longKey = "k" + "x".repeat(300);
        for (int event = 0; event < 3; event++) {
            last.restart();
            for (int i = 0; i < LastKeys.MOST_KEYS + 5; i++) {
                assertThat(last.use(i == 3 ? longKey : "k" + (i + 20))).isSameAs(KeyUse.FIELD);
            }
        }
        assertThat(last.remembered()).isEqualTo(LastKeys.MOST_KEYS - 1);
    }
}
