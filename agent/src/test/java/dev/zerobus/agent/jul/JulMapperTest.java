// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ListResourceBundle;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JulMapperTest {

    @ParameterizedTest
    @CsvSource({
        "-2147483648, 1",
        "0, 1",
        "300, 1",
        "350, 2",
        "400, 3",
        "500, 5",
        "600, 6",
        "700, 8",
        "800, 9",
        "850, 11",
        "900, 13",
        "950, 15",
        "1000, 17",
        "1100, 19",
        "1200, 21",
        "2000, 24",
        "2147483647, 24"
    })
    void levelsHaveNumbersInTheirOrder(int value, int number) {
        assertThat(JulMapper.severityNumber(new OwnLevel(value))).isEqualTo(number);
    }

    @Test
    void noLevelIsNoNumber() {
        assertThat(JulMapper.severityNumber(null)).isZero();
    }

    @Test
    void formatsAsTheJdkDoes() {
        assertThat(message("paid {0} of {1}", 3, "ada")).isEqualTo("paid 3 of ada");
        assertThat(message("no places {}", 3)).isEqualTo("no places {}");
        assertThat(message("it's {0", 3)).isEqualTo("its {0");
        assertThat(message("no parameters {0}")).isEqualTo("no parameters {0}");
        assertThat(message(null, 1)).isNull();
    }

    @Test
    void takesTheTextOfTheBundle() {
        LogRecord record = record("key", 7);
        record.setResourceBundle(new Texts());
        assertThat(JulMapper.message(record)).isEqualTo("translated 7");
        record.setMessage("no key");
        assertThat(JulMapper.message(record)).isEqualTo("no key");
    }

    @Test
    void aParameterThatThrowsLeavesTheTemplate() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        assertThat(message("with {0}", broken)).isEqualTo("with {0}");
    }

    private static String message(String text, Object... parameters) {
        return JulMapper.message(record(text, parameters));
    }

    private static LogRecord record(String text, Object... parameters) {
        LogRecord record = new LogRecord(Level.INFO, text);
        record.setParameters(parameters);
        return record;
    }

    private static final class OwnLevel extends Level {
        private static final long serialVersionUID = 1L;

        OwnLevel(int value) {
            super("OWN", value);
        }
    }

    private static final class Texts extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"key", "translated {0}"}};
        }
    }
}
