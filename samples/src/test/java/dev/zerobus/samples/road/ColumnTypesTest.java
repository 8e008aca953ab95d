// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.junit.ZerobusServerExtension;
import dev.zerobus.testkit.DuckTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every type of column and every kind of value in one table, read back by Delta Kernel and by DuckDB. */
@Timeout(60)
class ColumnTypesTest {

    private static final String TABLE = "main.shop.everything";
    private static final Instant AT = Instant.parse("2026-11-20T08:30:15.123456Z");
    private static final LocalDateTime WALL = LocalDateTime.parse("2026-11-20T09:30:15.123456");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private static final String SQL = """
            CREATE TABLE main.shop.everything (
              producer_id STRING, seq BIGINT NOT NULL, time TIMESTAMP, event_name STRING,
              flag BOOLEAN, tiny TINYINT, small SMALLINT, num INT, big BIGINT, f FLOAT, d DOUBLE, amount DECIMAL(38,10),
              s STRING, bin BINARY, day DATE, at TIMESTAMP, wall TIMESTAMP_NTZ,
              list ARRAY<INT>, counts MAP<STRING, BIGINT>, address STRUCT<city: STRING, zip: INT>,
              deep ARRAY<STRUCT<name: STRING, marks: ARRAY<DOUBLE>>>, v VARIANT, attributes MAP<STRING, STRING>)
            """;

    @RegisterExtension
    final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables(SQL);

    /** Emits one event after the other, with nothing refused. */
    private static void emit(Object... namesAndValues) {
        assertThat(Events.emit("thing", namesAndValues)).isTrue();
    }

    private static void emitFull() {
        assertThat(Events.event("thing")
                        .put("flag", true)
                        .put("tiny", (byte) -128)
                        .put("small", (short) 32_767)
                        .put("num", Integer.MIN_VALUE)
                        .put("big", Long.MAX_VALUE)
                        .put("f", 1.5f)
                        .put("d", -2.25e300)
                        .put("amount", new BigDecimal("-1234567890123456789012345678.0123456789"))
                        .put("s", "žluťoučký 𝄞 \u0000 end")
                        .put("bin", new byte[] {0, -1, 127})
                        .put("day", DAY)
                        .put("at", AT)
                        .put("wall", WALL)
                        .put("list", new int[] {3, 1, 2})
                        .put("counts", new TreeMap<>(Map.of("a", 1L, "b", -2L)))
                        .put("address", Map.of("city", "Brno", "zip", 60_200))
                        .put(
                                "deep",
                                List.of(Map.of("name", "x", "marks", new double[] {1.0, 2.5}), Map.of("name", "y")))
                        .put("v", Map.of("list", List.of(1, "two", true)))
                        .put("elsewhere", 7)
                        .time(TimeUnit.SECONDS.toMicros(AT.getEpochSecond()))
                        .emit())
                .isTrue();
    }

    /** The same columns from other kinds of values. */
    private static void emitOtherKinds() {
        emit(
                "s",
                ID,
                "at",
                AT.atOffset(ZoneOffset.ofHours(5)),
                "amount",
                BigInteger.TEN.pow(27),
                "list",
                List.of(1L, (short) 2));
        emit("s", TimeUnit.DAYS, "at", AT.atZone(ZoneId.of("Europe/Prague")), "amount", 42, "d", 1.5f, "v", true);
        emit("s", 'x', "at", Date.from(Instant.parse("2026-11-20T08:30:15.123Z")), "amount", 0.1, "big", (byte) 3);
        emit("s", LocalTime.of(8, 30), "at", "2026-11-20T08:30:15.123456Z", "amount", "12.5", "day", "2026-11-20");
        emit(
                "s",
                new StringBuilder("built"),
                "wall",
                "2026-11-20T09:30:15.123456",
                "num",
                Optional.of(5),
                "big",
                Optional.empty());
        emit(
                "s",
                Map.of("k", 1),
                "v",
                "{\"json\": [1, 2]}",
                "list",
                new Integer[] {9},
                "elsewhere",
                ID,
                "more",
                List.of(1, 2));
        emit();
    }

    @Test
    void everyTypeOfColumnComesBackFromBothReaders() throws Exception {
        try (Road road =
                Road.start(Road.to(zerobus.server()).set("table", TABLE).set("resource.detect", "false"))) {
            emitFull();
            emitOtherKinds();
            road.assertDelivered(8);
        }
        List<Map<String, Object>> rows = zerobus.rows(TABLE);
        assertThat(rows).hasSize(8);
        assertFull(rows.get(0));
        assertOtherKinds(rows);
        try (DuckTable duck = DuckTable.open(zerobus.server().location(TableName.of(TABLE)))) {
            assertThat(duck.number("SELECT count(*) FROM t")).isEqualTo(8);
            assertFull(duck);
            assertOtherKinds(duck);
        }
    }

    private static void assertFull(Map<String, Object> row) {
        assertThat(row)
                .containsEntry("seq", 0L)
                .containsEntry("event_name", "thing")
                .containsEntry("time", Instant.ofEpochSecond(AT.getEpochSecond()))
                .containsEntry("flag", true)
                .containsEntry("tiny", (byte) -128)
                .containsEntry("small", (short) 32_767)
                .containsEntry("num", Integer.MIN_VALUE)
                .containsEntry("big", Long.MAX_VALUE)
                .containsEntry("f", 1.5f)
                .containsEntry("d", -2.25e300)
                .containsEntry("amount", new BigDecimal("-1234567890123456789012345678.0123456789"))
                .containsEntry("s", "žluťoučký 𝄞 \u0000 end")
                .containsEntry("day", DAY)
                .containsEntry("at", AT)
                .containsEntry("wall", WALL)
                .containsEntry("list", List.of(3, 1, 2))
                .containsEntry("counts", Map.of("a", 1L, "b", -2L))
                .containsEntry("address", Map.of("city", "Brno", "zip", 60_200))
                .containsEntry("attributes", Map.of("elsewhere", "7"));
        assertThat((byte[]) row.get("bin")).containsExactly(0, -1, 127);
        assertThat(row.get("deep")).hasToString("[{name=x, marks=[1.0, 2.5]}, {name=y, marks=null}]");
        assertThat(row.get("v")).hasToString("{\"list\":[1,\"two\",true]}");
    }

    private static void assertOtherKinds(List<Map<String, Object>> rows) {
        assertThat(rows)
                .extracting(row -> row.get("s"))
                .containsExactly(
                        "žluťoučký 𝄞 \u0000 end", ID.toString(), "DAYS", "x", "08:30", "built", "{\"k\":1}", null);
        assertThat(rows)
                .extracting(row -> row.get("at"))
                .containsExactly(AT, AT, AT, Instant.parse("2026-11-20T08:30:15.123Z"), AT, null, null, null);
        assertThat(rows.subList(1, 5))
                .extracting(row ->
                        ((BigDecimal) row.get("amount")).stripTrailingZeros().toPlainString())
                .containsExactly("1" + "0".repeat(27), "42", "0.1", "12.5");
        assertThat(rows.get(1)).containsEntry("list", List.of(1, 2));
        assertThat(rows.get(2)).containsEntry("d", 1.5);
        assertThat(rows.get(2).get("v")).hasToString("true");
        assertThat(rows.get(3)).containsEntry("big", 3L);
        assertThat(rows.get(4)).containsEntry("day", DAY);
        assertThat(rows.get(5))
                .containsEntry("wall", WALL)
                .containsEntry("num", 5)
                .containsEntry("big", null);
        assertThat(rows.get(6).get("v")).hasToString("\"{\\\"json\\\": [1, 2]}\""); // a text stays a text
        assertThat(rows.get(6))
                .containsEntry("list", List.of(9))
                .containsEntry("attributes", Map.of("elsewhere", ID.toString(), "more", "[1,2]"));
        assertThat(rows.get(7))
                .containsEntry("flag", null)
                .containsEntry("v", null)
                .containsEntry("address", null);
    }

    private static void assertFull(DuckTable duck) throws SQLException {
        assertThat(texts(duck, """
                SELECT concat_ws('|', flag, tiny, small, num, big, f, d, amount, hex(bin), "day", wall, epoch_us("at"),
                    epoch_us("time"), list, counts['b'], address.city, address.zip, deep[1].marks[2], deep[2].name,
                    attributes['elsewhere'])
                FROM t WHERE seq = 0"""))
                .containsExactly(String.join(
                        "|",
                        "true",
                        "-128",
                        "32767",
                        "-2147483648",
                        "9223372036854775807",
                        "1.5",
                        "-2.25e+300",
                        "-1234567890123456789012345678.0123456789",
                        "00FF7F",
                        "2026-11-20",
                        "2026-11-20 09:30:15.123456",
                        "1795163415123456",
                        "1795163415000000",
                        "[3, 1, 2]",
                        "-2",
                        "Brno",
                        "60200",
                        "2.5",
                        "y",
                        "7"));
        assertThat(texts(duck, "SELECT hex(s) FROM t WHERE seq = 0")).containsExactly(hex("žluťoučký 𝄞 \u0000 end"));
    }

    private static void assertOtherKinds(DuckTable duck) throws SQLException {
        assertThat(texts(duck, "SELECT s FROM t WHERE seq > 0 ORDER BY seq"))
                .containsExactly(ID.toString(), "DAYS", "x", "08:30", "built", "{\"k\":1}", null);
        assertThat(texts(duck, "SELECT amount FROM t WHERE seq BETWEEN 1 AND 4 ORDER BY seq"))
                .extracting(text -> new BigDecimal(text).stripTrailingZeros().toPlainString())
                .containsExactly("1" + "0".repeat(27), "42", "0.1", "12.5");
        // an empty dictionary and the primitive true, by the letter of the Variant encoding
        assertThat(texts(duck, "SELECT hex(v.metadata) || ' ' || hex(v.value) FROM t WHERE seq = 2"))
                .containsExactly("010000 04");
        assertThat(duck.number("SELECT count(DISTINCT producer_id) FROM t")).isEqualTo(1);
        assertThat(duck.number("SELECT count(*) FROM t WHERE seq = 7 AND flag IS NULL AND address IS NULL"
                        + " AND deep IS NULL AND v IS NULL"))
                .isEqualTo(1);
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

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hex.append(String.format("%02X", b));
        }
        return hex.toString();
    }

    /** The client believes its DDL file, which has a wider column than the table, so only the server can find the misfit. */
    @Test
    void aRecordThatOnlyTheServerRefusesIsFoundAmongTheOthersAndSetAside(@TempDir Path directory) throws Exception {
        Path ddl = Files.writeString(directory.resolve("outdated.sql"), SQL.replace("tiny TINYINT", "tiny INT"));
        try (Road road = Road.start(Road.to(zerobus.server())
                .set("table", TABLE)
                .set("schema.source", "ddl")
                .set("schema.file", ddl.toString())
                .set("batch.linger", "50ms"))) {
            for (int i = 0; i < 200; i++) {
                emit("num", i, "tiny", i == 77 ? 300 : i % 100);
            }
            assertThat(road.client.flush(Road.LONG)).as("%s", road.said).isTrue();
            LaneSnapshot lane = road.lane();
            assertThat(lane.acked()).isEqualTo(199);
            assertThat(lane.setAside()).containsEntry(SetAsideReason.REJECTED, 1L);
            assertThat(lane.balances()).as(lane.toString()).isTrue();
            assertThat(road.said)
                    .anyMatch(line -> line.contains("event 77 ") && line.contains("REJECTED") && line.contains("tiny"));
        }
        assertThat(zerobus.rows(TABLE).stream().map(row -> row.get("num")).distinct())
                .hasSize(199)
                .doesNotContain(77);
    }
}
