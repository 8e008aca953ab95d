// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.ClientMXBean;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneMXBean;
import dev.zerobus.core.metrics.SetAsideReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names in the documents are names in the code: attributes, reasons, keys and variables. */
final class DocumentFactsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<String> DOCUMENTS =
            List.of("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/operations.md", "docs/testing.md");

    private static String read(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }

    private static Set<String> all(String regex, String text) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What stands behind a heading, up to the next one. */
    private static String section(String text, String heading) {
        int from = text.indexOf("\n" + heading + "\n");
        assertThat(from).as(heading).isPositive();
        int to = text.indexOf("\n#", from + 1);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    @Test
    void theAttributesInOperationsAreThoseOfTheBeans() throws IOException {
        Set<String> attributes = Stream.of(LaneMXBean.class, ClientMXBean.class)
                .flatMap(bean -> Arrays.stream(bean.getMethods()))
                .map(method -> method.getName().replaceFirst("^(get|is)", ""))
                .collect(Collectors.toSet());
        Set<String> shown = all("`([A-Z][a-z]\\w+)`", section(read("docs/operations.md"), "## The client's numbers"));
        assertThat(shown).hasSizeGreaterThan(8).isSubsetOf(attributes);
    }

    @Test
    void everyReasonIsExplainedAndNoOther() throws IOException {
        String operations = read("docs/operations.md");
        assertThat(all("^\\| `([A-Z_]+)` \\|", section(operations, "### Dropped, by reason")))
                .isEqualTo(names(DropReason.values()));
        assertThat(all("^\\| `([A-Z_]+)` \\|", section(operations, "### Set aside, by reason")))
                .isEqualTo(names(SetAsideReason.values()));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The reference itself is compared with the options by a test of {@code core}. */
    @Test
    void everyKeyAndVariableStandsInTheReference() throws IOException {
        String reference = read("docs/configuration.md");
        Set<String> keys = all("^### `zerobus\\.(\\S+)`", reference);
        Set<String> variables = all("^- Variable: `(\\w+)`", reference);
        Set<String> sections = all("^(\\w[\\w-]*)\\.", String.join("\n", keys));
        for (String document : DOCUMENTS) {
            String text = read(document);
            assertThat(keys).as("set(...) in " + document).containsAll(all("\\.set\\(\"([a-z.-]+)\"", text));
            assertThat(variables).as("variables in " + document).containsAll(all("\\b(ZEROBUS_[A-Z_]*[A-Z])\\b", text));
            Set<String> quoted = all("`([a-z][a-z-]*\\.[a-z-]+)`", text);
            quoted.removeIf(
                    word -> word.endsWith(".proto") || !sections.contains(word.substring(0, word.indexOf('.'))));
            assertThat(keys).as("keys in " + document).containsAll(quoted);
        }
        assertThat(all("`([a-z][a-z-]*\\.[a-z-]+)`", read("docs/operations.md")))
                .contains("ring.size");
    }
}
