// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the service as a user would, and compares the table with what the service says that it logged. */
@Tag("long")
final class WarehouseTest {

    private static final int PICKERS = 2;
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    private Path directory;

    private JavaProcess start(LogServer server, String grpc, String table, String... jvm) throws Exception {
        return JavaProcess.of()
                .classPath(TARGET.resolve("classes")
                        + java.io.File.pathSeparator
                        + Files.readString(TARGET.resolve("classpath.txt")))
                .jvm("-Xmx256m")
                .jvm(jvm)
                .environment("ZEROBUS_ENDPOINT", grpc)
                .environment("ZEROBUS_WORKSPACE_URL", server == null ? grpc : server.http())
                .environment("ZEROBUS_AUTH", "none")
                .environment("ZEROBUS_SHUTDOWN_TIMEOUT", server == null ? "2s" : "20s")
                .environment("WAREHOUSE_TABLE", table)
                .main(Warehouse.class)
                .arguments(400, PICKERS)
                .start();
    }

    @Test
    void everythingLoggedBeforeSigtermIsInTheTableAlthoughTheConfigurationWasReadAnew() throws Exception {
        Path config = directory.resolve("log4j2.xml");
        String xml = Files.readString(TARGET.resolve("classes/log4j2.xml"));
        Files.writeString(config, xml.replace("level=\"debug\"", "level=\"info\""));
        try (LogServer server = LogServer.start(directory.resolve("server"))) {
            String table = server.freshTable();
            try (JavaProcess service = start(server, server.grpc(), table, "-Dlog4j2.configurationFile=" + config)) {
                service.awaitLine("open");
                server.awaitRows(table, 200);
                assertThat(debugs(server, table)).isZero();

                // as an operator does it: the file changes, Log4j notices
                Files.writeString(config, xml);
                Await.until("rows of level DEBUG", () -> debugs(server, table) > 10);
                service.send("close");
                service.awaitLine("closed");

                assertThat(service.terminate()).as(service.toString()).isEqualTo(143);
                compare(server, table, service.stdout());
                assertThat(service.stderr()).isEmpty();
            }
        }
    }

    private static long debugs(LogServer server, String table) throws Exception {
        return server.rows(table).stream()
                .filter(row -> "DEBUG".equals(row.get("severity_text")))
                .count();
    }

    /** Each picker numbers its orders; what was logged at DEBUG while that was off is the only thing that may be missing. */
    private static void compare(LogServer server, String table, List<String> said) throws Exception {
        try (DuckTable rows = server.duck(table)) {
            assertThat(rows.number("SELECT count(*) - count(DISTINCT attributes['order']) FROM t"))
                    .as("events that are in two rows")
                    .isZero();
            for (int picker = 1; picker <= PICKERS; picker++) {
                long logged = Long.parseLong(line(said, "logged " + picker + " "));
                String ofPicker = " FROM t WHERE thread_name = 'picker-" + picker + "'";
                long missing = logged - rows.number("SELECT count(*)" + ofPicker);
                assertThat(rows.number("SELECT max(split_part(attributes['order'], '-', 2)::BIGINT)" + ofPicker))
                        .as("the last order")
                        .isEqualTo(logged);
                assertThat(missing)
                        .as("of " + logged + ", without DEBUG at first")
                        .isBetween(1L, logged / 10);
            }
            assertThat(rows.number("SELECT count(*) FROM t WHERE message LIKE 'Picked %' AND message NOT SIMILAR TO"
                            + " 'Picked [1-9] of [a-z]+ from shelf [0-9]+'"))
                    .isZero();
            assertThat(rows.number(
                            "SELECT count(*) FROM t WHERE markers = ['STOCK'] AND attributes['sku'] IS NOT NULL"))
                    .isPositive();
            assertThat(rows.number("SELECT count(*) FROM t WHERE error_type = 'java.lang.IllegalStateException'"
                            + " AND stack_trace LIKE '%Picker.log%' AND severity_text = 'WARN'"))
                    .isPositive();
        }
    }

    private static String line(List<String> said, String beginning) {
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    @Test
    void everythingLoggedIsInTheTableWhenSigtermComesUnderLoad() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"))) {
            String table = server.freshTable();
            try (JavaProcess service = start(server, server.grpc(), table)) {
                server.awaitRows(table, 100);
                assertThat(service.terminate()).as(service.toString()).isEqualTo(143);
                try (DuckTable rows = server.duck(table)) {
                    for (int picker = 1; picker <= PICKERS; picker++) {
                        String ofPicker = " FROM t WHERE thread_name = 'picker-" + picker + "'";
                        long logged = Long.parseLong(line(service.stdout(), "logged " + picker + " "));
                        assertThat(rows.number("SELECT count(DISTINCT attributes['order'])" + ofPicker))
                                .isEqualTo(logged);
                        assertThat(rows.number("SELECT count(*)" + ofPicker)).isEqualTo(logged);
                    }
                }
            }
        }
    }

    @Test
    void worksAndEndsWithoutAServer() throws Exception {
        try (BlackHole hole = BlackHole.open();
                JavaProcess service = start(null, hole.url(), "t.nobody.there")) {
            service.awaitLine("open");
            Await.until("the appender to try", () -> hole.connections() > 0);
            assertThat(service.terminate(Duration.ofSeconds(15)))
                    .as(service.toString())
                    .isEqualTo(143);
            assertThat(Long.parseLong(line(service.stdout(), "logged 1 "))).isPositive();
        }
    }
}
