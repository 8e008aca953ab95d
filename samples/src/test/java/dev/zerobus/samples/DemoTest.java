// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./demo} runs after the build, as a process without a terminal. */
final class DemoTest {

    private static final Pattern BALANCED =
            Pattern.compile("balanced \\{\"accepted\":(\\d+),\"acked\":(\\d+),\"rows\":(\\d+),\"distinct\":(\\d+),"
                    + "\"dropped\":(\\d+),\"table\":\"(.+?)\",\"tables\":\\{(.+)}}");
    private static final Pattern TABLE =
            Pattern.compile("\"([a-z.]+)\":\\{\"raised\":(\\d+),\"accepted\":(\\d+),\"acked\":(\\d+),"
                    + "\"rows\":(\\d+),\"distinct\":(\\d+),\"dropped\":(\\d+),\"path\":\"(.+?)\"}");

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
        assertThat(Long.parseLong(balanced.group(1))).isGreaterThan(5_000);
        assertThat(balanced.group(4)).isEqualTo(balanced.group(1));
        Map<String, Path> tables = confirm(balanced);
        assertThat(tables)
                .containsOnlyKeys("demo.warehouse.logs", "demo.till.logs", "demo.shop.logs", "demo.shop.events")
                .containsEntry("demo.shop.events", Path.of(balanced.group(6)));
        none(
                tables.get("demo.shop.events"),
                "event_name = 'order_placed'"
                        + " AND (amount IS NULL OR order_id IS NULL OR len(items) <> 2 OR ship_to.city IS NULL)");
        some(
                tables.get("demo.shop.events"),
                "event_name = 'payment_taken' AND attributes['method'] IN ('card', 'invoice')");
        some(tables.get("demo.warehouse.logs"), "markers = ['STOCK'] AND service_name = 'warehouse'");
        some(tables.get("demo.till.logs"), "markers = ['AUDIT'] AND attributes['amount'] IS NOT NULL");
        some(tables.get("demo.shop.logs"), "error_type = 'java.lang.IllegalStateException' AND logger = 'shop.Till'");
        none(tables.get("demo.shop.logs"), "message IS NULL OR service_name <> 'shop'");
    }

    /** What the demo says of each table is what another reader finds. */
    private static Map<String, Path> confirm(Matcher balanced) throws Exception {
        Map<String, Path> tables = new TreeMap<>();
        long rows = 0;
        Matcher said = TABLE.matcher(balanced.group(7));
        while (said.find()) {
            Path path = Path.of(said.group(8));
            tables.put(said.group(1), path);
            rows += Long.parseLong(said.group(5));
            try (DuckTable table = DuckTable.open(path)) {
                assertThat(table.number("SELECT count(*) FROM t")).isEqualTo(Long.parseLong(said.group(5)));
                assertThat(table.number("SELECT count(*) FROM (SELECT DISTINCT producer_id, seq FROM t)"))
                        .as("rows of " + said.group(1) + ", beside what the application raised")
                        .isEqualTo(Long.parseLong(said.group(2)))
                        .isPositive();
            }
        }
        assertThat(rows).isEqualTo(Long.parseLong(balanced.group(3)));
        return tables;
    }

    private static void none(Path table, String condition) throws Exception {
        try (DuckTable rows = DuckTable.open(table)) {
            assertThat(rows.number("SELECT count(*) FROM t WHERE " + condition))
                    .as(condition)
                    .isZero();
        }
    }

    private static void some(Path table, String condition) throws Exception {
        try (DuckTable rows = DuckTable.open(table)) {
            assertThat(rows.number("SELECT count(*) FROM t WHERE " + condition))
                    .as(condition)
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

    private static Run demo(String... words) throws Exception {
        try (JavaProcess demo = JavaProcess.of()
                .jvm("-Ddemo.home=" + Path.of("").toAbsolutePath().getParent())
                .main("dev.zerobus.samples.demo.Demo")
                .arguments((Object[]) words)
                .start()) {
            int status = demo.awaitExit(Duration.ofMinutes(2));
            return new Run(status, String.join("\n", demo.stdout()) + "\n");
        }
    }
}
