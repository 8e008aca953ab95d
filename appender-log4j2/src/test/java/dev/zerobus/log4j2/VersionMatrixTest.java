// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same application on every version of Log4j that is in use, with synchronous and with asynchronous loggers. */
@Tag("long")
final class VersionMatrixTest {

    private static final String CONFIG = TestConfig.of(
            "<Zerobus name=\"zerobus\" includeLocation=\"true\">"
                    + "<Redact keys=\"password\"><RedactPattern>\\b\\d{16}\\b</RedactPattern></Redact>"
                    + "</Zerobus>\n",
            "<Root level=\"info\" includeLocation=\"true\"><AppenderRef ref=\"zerobus\"/></Root>");

    @TempDir
    static Path directory;

    private static @Nullable LogServer server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        Objects.requireNonNull(server).close();
    }

    @ParameterizedTest(name = "Log4j {0}, Disruptor {1}, {2}")
    @CsvSource({
        "2.17.2, 3.4.4, Logger",
        "2.17.2, 3.4.4, AsyncLogger",
        "2.20.0, 3.4.4, AsyncLogger",
        "2.24.3, 4.0.0, Logger",
        "2.24.3, 4.0.0, AsyncLogger",
        "2.25.5, 4.0.0, Logger",
        "2.26.1, 3.4.4, AsyncLogger",
        "2.26.1, 4.0.0, AsyncLogger"
    })
    void deliversEverything(String log4j, String disruptor, String kind, @TempDir Path place) throws Exception {
        LogServer to = Objects.requireNonNull(server);
        String table = to.freshTable();
        var command = Forked.on(log4j, disruptor)
                .environment(Forked.environment(to, table))
                .properties(Map.of(
                        "log4j2.configurationFile", Forked.config(place, CONFIG).toString()));
        if (kind.equals("AsyncLogger")) {
            command.properties(
                    Map.of("log4j2.contextSelector", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"));
        }
        try (JavaProcess app = command.start()) {
            assertThat(app.awaitExit(Duration.ofSeconds(60))).as(app.toString()).isZero();
            assertThat(app.stdout()).containsExactly("logged with " + log4j + " " + kind);
            // Disruptor 3 calls what newer JDKs warn about, in their own words
            assertThat(app.stderr())
                    .filteredOn(line -> !line.startsWith("WARNING: ") || disruptor.startsWith("4"))
                    .isEmpty();
        }
        assertRows(to.awaitRows(table, ExampleApp.NUMBERED + 4));
    }

    private static void assertRows(List<Map<String, @Nullable Object>> rows) {
        assertThat(rows).hasSize(ExampleApp.NUMBERED + 4);
        Map<String, @Nullable Object> first = rows.get(0);
        assertThat(first)
                .containsEntry("message", "paid 7.50 of 42 with ***")
                .containsEntry("message_template", "paid {} of {} with {}")
                .containsEntry("severity_text", "WARN")
                .containsEntry("severity_number", 13)
                .containsEntry("logger", "app.Example")
                .containsEntry("thread_name", "main")
                .containsEntry("markers", List.of("AUDIT"))
                .containsEntry("context_stack", List.of("outer"))
                .containsEntry("error_type", "java.lang.IllegalStateException")
                .containsEntry("error_message", "no money")
                .containsEntry("code_file", "ExampleApp.java")
                .containsEntry("code_function", ExampleApp.class.getName() + ".main");
        assertThat(String.valueOf(first.get("attributes"))).contains("request_id=r-17", "password=***");
        assertThat(String.valueOf(rows.get(1).get("attributes"))).contains("order_id=o-1", "amount=42", "password=***");
        assertThat(rows.get(1)).containsEntry("message", "amount=\"42\" order_id=\"o-1\" password=\"***\"");
        assertThat(rows.get(2)).containsEntry("message", "order placed");
        assertThat(rows).allSatisfy(row -> assertThat(row.toString()).doesNotContain("hunter2"));
        assertThat(rows.get(3)).containsEntry("message", "changing old");
        assertThat(rows.subList(4, rows.size()))
                .extracting(row -> row.get("message"))
                .containsExactlyElementsOf(IntStream.range(0, ExampleApp.NUMBERED)
                        .mapToObj(i -> (Object) ("number " + i))
                        .toList());
    }
}
