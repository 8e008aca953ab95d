// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.server.junit.ZerobusServerExtension;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which event becomes which row of which table, and what becomes none. */
@Timeout(60)
class LanesTest {

    private static final String COLUMNS =
            " (producer_id STRING, seq BIGINT, event_name STRING, day DATE, id INT NOT NULL, price DECIMAL(5,2),"
                    + " tags ARRAY<STRING>, attributes MAP<STRING,STRING>)";

    @RegisterExtension
    final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables(
            "CREATE TABLE main.shop.orders" + COLUMNS,
            "CREATE TABLE main.shop.more" + COLUMNS,
            "CREATE TABLE main.ops.audit (seq BIGINT, event_name STRING, who STRING)");

    @Test
    void eventsGoToTheTableWhosePatternTheirNameMatches() throws Exception {
        try (Road road = Road.start(Road.to(zerobus.server())
                .lane("orders", "main.shop.orders", "order_*, payment_*")
                .lane("audit", "main.ops.audit", "login,*_denied"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(Events.emit("order_placed", "id", i)).isTrue();
                assertThat(Events.emit(i % 2 == 0 ? "login" : "access_denied", "who", "u" + i))
                        .isTrue();
            }
            assertThat(Events.emit("logout", "who", "me"))
                    .as("no lane takes it")
                    .isFalse();
            assertThat(road.client.flush(Road.LONG)).isTrue();
            ClientSnapshot now = road.client.snapshot();
            assertThat(now.lane("orders").acked()).isEqualTo(100);
            assertThat(now.lane("audit").acked()).isEqualTo(100);
            assertThat(now.droppedBeforeLanes()).containsEntry(DropReason.NO_LANE, 1L);
            assertThat(now.balances()).isTrue();
        }
        assertThat(zerobus.rows("main.shop.orders"))
                .hasSize(100)
                .allSatisfy(row -> assertThat(row).containsEntry("event_name", "order_placed"));
        List<Map<String, Object>> audit = zerobus.rows("main.ops.audit");
        assertThat(audit).hasSize(100);
        assertThat(audit.get(1)).containsEntry("event_name", "access_denied").containsEntry("seq", 1L);
    }

    @Test
    void whatDoesNotFitIsSetAsideWithItsReasonAndTheRestLands() throws Exception {
        try (Road road = Road.start(Road.to(zerobus.server()).set("table", "main.shop.orders"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(Events.emit("order_placed", "id", i, "price", new BigDecimal("999.99")))
                        .isTrue();
                if (i % 25 == 0) {
                    emitMisfits(i);
                }
            }
            assertThat(road.client.flush(Road.LONG)).isTrue();
            LaneSnapshot lane = road.lane();
            assertThat(lane.accepted()).isEqualTo(100 + 4 * 5);
            assertThat(lane.acked()).isEqualTo(100);
            assertThat(lane.setAside())
                    .containsEntry(SetAsideReason.VALUE_DOES_NOT_FIT, 16L)
                    .containsEntry(SetAsideReason.REQUIRED_COLUMN_MISSING, 4L)
                    .containsEntry(SetAsideReason.REJECTED, 0L);
            assertThat(lane.balances()).as(lane.toString()).isTrue();
            assertThat(road.said).anyMatch(line -> line.contains("VALUE_DOES_NOT_FIT") && line.contains("id"));
            assertThat(road.said).anyMatch(line -> line.contains("REQUIRED_COLUMN_MISSING") && line.contains("id"));
        }
        List<Map<String, Object>> rows = zerobus.rows("main.shop.orders");
        assertThat(rows)
                .hasSize(100)
                .allSatisfy(row -> assertThat(row).containsEntry("price", new BigDecimal("999.99")));
        assertThat(rows).extracting(row -> row.get("id")).doesNotHaveDuplicates();
    }

    private static void emitMisfits(int id) {
        assertThat(Events.emit("order_placed", "id", 1L << 31)).isTrue();
        assertThat(Events.emit("order_placed", "id", id, "price", new BigDecimal("1000.00")))
                .isTrue();
        assertThat(Events.emit("order_placed", "id", id, "day", "the day after tomorrow"))
                .isTrue();
        assertThat(Events.emit("order_placed", "id", "forty-two")).isTrue();
        assertThat(Events.emit("order_placed", "price", 1)).isTrue();
    }

    @Test
    void aSchemaFromADdlFileMakesTheSameRowsAsOneFromUnityCatalog(@TempDir Path directory) throws Exception {
        emitSome(Road.start(Road.to(zerobus.server()).set("table", "main.shop.orders")));
        Path ddl = Files.writeString(
                directory.resolve("tables.sql"),
                "CREATE TABLE main.shop.other (x INT);\nCREATE TABLE main.shop.more" + COLUMNS + ";\n");
        emitSome(Road.start(Road.to(zerobus.server())
                .set("table", "main.shop.more")
                .set("schema.source", "ddl")
                .set("schema.file", ddl.toString())));
        List<Map<String, Object>> unity = withoutProducer(zerobus.rows("main.shop.orders"));
        assertThat(unity).hasSize(50);
        assertThat(unity.get(7).get("attributes")).asString().contains("carrier", "bike 7");
        assertThat(withoutProducer(zerobus.rows("main.shop.more"))).isEqualTo(unity);
    }

    private static void emitSome(Road road) {
        try (road) {
            for (int i = 0; i < 50; i++) {
                assertThat(Events.event("order_placed")
                                .put("id", i)
                                .put("price", BigDecimal.valueOf(i, 2))
                                .put("day", LocalDate.of(2026, 11, 20).plusDays(i))
                                .put("tags", List.of("new", "n" + i))
                                .put("carrier", "bike " + i)
                                .time(1_795_163_415_000_000L + i)
                                .emit())
                        .isTrue();
            }
            road.assertDelivered(50);
        }
    }

    private static List<Map<String, Object>> withoutProducer(List<Map<String, Object>> rows) {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Map<String, Object> copy = new LinkedHashMap<>(row);
            assertThat(copy.remove("producer_id")).isNotNull();
            kept.add(copy);
        }
        return kept;
    }
}
