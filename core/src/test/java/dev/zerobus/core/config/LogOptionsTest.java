// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static dev.zerobus.core.config.Configs.oneTable;
import static dev.zerobus.core.config.Configs.problems;
import static dev.zerobus.core.config.Configs.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken of log events and what is masked, as users write it. */
class LogOptionsTest {

    @TempDir
    Path dir;

    private File file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toFile();
    }

    private static List<String> expressions(ConfigBuilder builder) {
        return builder.build().get(RedactOptions.PATTERNS).stream()
                .map(Pattern::pattern)
                .toList();
    }

    @Test
    void expressionsAreSeparatedByWhiteSpaceInEverySource() throws IOException {
        List<String> both = List.of("(?<=token=)\\S{1,99}", "\\b\\d{4}\\x20\\d{4}\\b");
        String text = String.join(" ", both);
        assertThat(expressions(oneTable().set("redact.patterns", text))).isEqualTo(both);
        assertThat(expressions(oneTable().set("redact.patterns", "\n  " + String.join("\n\t", both) + "\n")))
                .isEqualTo(both);
        assertThat(expressions(oneTable().environment(Map.of("ZEROBUS_REDACT_PATTERNS", text))))
                .isEqualTo(both);
        assertThat(expressions(oneTable().systemProperties(properties("zerobus.redact.patterns", text))))
                .isEqualTo(both);
        assertThat(expressions(oneTable().file(file("a.properties", """
                                redact.patterns = (?<=token=)\\\\S{1,99} \\
                                    \\\\b\\\\d{4}\\\\x20\\\\d{4}\\\\b
                                """)))).isEqualTo(both);
        assertThat(expressions(oneTable()
                        .set(
                                RedactOptions.PATTERNS,
                                both.stream().map(Pattern::compile).toList())))
                .isEqualTo(both);
    }

    @Test
    void aListOfExpressionsInJsonKeepsTheirCommas() throws IOException {
        assertThat(expressions(oneTable().file(file("a.json", """
                        {"redact": {"patterns": ["a{1,2}", "\\\\d+"], "keys": ["password", "*token*"]}}
                        """)))).containsExactly("a{1,2}", "\\d+");
        assertThat(problems(oneTable().file(file("b.json", """
                        {"zerobus.redact.patterns": ["a", "b c"]}
                        """))))
                .anySatisfy(problem -> assertThat(problem).contains("redact.patterns", "white space", "\\x20"));
    }

    @Test
    void aWrongExpressionIsNamed() {
        assertThat(problems(oneTable().set("redact.patterns", "a+ (b")))
                .singleElement()
                .asString()
                .contains("zerobus.redact.patterns", "'(b' is no regular expression: Unclosed group");
        assertThat(problems(oneTable().set("redact.patterns", "a+ b*")))
                .singleElement()
                .asString()
                .contains("'b*' matches the empty text");
        assertThat(problems(oneTable().set("redact.patterns", "(".repeat(100_000) + ")".repeat(100_000))))
                .singleElement()
                .asString()
                .contains("is no regular expression: Stack overflow");
    }

    @Test
    void keysAreMatchedWithoutRegardToCase() {
        KeyPatterns keys = KeyPatterns.of("*Password*, authorization");
        assertThat(keys.matches("user_PASSWORD_1")).isTrue();
        assertThat(keys.matches("Authorization")).isTrue();
        assertThat(keys.matches("authorization2")).isFalse();
        assertThat(keys.isEmpty()).isFalse();
        assertThat(KeyPatterns.of("None")).isSameAs(KeyPatterns.NONE);
        assertThat(KeyPatterns.NONE.matches("none")).isFalse();
        assertThat(KeyPatterns.NONE.isEmpty()).isTrue();
    }

    @Test
    void whatIsNotSetHasADefault() {
        ZerobusConfig config = oneTable().build();
        assertThat(config.find(RedactOptions.PATTERNS)).isNull();
        assertThat(config.get(RedactOptions.KEYS).isEmpty()).isTrue();
        assertThat(config.get(RedactOptions.MASK)).isEqualTo("***");
        assertThat(config.get(LogOptions.TRACE_KEYS)).startsWith("trace_id", "traceId");
        assertThat(config.get(LogOptions.CONTEXT).matches("anything")).isTrue();
        assertThat(config.get(LogOptions.TEMPLATE)).isTrue();
        assertThat(config.get(LogOptions.ARGUMENTS)).isFalse();
        assertThat(config.get(LogOptions.LOCATION)).isFalse();
        assertThat(oneTable().set("log.span-keys", "NONE").build().get(LogOptions.SPAN_KEYS))
                .isEmpty();
    }
}
