// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/logback.md shows stands, word for word, in files that {@link GuideTest} runs. */
class GuideTextTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path GUIDE = ROOT.resolve("docs/logback.md");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+)#(\\w+) -->\\R```(\\w+)\\R(.*?)```", Pattern.DOTALL);

    @Test
    void examplesAreFilesThatTestsRun() throws IOException {
        String text = Files.readString(GUIDE);
        Matcher snippet = SNIPPET.matcher(text);
        int compared = 0;
        while (snippet.find()) {
            compared++;
            assertThat(snippet.group(4))
                    .as(snippet.group(1) + "#" + snippet.group(2))
                    .isEqualTo(between(ROOT.resolve(snippet.group(1)), snippet.group(2)));
        }
        assertThat(compared).isGreaterThan(5);
        assertThat(text.lines()
                        .filter(line -> line.matches("```(xml|sql|java)"))
                        .count())
                .as("examples, but for dependencies, with a snippet marker")
                .isEqualTo(compared
                        + text.lines().filter("<!-- dependency -->"::equals).count());
    }

    @Test
    void everyElementThatThereIsIsInTheGuide() throws IOException {
        String text = Files.readString(GUIDE);
        for (var method : AppenderElements.class.getDeclaredMethods()) {
            String name = method.getName();
            if ((name.startsWith("set") || name.startsWith("add"))
                    && java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                String element = Character.toLowerCase(name.charAt(3)) + name.substring(4);
                assertThat(text).contains("`<" + element + ">`");
            }
        }
    }

    private static String between(Path source, String name) throws IOException {
        List<String> lines = Files.readAllLines(source);
        int from = find(lines, name + ">");
        int to = find(lines, "<" + name);
        assertThat(from).as(name + " in " + source).isBetween(0, to);
        return String.join("\n", lines.subList(from + 1, to)).stripIndent() + "\n";
    }

    private static int find(List<String> lines, String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().matches("(<!--|//|--|#) " + Pattern.quote(mark) + "( -->)?")) {
                return i;
            }
        }
        return -1;
    }
}
