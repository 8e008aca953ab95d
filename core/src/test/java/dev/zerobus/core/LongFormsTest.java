// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The long forms that {@code docs/operations.md} lists are those of the profile {@code long}, and of tests that are there. */
class LongFormsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern COMMAND =
            Pattern.compile("\\./mvnw (?:test|verify) -Plong -pl ([\\w-]+) -am -Dtest='?([\\w.,]+)'?");
    private static final Pattern PROPERTY = Pattern.compile("`-D([\\w.]+)(?:=N)?`");

    /** One row: what to type, and which properties are said to make it long, or shape it. */
    private record Row(String module, List<String> tests, List<String> properties, String text) {}

    private static List<Row> rows() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operations.md"));
        List<Row> rows = new ArrayList<>();
        for (String line : page.substring(page.indexOf("## Long forms of the tests"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what |"))
                .toList()) {
            String[] cells = line.substring(2).split(" \\| ");
            assertThat(cells).as(line).hasSize(5);
            MatchResult command =
                    COMMAND.matcher(cells[1]).results().findFirst().orElseThrow(() -> new AssertionError(line));
            rows.add(new Row(
                    command.group(1),
                    List.of(command.group(2).split(",")),
                    PROPERTY.matcher(cells[3])
                            .results()
                            .map(found -> found.group(1))
                            .toList(),
                    line));
        }
        return rows;
    }

    /** The test's source, and what stands beside it: a property may be read by a part that several share. */
    private static String sources(String module, String test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
            List<Path> found = files.filter(file -> file.toString()
                            .endsWith((test.startsWith("dev.") ? test.replace('.', '/') : "/" + test) + ".java"))
                    .toList();
            assertThat(found).as("sources of " + test + " in " + module).hasSize(1);
            StringBuilder all = new StringBuilder();
            try (Stream<Path> beside = Files.list(found.get(0).getParent())) {
                for (Path file : beside.toList()) {
                    all.append(Files.isRegularFile(file) ? Files.readString(file) : "");
                }
            }
            return all.toString();
        }
    }

    @Test
    void everyRowNamesTestsThatAreThereAndPropertiesThatTheyRead() throws IOException {
        List<Row> rows = rows();
        assertThat(rows).hasSizeGreaterThan(12);
        for (Row row : rows) {
            StringBuilder read = new StringBuilder();
            for (String test : row.tests()) {
                read.append(sources(row.module(), test));
            }
            assertThat(row.properties()).as(row.text()).isNotEmpty();
            for (String property : row.properties()) {
                assertThat(read).as(row.text()).contains("\"" + property + "\"");
            }
        }
    }

    @Test
    void theProfileSetsExactlyWhatMakesThemLong() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String profile = pom.substring(pom.indexOf("<id>long</id>"));
        String variables = profile.substring(
                profile.indexOf("<systemPropertyVariables>"), profile.indexOf("</systemPropertyVariables>"));
        Set<String> set = Pattern.compile("<([\\w.]+)>[^<]+</\\1>")
                .matcher(variables)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        // the first of a row is what makes it long
        Set<String> listed =
                rows().stream().map(row -> row.properties().get(0)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(set).isEqualTo(listed);
    }
}
