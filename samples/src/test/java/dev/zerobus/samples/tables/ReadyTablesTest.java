// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogWriter;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.testkit.DuckTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Log events on their way into every ready-made table: the real client, the real server, and DuckDB that reads the files. */
@Timeout(120)
class ReadyTablesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TableName TABLE = TableName.of("main.ops.logs");
    private static final long TIME = 1_795_163_415_123_456L;

    @TempDir
    Path directory;

    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private ZerobusServer server(String sql) throws IOException {
        return ZerobusServer.builder(directory.resolve("data"))
                .host("127.0.0.1")
                .tick(Duration.ofMillis(100))
                .shutdownGrace(Duration.ZERO)
                .notices(line -> {})
                .table(sql)
                .start();
    }

    private static ConfigBuilder to(ZerobusServer server) {
        return ZerobusConfig.builder()
                .set("endpoint", server.grpcUri().toString())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("ring.size", "4MiB")
                .set("service.name", "till")
                .set("service.environment", "test")
                .set("constants", "team=payments")
                .set("table", TABLE.fullName());
    }

    /** Sends log events, and expects every one of them in the table. */
    private void log(ConfigBuilder config, int count) {
        try (ZerobusClient client =
                ZerobusClient.start(config.build(), (level, message) -> said.add(level + " " + message))) {
            LogDoor door = new LogDoor(client);
            for (int i = 0; i < count; i++) {
                assertThat(door.take(i, (number, out) -> write(out, number))).isTrue();
            }
            assertThat(client.flush(LONG))
                    .as("%s said %s", client.snapshot(), said)
                    .isTrue();
            assertThat(client.snapshot().lanes().get(0).acked())
                    .as("%s said %s", client.snapshot(), said)
                    .isEqualTo(count);
        }
    }

    private static void write(LogWriter out, int i) {
        out.time(TIME + i);
        out.level("ERROR", 17);
        out.logger("com.example.Shop");
        out.thread("main", 1);
        out.message("order " + i + " failed");
        out.template("order {} failed");
        out.marker("AUDIT");
        out.context("trace_id", "0af7651916cd43dd8448eb211c80319c");
        out.context("span_id", "b7ad6b7169203331");
        out.context("request_id", "r-" + i);
        out.field("amount", 12.5);
        out.failure("java.lang.IllegalStateException", "broken", "java.lang.IllegalStateException: broken\n\tat x");
    }

    private static List<Map<String, Object>> rows(ZerobusServer server) throws IOException {
        assertThat(server.awaitMaterialised(LONG)).isTrue();
        List<Map<String, Object>> rows = new ArrayList<>();
        server.reader(TABLE).forEach(List.of(), rows::add);
        return rows;
    }

    @ParameterizedTest
    @EnumSource(ReadyTable.class)
    void takesEveryLogEventWithFactsAndConstants(ReadyTable table) throws Exception {
        try (ZerobusServer server = server(table.sql(TABLE))) {
            log(to(server), 20);

            List<Map<String, Object>> rows = rows(server);
            assertThat(rows).hasSize(20);
            String row = rows.get(0).toString();
            assertThat(row)
                    .contains("order 0 failed", "till", "payments", "0af7651916cd43dd8448eb211c80319c", "r-0", "AUDIT")
                    .contains("java.lang.IllegalStateException", "com.example.Shop", "12.5")
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertThat(said).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    @Test
    void duckDbReadsTheFlatTable() throws Exception {
        try (ZerobusServer server = server(ReadyTable.LOGS.sql(TABLE))) {
            log(to(server), 20);
            assertThat(server.awaitMaterialised(LONG)).isTrue();
            try (DuckTable duck = DuckTable.open(server.location(TABLE))) {
                assertThat(texts(
                                duck,
                                "SELECT severity_text || '|' || severity_number || '|' || logger || '|' || message || '|'"
                                        + " || message_template || '|' || thread_name || '|' || error_type || '|' || markers[1]"
                                        + " || '|' || service_name || '|' || service_environment || '|'"
                                        + " || attributes['request_id'] || '|' || attributes['team'] || '|' || event_name"
                                        + " FROM t WHERE seq = 3"))
                        .containsExactly("ERROR|17|com.example.Shop|order 3 failed|order {} failed|main|"
                                + "java.lang.IllegalStateException|AUDIT|till|test|r-3|payments|log");
                assertThat(duck.number("SELECT count(*) FROM t WHERE process_id = "
                                + ProcessHandle.current().pid() + " AND host_name IS NOT NULL"))
                        .isEqualTo(20);
                assertThat(duck.number("SELECT count(DISTINCT producer_id || seq) FROM t"))
                        .isEqualTo(20);
            }
        }
    }

    @Test
    void duckDbReadsOpenTelemetrysFirstTable() throws Exception {
        try (ZerobusServer server = server(ReadyTable.OTLP_LOGS_V1.sql(TABLE))) {
            log(to(server), 20);
            assertThat(server.awaitMaterialised(LONG)).isTrue();
            try (DuckTable duck = DuckTable.open(server.location(TABLE))) {
                assertThat(texts(
                                duck,
                                "SELECT severity_number || '|' || severity_text || '|' || body || '|' || trace_id || '|'"
                                        + " || time_unix_nano || '|' || observed_time_unix_nano || '|' || flags || '|'"
                                        + " || attributes['exception.type'] || '|' || attributes['thread.name'] || '|'"
                                        + " || attributes['request_id'] || '|' || resource.attributes['service.name'] || '|'"
                                        + " || resource.attributes['deployment.environment.name'] || '|'"
                                        + " || resource.attributes['team'] || '|' || resource.dropped_attributes_count || '|'"
                                        + " || instrumentation_scope.name"
                                        + " FROM t WHERE body = 'order 3 failed'"))
                        .containsExactly("17|ERROR|order 3 failed|0af7651916cd43dd8448eb211c80319c|" + (TIME + 3)
                                + "000|"
                                + (TIME + 3) + "000|0|java.lang.IllegalStateException|main|r-3|till|test|payments|0|"
                                + "com.example.Shop");
                assertThat(duck.number(
                                "SELECT count(*) FROM t WHERE event_name IS NULL AND resource.attributes['process.pid'] = '"
                                        + ProcessHandle.current().pid() + "'"))
                        .isEqualTo(20);
            }
        }
    }

    @Test
    void duckDbReadsOpenTelemetrysSecondTableAndEveryRecordHasAnIdOfItsOwn() throws Exception {
        try (ZerobusServer server = server(ReadyTable.OTLP_LOGS_V2.sql(TABLE))) {
            log(to(server), 20);
            List<Map<String, Object>> rows = rows(server);
            TreeSet<String> ids = new TreeSet<>();
            rows.forEach(row -> ids.add(String.valueOf(row.get("record_id"))));
            assertThat(ids).hasSize(20).allMatch(id -> id.matches("[0-9a-f-]{36}:\\d+"));
            assertThat(rows.get(0).get("resource").toString()).contains("\"service.name\":\"till\"");
            assertThat(rows.get(0).get("attributes").toString())
                    .contains("\"amount\":12.5", "\"thread.name\":\"main\"");
            try (DuckTable duck = DuckTable.open(server.location(TABLE))) {
                assertThat(texts(
                                duck,
                                "SELECT service_name || '|' || date || '|' || epoch_us(time) || '|' || severity_text || '|'"
                                        + " || instrumentation_scope.name FROM t WHERE record_id LIKE '%:3'"))
                        .containsExactly("till|2026-11-20|" + (TIME + 3) + "|ERROR|com.example.Shop");
            }
        }
    }

    @Test
    void aTableOfOnesOwnWorksByNamesAndAMapping() throws Exception {
        String sql = "CREATE TABLE main.ops.logs (msg STRING, req STRING, svc STRING, level STRING, seq BIGINT)";
        try (ZerobusServer server = server(sql)) {
            log(to(server).set("columns", "msg=message,req=request_id,svc=service_name,levl=severity_number"), 5);
            assertThat(server.awaitMaterialised(LONG)).isTrue();
            try (DuckTable duck = DuckTable.open(server.location(TABLE))) {
                assertThat(texts(duck, "SELECT msg || '|' || req || '|' || svc || '|' || level FROM t WHERE seq = 4"))
                        .containsExactly("order 4 failed|r-4|till|ERROR");
            }
            assertThat(said)
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("no column 'levl'", "did you mean 'level'?");
        }
    }

    private static List<String> texts(DuckTable duck, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = duck.query(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
