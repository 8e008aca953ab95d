// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/conformance.md} and the tests say the same: no line without a test or a reason, no test that is not there. */
class ConformanceTableTest {

    private static final List<Class<?>> HERE = List.of(
            LifecycleTest.class,
            SchemaTest.class,
            StandardOperationTest.class,
            ConcurrencyTest.class,
            FailureWithoutRecoveryTest.class,
            RecoveryTest.class,
            GracefulCloseTest.class,
            CallbacksTest.class,
            LatentFaultsTest.class,
            RivalsTest.class);

    private static final Pattern NAMED = Pattern.compile("`([A-Za-z.]+)#([A-Za-z0-9]+)`");

    /** Lines and what is said of them. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (String row : Files.readAllLines(Path.of("..", "docs", "conformance.md"))) {
            String[] cells = row.split("\\|");
            if (cells.length >= 3 && cells[1].trim().startsWith("`")) {
                for (String name : cells[1].split(",")) {
                    String line = name.trim().replace("`", "");
                    assertThat(lines.put(line, cells[2])).as("twice: " + line).isNull();
                }
            }
        }
        return lines;
    }

    @Test
    void everyLineNamesATestThatExistsOrAReason() throws Exception {
        Map<String, String> table = table();
        assertThat(table).hasSizeGreaterThan(90);
        for (Map.Entry<String, String> line : table.entrySet()) {
            Matcher named = NAMED.matcher(line.getValue());
            int tests = 0;
            while (named.find()) {
                tests++;
                assertIsTest(named.group(1), named.group(2), line.getKey());
            }
            boolean reason = line.getValue().contains("Does not apply: ");
            assertThat(tests > 0 || reason)
                    .as("a test or a reason for " + line.getKey())
                    .isTrue();
        }
    }

    private static void assertIsTest(String type, String method, String line) throws ClassNotFoundException {
        String name = type.contains(".") ? "dev.zerobus.core." + type : "dev.zerobus.core.conformance." + type;
        Class<?> tests = Class.forName(name);
        List<Method> found = Arrays.stream(tests.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .filter(ConformanceTableTest::isTest)
                .toList();
        assertThat(found).as("test " + type + "#" + method + " of " + line).hasSize(1);
        Conforms shows = found.get(0).getAnnotation(Conforms.class);
        if (shows != null) {
            assertThat(shows.value()).as("what " + method + " shows").contains(line);
        }
    }

    @Test
    void everyTestHereIsNamedByItsLines() throws Exception {
        Map<String, String> table = table();
        List<String> missing = new ArrayList<>();
        for (Class<?> type : HERE) {
            for (Method method : type.getDeclaredMethods()) {
                if (isTest(method)) {
                    Conforms shows = method.getAnnotation(Conforms.class);
                    assertThat(shows)
                            .as(type.getSimpleName() + "#" + method.getName())
                            .isNotNull();
                    String named = "`" + type.getSimpleName() + "#" + method.getName() + "`";
                    for (String line : shows.value()) {
                        if (!table.getOrDefault(line, "").contains(named)) {
                            missing.add("| `" + line + "` | " + named + " |");
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyClassOfThisPackageIsLookedAt() throws IOException {
        Set<String> sources = new TreeSet<>();
        Path here = Path.of("src", "test", "java", "dev", "zerobus", "core", "conformance");
        try (var files = Files.list(here)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .forEach(name -> sources.add(name.replace(".java", "")));
        }
        Set<String> known = new TreeSet<>();
        HERE.forEach(type -> known.add(type.getSimpleName()));
        known.add(ConformanceTableTest.class.getSimpleName());
        assertThat(known).isEqualTo(sources);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
