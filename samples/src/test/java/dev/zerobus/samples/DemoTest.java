// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.DuckTable;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./demo} runs after the build, as a process without a terminal. */
final class DemoTest {

    private static final Pattern BALANCED = Pattern.compile(
            "balanced \\{\"accepted\":(\\d+),\"acked\":(\\d+),\"rows\":(\\d+),\"distinct\":(\\d+),\"dropped\":(\\d+),\"table\":\"(.+)\"}");

    @TempDir
    private Path directory;

    @Test
    void endsWithBalancedBooksThatAnotherReaderOfTheTableConfirms() throws Exception {
        Run demo = demo(
                "--seconds",
                "3",
                "--rate",
                "5000",
                "--data",
                directory.resolve("d").toString());

        assertThat(demo.status).as(demo.output).isZero();
        String last = demo.output.strip().lines().reduce((a, b) -> b).orElseThrow();
        Matcher balanced = BALANCED.matcher(last);
        assertThat(balanced.matches()).as(last).isTrue();
        long accepted = Long.parseLong(balanced.group(1));
        assertThat(accepted).isGreaterThan(5_000);
        assertThat(balanced.group(4)).isEqualTo(balanced.group(1));
        try (DuckTable table = DuckTable.open(Path.of(balanced.group(6)))) {
            assertThat(table.number("SELECT count(*) FROM t")).isEqualTo(Long.parseLong(balanced.group(3)));
            assertThat(table.number("SELECT count(*) FROM (SELECT DISTINCT producer_id, seq FROM t)"))
                    .isEqualTo(accepted);
            assertThat(table.number("SELECT count(*) FROM t WHERE event_name = 'order_placed'"
                            + " AND (amount IS NULL OR order_id IS NULL OR len(items) <> 2 OR ship_to.city IS NULL)"))
                    .isZero();
            assertThat(table.number("SELECT count(*) FROM t WHERE event_name = 'payment_taken'"
                            + " AND attributes['method'] IN ('card', 'invoice')"))
                    .isPositive();
        }
    }

    @Test
    void refusesADirectoryWithFilesOfSomebodyElse() throws Exception {
        Files.writeString(directory.resolve("precious.txt"), "mine");

        Run demo = demo("--data", directory.toString());

        assertThat(demo.status).isEqualTo(1);
        assertThat(demo.output).contains("not from a demo").contains("--data");
        assertThat(directory.resolve("precious.txt")).hasContent("mine");
    }

    @Test
    void saysWhatIsWrongWithAnOption() throws Exception {
        Run demo = demo("--seconds", "soon");

        assertThat(demo.status).isEqualTo(2);
        assertThat(demo.output).contains("--seconds soon").contains("1 to 40");
    }

    private record Run(int status, String output) {}

    private Run demo(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.zerobus.samples.demo.Demo"));
        command.addAll(List.of(words));
        File output = Files.createTempFile("demo", ".txt").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            process.getOutputStream().close();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the demo ends").isTrue();
            return new Run(process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
        } finally {
            output.delete();
        }
    }
}
