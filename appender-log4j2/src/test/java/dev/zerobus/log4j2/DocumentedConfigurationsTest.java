// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of docs/log4j2.md do what it says, and stand there as they are. */
@Tag("long")
final class DocumentedConfigurationsTest {

    private static final Path CONFIGS = Path.of("src", "test", "resources", "docs");
    private static final String OWN =
            "CREATE TABLE main.shop.my_logs (producer_id STRING, seq BIGINT, ts TIMESTAMP, txt STRING, request STRING)";

    private static List<Map<String, @Nullable Object>> run(Path place, String config, @Nullable String ownTable)
            throws Exception {
        try (LogServer server = LogServer.start(place, OWN)) {
            String table = ownTable == null ? server.freshTable() : ownTable;
            try (JavaProcess app = JavaProcess.of()
                    .jvm("-Xmx256m")
                    .environment(Forked.environment(server, table))
                    .properties(Map.of(
                            "log4j2.configurationFile",
                            CONFIGS.resolve(config).toAbsolutePath().toString()))
                    .main(ExampleApp.class)
                    .start()) {
                assertThat(app.awaitExit(Duration.ofSeconds(60)))
                        .as(app.toString())
                        .isZero();
                assertThat(app.stderr()).isEmpty();
            }
            return server.awaitRows(table, ExampleApp.NUMBERED + 4);
        }
    }

    @Test
    void theFiveMinuteStart(@TempDir Path place) throws Exception {
        assertThat(run(place, "start.xml", null)).hasSize(ExampleApp.NUMBERED + 4);
    }

    @Test
    void everyElement(@TempDir Path place) throws Exception {
        Map<String, @Nullable Object> first = run(place, "everything.xml", null).get(0);
        assertThat(first)
                .containsEntry("message", "paid 7.50 of 42 with ***")
                .containsEntry("service_name", "shop")
                .containsEntry("service_version", "1.2.3");
        assertThat(String.valueOf(first.get("attributes"))).contains("request_id=r-17", "password=***");
    }

    @Test
    void aTableOfOnesOwn(@TempDir Path place) throws Exception {
        Map<String, @Nullable Object> first =
                run(place, "own-table.xml", "main.shop.my_logs").get(0);
        assertThat(first)
                .containsEntry("txt", "paid 7.50 of 42 with 4111111111111111")
                .containsEntry("request", "r-17");
        assertThat(first.get("ts")).isNotNull();
    }

    @Test
    void theDocumentShowsThem() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "log4j2.md"));
        assertThat(document)
                .contains(Files.readString(CONFIGS.resolve("start.xml")).strip());
        assertThat(document).contains(between("everything.xml", "everything"), between("own-table.xml", "own"));
    }

    private static String between(String file, String name) throws Exception {
        List<String> lines = Files.readAllLines(CONFIGS.resolve(file));
        int from = lines.stream().map(String::strip).toList().indexOf("<!-- " + name + "> -->");
        int to = lines.stream().map(String::strip).toList().indexOf("<!-- <" + name + " -->");
        return String.join("\n", lines.subList(from + 1, to)).stripIndent();
    }
}
