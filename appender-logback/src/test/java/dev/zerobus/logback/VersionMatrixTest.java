// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same classes of ours with five lines of Logback, each in a JVM of its own, and the rows that arrive. */
@Tag("long")
class VersionMatrixTest {

    @TempDir
    static Path directory;

    private static LogServer server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LogServer.start(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.13", "1.3.16", "1.4.14", "1.5.38", "1.6.6"})
    void deliversWithThisVersion(String version) throws Exception {
        boolean slf4j2 = !version.startsWith("1.2.");
        String table = server.freshTable();
        try (JavaProcess app = JavaProcess.of()
                .classPath(ApplicationClassPath.with(version))
                .main(MatrixApplication.class)
                .arguments(Xml.appender("ZEROBUS", server.options(table), ELEMENTS), "ZEROBUS", slf4j2)
                .start()) {
            assertThat(app.awaitExit(Duration.ofSeconds(60))).as(app.toString()).isZero();
            assertThat(app.stdout())
                    .anySatisfy(line -> assertThat(line).startsWith("logback ").contains(version))
                    .contains("same client true", "marked true", "stopped")
                    .noneMatch(line -> line.startsWith("said "));
            assertThat(app.stderr()).as(app.toString()).isEmpty();
        }
        assertRows(server.rows(table), slf4j2);
    }

    private static final String[] ELEMENTS = {
        "<serviceName>matrix</serviceName>",
        "<mdc><include>request_*</include></mdc>",
        "<lane><name>orders</name><table>t.logs.orders</table><events>order_*</events></lane>"
    };

    private static void assertRows(List<Map<String, Object>> rows, boolean slf4j2) {
        assertThat(rows).hasSize(slf4j2 ? 103 : 102);
        assertThat(rows)
                .filteredOn(row -> "WARN".equals(row.get("severity_text")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("logger", "app.Matrix")
                        .containsEntry("severity_number", 13)
                        .containsEntry("thread_name", "main")
                        .containsEntry("message_template", "{} of {}")
                        .containsEntry("error_type", "java.lang.IllegalStateException")
                        .containsEntry("error_message", "no money")
                        .containsEntry("service_name", "matrix")
                        .containsEntry("markers", List.of("AUDIT", "MONEY")))
                .extracting(row -> row.get("message"))
                .containsExactlyInAnyOrder("first of 2", "second of 2");
        assertThat(rows)
                .filteredOn(row -> String.valueOf(row.get("attributes")).contains("request_id=first-r"))
                .hasSize(1);
        assertThat(rows.stream()
                        .map(row -> (Instant) row.get("time"))
                        .anyMatch(time -> time.getNano() % 1_000_000 != 0))
                .as("finer than milliseconds")
                .isEqualTo(slf4j2);
        if (slf4j2) {
            assertThat(rows)
                    .filteredOn(row -> String.valueOf(row.get("attributes")).contains("cents=750"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.13", "1.3.16", "1.4.14", "1.5.38", "1.6.6"})
    void deliversBehindItsAsyncAppender(String version) throws Exception {
        String table = server.freshTable();
        String async = Xml.appender("ZEROBUS", server.options(table), "<includeLocation>true</includeLocation>")
                + "<appender name=\"ASYNC\" class=\"ch.qos.logback.classic.AsyncAppender\">"
                + "<includeCallerData>true</includeCallerData><discardingThreshold>0</discardingThreshold><maxFlushTime>20000</maxFlushTime>"
                + "<appender-ref ref=\"ZEROBUS\"/></appender>";
        try (JavaProcess app = JavaProcess.of()
                .classPath(ApplicationClassPath.with(version))
                .main(MatrixApplication.class)
                .arguments(async, "ASYNC", "false")
                .start()) {
            assertThat(app.awaitExit(Duration.ofSeconds(60))).as(app.toString()).isZero();
            assertThat(app.stdout())
                    .contains("stopped")
                    .noneMatch(
                            // 1.6 remarks that nobody but the queue has asked for callers
                            line -> line.startsWith("said ") && !line.contains("CallerInstructionLogic"));
        }
        assertThat(server.rows(table))
                .hasSize(102)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("code_file", "MatrixApplication.java")
                        .containsEntry("code_function", MatrixApplication.class.getName() + ".log"));
    }
}
