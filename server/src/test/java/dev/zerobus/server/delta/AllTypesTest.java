// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.table.TableCatalog;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of every type, written here, judged by Kernel's reader and by DuckDB. */
class AllTypesTest {

    private static final TableSchema SCALARS = CreateTable.parse("""
            CREATE TABLE main.shop.scalars (
              id INT NOT NULL, flag BOOLEAN, tiny TINYINT, small SMALLINT, num INT, big BIGINT, f FLOAT, d DOUBLE,
              s STRING, b BINARY, day DATE, at TIMESTAMP, wall TIMESTAMP_NTZ)
            """);

    private static final long MICROS_0001 =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long MICROS_1500 =
            Instant.parse("1500-02-28T23:59:59Z").getEpochSecond() * 1_000_000 + 1;
    private static final long MICROS_9999 =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * 1_000_000 + 999_999;

    @TempDir
    Path data;

    private Path write(TableSchema table, List<Map<String, Object>> rows) throws Exception {
        DescriptorProto proto = RowDescriptor.of(table);
        return writeBytes(
                table, proto, rows.stream().map(r -> Rows.row(proto, r)).toList());
    }

    private Path writeBytes(TableSchema table, DescriptorProto proto, List<ByteString> rows) throws Exception {
        TableCatalog catalog = TableCatalog.open(data);
        catalog.create(table);
        MemoryLog log = new MemoryLog();
        log.append(table.name(), proto, rows);
        Materialiser materialiser = new Materialiser(catalog, log, Tables.small());
        materialiser.close();
        assertThat(materialiser.status())
                .allSatisfy(s -> assertThat(s.failure()).isNull());
        return catalog.location(table.name());
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static List<Map<String, Object>> extremeScalars() {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row("id", 0));
        rows.add(row(
                "id",
                1,
                "flag",
                true,
                "tiny",
                127,
                "small",
                32767,
                "num",
                Integer.MAX_VALUE,
                "big",
                Long.MAX_VALUE,
                "f",
                Float.MAX_VALUE,
                "d",
                Double.MAX_VALUE,
                "s",
                "",
                "b",
                new byte[0],
                "day",
                (int) LocalDate.of(9999, 12, 31).toEpochDay(),
                "at",
                MICROS_9999,
                "wall",
                MICROS_9999));
        rows.add(row(
                "id",
                2,
                "flag",
                false,
                "tiny",
                -128,
                "small",
                -32768,
                "num",
                Integer.MIN_VALUE,
                "big",
                Long.MIN_VALUE,
                "f",
                -Float.MIN_VALUE,
                "d",
                -Double.MIN_VALUE,
                "s",
                "žluťoučký 𝄞 \u0000 end",
                "b",
                new byte[] {0, -1, 127},
                "day",
                (int) LocalDate.of(1, 1, 1).toEpochDay(),
                "at",
                MICROS_0001,
                "wall",
                MICROS_0001));
        rows.add(row(
                "id",
                3,
                "flag",
                false,
                "tiny",
                0,
                "small",
                0,
                "num",
                0,
                "big",
                0L,
                "f",
                Float.NaN,
                "d",
                Double.NEGATIVE_INFINITY,
                "s",
                "x".repeat(5000),
                "b",
                new byte[9999],
                "day",
                (int) LocalDate.of(1582, 10, 4).toEpochDay(),
                "at",
                MICROS_1500,
                "wall",
                MICROS_1500));
        rows.add(row(
                "id",
                4,
                "flag",
                true,
                "tiny",
                -1,
                "small",
                -1,
                "num",
                -1,
                "big",
                -1L,
                "f",
                -0.0f,
                "d",
                Double.POSITIVE_INFINITY,
                "s",
                "\uffff\udbff\udfff".repeat(30),
                "b",
                new byte[] {1},
                "day",
                -1,
                "at",
                -1L,
                "wall",
                -1L));
        return rows;
    }

    private static Object expected(String column, Object wire) {
        if (wire == null) {
            return null;
        }
        return switch (column) {
            case "tiny" -> ((Integer) wire).byteValue();
            case "small" -> ((Integer) wire).shortValue();
            case "day" -> LocalDate.ofEpochDay((Integer) wire);
            case "at" -> Instant.EPOCH.plus((Long) wire, java.time.temporal.ChronoUnit.MICROS);
            case "wall" -> LocalDateTime.of(1970, 1, 1, 0, 0).plus((Long) wire, java.time.temporal.ChronoUnit.MICROS);
            case "b" -> new String((byte[]) wire, StandardCharsets.ISO_8859_1);
            default -> wire;
        };
    }

    @Test
    void scalarsWithNullsAndExtremesAreReadBackByKernel() throws Exception {
        List<Map<String, Object>> rows = extremeScalars();
        Path location = write(SCALARS, rows);
        List<Map<String, Object>> read = Tables.rows(location);
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            for (String column : read.get(i).keySet()) {
                Object value = read.get(i).get(column);
                value = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : value;
                assertThat(value)
                        .as(column + " of row " + i)
                        .isEqualTo(expected(column, rows.get(i).get(column)));
            }
        }
        assertThat(TableReader.of(location).rowCount()).isEqualTo(5);
    }

    @Test
    void scalarsWithNullsAndExtremesAreReadBackByDuckDb() throws Exception {
        List<Map<String, Object>> rows = extremeScalars();
        Path location = write(SCALARS, rows);
        String columns =
                "id, flag, tiny, small, num, big, f, d, s, b, day, epoch_us(\"at\"), epoch_us(wall), day - DATE"
                        + " '1970-01-01'";
        List<List<Object>> read = Duck.query(location, "SELECT " + columns + " FROM rows ORDER BY id", this::cells);
        assertThat(read).hasSameSizeAs(rows);
        String[] names = {"id", "flag", "tiny", "small", "num", "big", "f", "d", "s"};
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < names.length; c++) {
                assertThat(read.get(i).get(c))
                        .as(names[c] + " of row " + i)
                        .isEqualTo(expected(names[c], rows.get(i).get(names[c])));
            }
            assertThat(read.get(i).get(11)).isEqualTo(rows.get(i).get("at"));
            assertThat(read.get(i).get(12)).isEqualTo(rows.get(i).get("wall"));
            Object day = rows.get(i).get("day");
            assertThat(read.get(i).get(13)).isEqualTo(day == null ? null : ((Integer) day).longValue());
        }
        assertThat(Duck.query(location, "SELECT octet_length(b) FROM rows ORDER BY id", this::cells)
                        .toString())
                .isEqualTo("[[null], [0], [3], [9999], [1]]");
        // what the file's own statistics let a reader skip must not be wrong
        assertThat(Duck.query(location, "SELECT id FROM rows WHERE s > 'y' ORDER BY id", this::cells)
                        .toString())
                .isEqualTo("[[2], [4]]");
    }

    private List<Object> cells(ResultSet rows) throws java.sql.SQLException {
        List<Object> cells = new ArrayList<>();
        for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
            cells.add(rows.getObject(c));
        }
        return cells;
    }

    @Test
    void decimalsOfEveryPrecisionAgree() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder ddl = new StringBuilder("CREATE TABLE main.shop.decimals (id INT NOT NULL");
        for (int p = 1; p <= 38; p++) {
            ddl.append(", c")
                    .append(p)
                    .append(" DECIMAL(")
                    .append(p)
                    .append(",")
                    .append(scale(p))
                    .append(")");
        }
        TableSchema table = CreateTable.parse(ddl.append(")").toString());
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, BigDecimal> expected = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            Map<String, Object> row = row("id", i);
            for (int p = 1; p <= 38; p++) {
                BigInteger most = BigInteger.TEN.pow(p).subtract(BigInteger.ONE);
                BigInteger unscaled = i == 0
                        ? most
                        : i == 1
                                ? most.negate()
                                : i == 2
                                        ? BigInteger.ZERO
                                        : new BigInteger(p * 3, random)
                                                .mod(most)
                                                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
                BigDecimal value = new BigDecimal(unscaled, scale(p));
                expected.put(i + "/" + p, value);
                row.put(
                        "c" + p,
                        i % 3 == 0
                                ? value.toPlainString()
                                : i % 3 == 1
                                        ? value.stripTrailingZeros().toString()
                                        : value.toPlainString() + (scale(p) == 0 ? ".0" : "00"));
            }
            rows.add(row);
        }
        Path location = write(table, rows);
        for (Map<String, Object> row : Tables.rows(location)) {
            for (int p = 1; p <= 38; p++) {
                assertThat(row.get("c" + p)).as("seed " + seed).isEqualTo(expected.get(row.get("id") + "/" + p));
            }
        }
        List<List<Object>> duck = Duck.query(location, "SELECT * FROM rows ORDER BY id", this::cells);
        for (int i = 0; i < 20; i++) {
            for (int p = 1; p <= 38; p++) {
                assertThat(duck.get(i).get(p)).as("seed " + seed).isEqualTo(expected.get(i + "/" + p));
            }
        }
    }

    private static int scale(int precision) {
        return precision % 3 == 0 ? precision : precision / 2;
    }

    private static final TableSchema NESTED = CreateTable.parse("""
            CREATE TABLE main.shop.nested (
              id INT NOT NULL, list ARRAY<STRING>, nums ARRAY<BIGINT> NOT NULL, m MAP<STRING, DECIMAL(10,2)>,
              keyed MAP<INT, STRUCT<x: DOUBLE, y: ARRAY<INT>>>,
              st STRUCT<a: INT NOT NULL, b: STRUCT<c: STRING, d: MAP<STRING, STRING>>>,
              deep ARRAY<STRUCT<name: STRING, tags: ARRAY<STRUCT<t: STRING, m: MAP<STRING, BIGINT>>>>>)
            """);

    private static List<Map<String, Object>> nestedRows() {
        return List.of(
                row("id", 0, "nums", List.of()),
                row(
                        "id",
                        1,
                        "list",
                        List.of("", "a", "b"),
                        "nums",
                        List.of(1L, -1L, Long.MIN_VALUE),
                        "m",
                        row("k", "1.5", "", "-99999999.99"),
                        "keyed",
                        new LinkedHashMap<>(Map.of(7, row("x", 0.5, "y", List.of(1, 2, 3)))),
                        "st",
                        row("a", 5, "b", row("c", "see", "d", row("p", "q"))),
                        "deep",
                        List.of(
                                row("name", "one", "tags", List.of(row("t", "t1", "m", row("z", 1L)), row("t", "t2"))),
                                row("tags", List.of()),
                                row("name", "three", "tags", List.of(row(), row("m", row("u", 2L, "v", 3L)))))),
                row("id", 2, "nums", List.of(5L), "st", row("a", 6)),
                row(
                        "id",
                        3,
                        "nums",
                        List.of(6L, 7L),
                        "keyed",
                        new LinkedHashMap<>(Map.of(0, row())),
                        "deep",
                        List.of(row())));
    }

    private static final String NESTED_READ = """
            {"id":0,"list":null,"nums":[],"m":null,"keyed":null,"st":null,"deep":null}
            {"id":1,"list":["","a","b"],"nums":[1,-1,-9223372036854775808],"m":{"k":1.50,"":-99999999.99},\
            "keyed":{"7":{"x":0.5,"y":[1,2,3]}},"st":{"a":5,"b":{"c":"see","d":{"p":"q"}}},\
            "deep":[{"name":"one","tags":[{"t":"t1","m":{"z":1}},{"t":"t2","m":null}]},{"name":null,"tags":null},\
            {"name":"three","tags":[{"t":null,"m":null},{"t":null,"m":{"u":2,"v":3}}]}]}
            {"id":2,"list":null,"nums":[5],"m":null,"keyed":null,"st":{"a":6,"b":null},"deep":null}
            {"id":3,"list":null,"nums":[6,7],"m":null,"keyed":{"0":{"x":null,"y":null}},"st":null,\
            "deep":[{"name":null,"tags":null}]}
            """;

    @Test
    void nestedValuesAgree() throws Exception {
        Path location = write(NESTED, nestedRows());
        StringBuilder kernel = new StringBuilder();
        TableReader.of(location)
                .forEach(List.of(), r -> kernel.append(TableReader.toJson(r)).append('\n'));
        assertThat(kernel.toString()).isEqualTo(NESTED_READ);

        List<String> duck = Duck.query(
                location,
                "SELECT {'id': id, 'list': list, 'nums': nums, 'm': m, 'keyed': keyed, 'st': st, 'deep': deep}::JSON"
                        + " FROM rows ORDER BY id",
                r -> r.getString(1));
        // DuckDB writes 1.50 as 1.5
        assertThat(String.join("\n", duck) + "\n").isEqualTo(NESTED_READ.replace("1.50", "1.5"));
    }

    @Test
    void variantsOfEveryShapeAgree() throws Exception {
        TableSchema table =
                CreateTable.parse("CREATE TABLE main.shop.variants (id INT NOT NULL, v VARIANT, vs ARRAY<VARIANT>)");
        List<String> texts = List.of(
                "null",
                "true",
                "false",
                "0",
                "127",
                "-129",
                "40000",
                "3000000000",
                "-9223372036854775808",
                "123456789012345678901234567890",
                "1.5",
                "0.10",
                "\"\"",
                "\"žluť\"",
                "[]",
                "{}",
                "[1,[2,{\"a\":null}],\"x\"]",
                "{\"a\":{\"b\":[true,{\"c\":\"d\"}]},\"z\":1}",
                "\"" + "long ".repeat(100) + "\"",
                "1.0E300");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(row("id", i, "v", texts.get(i), "vs", List.of(texts.get(i), "7")));
        }
        rows.add(row("id", texts.size()));
        Path location = write(table, rows);
        List<Map<String, Object>> read = Tables.rows(location);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(read.get(i).get("v")).hasToString(texts.get(i));
            assertThat(read.get(i).get("vs")).hasToString("[" + texts.get(i) + ", 7]");
        }
        assertThat(read.get(texts.size()).get("v")).isNull();
        // the bytes themselves, by the letter of the Variant encoding: an empty dictionary, and the primitives null,
        // true, 127
        List<String> bytes = Duck.query(
                location,
                "SELECT hex(v.metadata) || ' ' || hex(v.value) FROM rows WHERE id IN (0, 1, 4) ORDER BY id",
                r -> r.getString(1));
        assertThat(bytes).containsExactly("010000 00", "010000 04", "010000 0C7F");
    }

    @Test
    void whatComesTwiceOnTheWireIsTakenAsProtobufSays() throws Exception {
        DescriptorProto proto = RowDescriptor.of(NESTED);
        ByteString first = Rows.row(
                proto,
                row(
                        "id",
                        1,
                        "nums",
                        List.of(1L),
                        "st",
                        row("a", 1, "b", row("c", "first")),
                        "m",
                        row("k", "1.00", "l", "2.00")));
        ByteString second =
                Rows.row(proto, row("id", 2, "nums", List.of(2L), "st", row("a", 2), "m", row("k", "3.00")));
        // an unknown field, number 500, and packed numbers
        ByteString more = ByteString.copyFrom(new byte[] {(byte) 0xA2, 0x1F, 2, 9, 9, 0x1A, 2, 3, 4});
        Path location = writeBytes(NESTED, proto, List.of(first.concat(second).concat(more)));
        assertThat(TableReader.toJson(Tables.rows(location).get(0)))
                .isEqualTo("{\"id\":2,\"list\":null,\"nums\":[1,2,3,4],\"m\":{\"l\":2.00,\"k\":3.00},\"keyed\":null,"
                        + "\"st\":{\"a\":2,\"b\":{\"c\":\"first\",\"d\":null}},\"deep\":null}");
    }

    @Test
    void theLogTellsTheLeastAndGreatestValuesAndNoneOfBinaries() throws Exception {
        Path location = write(
                SCALARS,
                List.of(
                        row("id", 5, "s", "b".repeat(40), "b", new byte[] {1}, "big", 7L, "at", 1_500_000L),
                        row("id", 9, "s", "a".repeat(40), "b", new byte[] {2})));
        String commit = java.nio.file.Files.readString(location.resolve("_delta_log/00000000000000000001.json"))
                .replace("\\\"", "\"");
        assertThat(commit)
                .contains("\"numRecords\":2")
                .contains("\"minValues\":{\"id\":5,\"big\":7,\"s\":\"" + "a".repeat(32) + "\",\"at\":")
                .contains("\"s\":\"" + "b".repeat(32) + Character.toString(0x10FFFF) + "\"")
                .contains("\"big\":1")
                .doesNotContain("\"b\":\"");
    }
}
