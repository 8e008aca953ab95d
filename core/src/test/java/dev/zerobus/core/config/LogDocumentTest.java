// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.FieldProblem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/logs.md} says of options and counters is so. */
class LogDocumentTest {

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "logs.md"));
    }

    private static Set<String> all(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOptionOfLogEventsIsThereAndNoOther() throws IOException {
        Set<String> options = new TreeSet<>();
        Options.all().forEach(option -> options.add(option.key()));
        options.removeIf(key -> !key.startsWith("log.") && !key.startsWith("redact."));
        Set<String> shown = all("`((?:log|redact)\\.[a-z.-]+)", document());
        shown.addAll(all("zerobus\\.((?:log|redact)\\.[a-z.-]+)", document()));
        assertThat(shown).isEqualTo(options);
    }

    @Test
    void everyProblemIsOne() throws IOException {
        Set<String> problems = Stream.of(FieldProblem.values()).map(Enum::name).collect(Collectors.toSet());
        problems.add("FEEDBACK");
        assertThat(all("`([A-Z][A-Z_]+_[A-Z]+|TRUNCATED|FEEDBACK)`", document()))
                .hasSizeGreaterThan(3)
                .isSubsetOf(problems);
    }

    @Test
    void theExampleOfMaskingIsRight() throws IOException {
        String example = document().split("```properties\n", -1)[1].split("```", -1)[0];
        Properties properties = new Properties();
        properties.load(new StringReader(example));
        ZerobusConfig config = Configs.oneTable().systemProperties(properties).build();
        assertThat(config.get(RedactOptions.KEYS).matches("user_Password")).isTrue();
        assertThat(config.get(RedactOptions.MASK)).isEqualTo("(hidden)");
        var patterns = config.get(RedactOptions.PATTERNS);
        assertThat(patterns).hasSize(2);
        assertThat(patterns.get(0).matcher("token=abc def").replaceAll("#")).isEqualTo("token=# def");
        assertThat(patterns.get(1).matcher("card 1234 5678 1234 5678").replaceAll("#"))
                .isEqualTo("card #");
    }
}
