// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Java in the documents is code that is compiled, XML is of files that tests run: it stands, word for word, between markers in
 * a source, or is the whole of a file. Properties are read by a test of core.
 */
final class DocumentExamplesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: ([^\\s#]+)(?:#([\\w-]+))? -->\\R```(java|xml)\\R(.*?)```", Pattern.DOTALL);
    /** What has to be a snippet: not a Maven dependency, which is the reader's and no file of ours. */
    private static final Pattern BLOCK = Pattern.compile("^```(java|xml)\\R(?!<dependency>)", Pattern.MULTILINE);

    /** Made from the table of options, with which a test of core compares it. */
    private static final String GENERATED = "configuration.md";

    @Test
    void whatTheDocumentsShowIsRun() throws IOException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            Matcher matcher = SNIPPET.matcher(text);
            while (matcher.find()) {
                compared++;
                String code = between(ROOT.resolve(matcher.group(1)), matcher.group(2));
                if (!code.equals(matcher.group(4))) {
                    wrong.add(document + " shows\n" + matcher.group(4) + "but " + matcher.group(1) + " has\n" + code);
                }
            }
            assertThat(BLOCK.matcher(text).results().count())
                    .as("java or xml in " + document + " without a snippet marker")
                    .isEqualTo(SNIPPET.matcher(text).results().count());
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isPositive();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md") && !file.endsWith(GENERATED)))
                    .toList();
        }
    }

    private static String between(Path source, @Nullable String name) throws IOException {
        List<String> lines = Files.readAllLines(source);
        if (name == null) {
            return String.join("\n", lines) + "\n";
        }
        String[] comment = comment(source.toString());
        int from = indexOf(lines, comment[0] + name + ">" + comment[1]) + 1;
        int to = indexOf(lines, comment[0] + "<" + name + comment[1]);
        return String.join("\n", lines.subList(from, to)).stripIndent() + "\n";
    }

    private static String[] comment(String source) {
        if (source.endsWith(".java")) {
            return new String[] {"// ", ""};
        }
        return source.endsWith(".xml") ? new String[] {"<!-- ", " -->"} : new String[] {"# ", ""};
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("no line '" + marker + "'");
    }
}
