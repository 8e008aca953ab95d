// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static final Path PAGE = Path.of("..", "docs", "conformance.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z0-9.]+)#([A-Za-z0-9]+)`");

    /** Modules that are not on this one's class path: what they have is read in their sources. */
    private static final List<String> OTHERS = List.of("samples", "testkit");

    /** Lines and what is said of them. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (String row : Files.readAllLines(PAGE)) {
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

    private static void assertIsTest(String type, String method, String line) throws Exception {
        String what = "test " + type + "#" + method + " of " + line;
        String module = type.substring(0, Math.max(0, type.indexOf('.')));
        if (OTHERS.contains(module)) {
            assertThat(isTestInSource(module, type, method)).as(what).isTrue();
            return;
        }
        String name = type.contains(".") ? "dev.zerobus.core." + type : "dev.zerobus.core.conformance." + type;
        Class<?> tests = Class.forName(name);
        List<Method> found = Arrays.stream(tests.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .filter(ConformanceTableTest::isTest)
                .toList();
        assertThat(found).as(what).hasSize(1);
        Conforms shows = found.get(0).getAnnotation(Conforms.class);
        if (shows != null && !line.isEmpty()) {
            assertThat(shows.value()).as("what " + method + " shows").contains(line);
        }
    }

    /** Whether the method has the annotation of a test among those that stand directly before it. */
    private static boolean isTestInSource(String module, String type, String method) throws IOException {
        String file = "src/test/java/dev/zerobus/" + type.replace('.', '/') + ".java";
        String source = Files.readString(Path.of("..", module).resolve(file));
        int at = source.indexOf(" void " + method + "(");
        if (at < 0) {
            return false;
        }
        String before = source.substring(source.lastIndexOf("\n\n", at), at);
        return before.contains("@Test") || before.contains("@ParameterizedTest");
    }

    /** In whatever table or sentence: each `class#method` is a test, and nothing with a # is anything else. */
    @Test
    void everyTestThatThePageNamesExists() throws Exception {
        String page = Files.readString(PAGE);
        Matcher named = NAMED.matcher(page);
        int tests = 0;
        while (named.find()) {
            tests++;
            assertIsTest(named.group(1), named.group(2), "");
        }
        assertThat(tests).isGreaterThan(90);
        long marks = page.lines()
                .filter(row -> !row.startsWith("#"))
                .flatMapToInt(String::chars)
                .filter(sign -> sign == '#')
                .count();
        assertThat(marks).as("signs # outside of headings").isEqualTo(tests);
    }

    @Test
    void aTestThatIsNotThereIsNoticed() {
        for (String missing : List.of("LifecycleTest#notThere", "spill.SpillLogTest#range", "samples.LedgerApp#main")) {
            String[] parts = missing.split("#");
            assertThatThrownBy(() -> assertIsTest(parts[0], parts[1], ""))
                    .as(missing)
                    .isInstanceOfAny(AssertionError.class, IOException.class);
        }
        assertThatThrownBy(() -> assertIsTest("spill.NoSuchTest", "any", ""))
                .isInstanceOf(ClassNotFoundException.class);
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
