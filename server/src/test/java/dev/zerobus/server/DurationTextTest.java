// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DurationTextTest {

    private final DurationText text = new DurationText();

    @Test
    void readsTimesAsPeopleWriteThem() {
        assertThat(text.convert("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(text.convert("1s")).isEqualTo(Duration.ofSeconds(1));
        assertThat(text.convert("2m")).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void saysHowToWriteThem() {
        for (String wrong : new String[] {"", "1", "1h", "-1s", "1.5s", "99999999999s"}) {
            assertThatThrownBy(() -> text.convert(wrong)).hasMessageContaining("500ms");
        }
    }
}
