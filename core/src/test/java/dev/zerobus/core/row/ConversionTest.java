// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.proto.event.Value;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of value against every type of column: what comes out, or that it is set aside (-). */
final class ConversionTest {

    private static Value.Builder value(String kind, String text) {
        Value.Builder v = Value.newBuilder().setName("X");
        switch (kind) {
            case "bool":
                return v.setBoolValue(Boolean.parseBoolean(text));
            case "int":
                return v.setIntValue(Long.parseLong(text));
            case "double":
                return v.setDoubleValue(Double.parseDouble(text));
            case "float":
                return v.setFloatValue(Float.parseFloat(text));
            case "text":
                return v.setStringValue(text);
            case "bytes":
                return v.setBytesValue(ByteString.copyFromUtf8(text));
            case "instant":
                return v.setTimestampMicros(Long.parseLong(text));
            case "local":
                return v.setLocalTimestampMicros(Long.parseLong(text));
            case "date":
                return v.setDateDays(Integer.parseInt(text));
            case "decimal":
                return v.setDecimalValue(text);
            case "list":
                return Rows.list("x", Rows.number("", 1), Rows.number("", 2));
            case "map":
                return Rows.map("x", Rows.number("a", 1), Rows.number("b", 2));
            default:
                throw new IllegalArgumentException(kind);
        }
    }

    private static void check(String kind, String text, String type, String expected) {
        Rows rows = Rows.of("x " + type);
        if (expected.equals("-")) {
            RowOutcome outcome = rows.encode(Rows.event(value(kind, text)));
            assertThat(outcome.reason())
                    .as("%s %s to %s", kind, text, type)
                    .isEqualTo(SetAsideReason.VALUE_DOES_NOT_FIT);
            assertThat(outcome.column()).startsWith("x");
            assertThat(outcome.text()).contains("'x");
            assertThat(rows.out.length()).isZero();
        } else {
            DynamicMessage row = rows.row(Rows.event(value(kind, text)));
            assertThat(String.valueOf(Rows.plain(row).get("x")))
                    .as("%s %s to %s", kind, text, type)
                    .isEqualTo(expected);
        }
    }

    private static final String[] TYPES = {
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(10,2)",
        "STRING",
        "BINARY",
        "DATE",
        "TIMESTAMP",
        "TIMESTAMP_NTZ",
        "VARIANT",
        "ARRAY<INT>",
        "MAP<STRING, INT>",
        "STRUCT<a: INT, b: STRING>"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                // kind|value|BOOLEAN|TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL|STRING|BINARY|DATE|TIMESTAMP|NTZ|VARIANT|ARRAY|MAP|STRUCT
                "bool|true|true|-|-|-|-|-|-|-|true|-|-|-|-|true|-|-|-",
                "int|127|-|127|127|127|127|127.0|127.0|127|127|-|-|-|-|127|-|-|-",
                "int|-16777217|-|-|-|-16777217|-16777217|-|-1.6777217E7|-16777217|-16777217|-|-|-|-|-16777217|-|-|-",
                "int|9223372036854775807|-|-|-|-|9223372036854775807|-|-|-|9223372036854775807|-|-|-|-|9223372036854775807|-|-|-",
                "int|-9223372036854775808|-|-|-|-|-9223372036854775808|-9.223372E18|-9.223372036854776E18|-|-9223372036854775808|-|-|-|-|-9223372036854775808|-|-|-",
                "double|0.1|-|-|-|-|-|-|0.1|0.1|0.1|-|-|-|-|0.1|-|-|-",
                "double|-3.0|-|-3|-3|-3|-3|-3.0|-3.0|-3|-3.0|-|-|-|-|-3.0|-|-|-",
                "double|19.995|-|-|-|-|-|-|19.995|-|19.995|-|-|-|-|19.995|-|-|-",
                "double|9.223372036854775807E18|-|-|-|-|-|9.223372E18|9.223372036854776E18|-|9.223372036854776E18|-|-|-|-|9.223372036854776E18|-|-|-",
                "double|NaN|-|-|-|-|-|NaN|NaN|-|NaN|-|-|-|-|\"NaN\"|-|-|-",
                "double|-Infinity|-|-|-|-|-|-Infinity|-Infinity|-|-Infinity|-|-|-|-|\"-Infinity\"|-|-|-",
                "float|0.1|-|-|-|-|-|0.1|0.10000000149011612|0.1|0.1|-|-|-|-|0.1|-|-|-",
                "float|NaN|-|-|-|-|-|NaN|NaN|-|NaN|-|-|-|-|\"NaN\"|-|-|-",
                "decimal|12.50|-|-|-|-|-|12.5|12.5|12.5|12.50|-|-|-|-|12.50|-|-|-",
                "decimal|300|-|-|300|300|300|300.0|300.0|300|300|-|-|-|-|300|-|-|-",
                "decimal|123456789.00|-|-|-|123456789|123456789|-|1.23456789E8|-|123456789.00|-|-|-|-|123456789.00|-|-|-",
                "decimal|0.1234567890123456789|-|-|-|-|-|-|-|-|0.1234567890123456789|-|-|-|-|0.1234567890123456789|-|-|-",
                "text|hello|-|-|-|-|-|-|-|-|hello|-|-|-|-|\"hello\"|-|-|-",
                "text|true|true|-|-|-|-|-|-|-|true|-|-|-|-|\"true\"|-|-|-",
                "text|42|-|42|42|42|42|42.0|42.0|42|42|-|-|-|-|\"42\"|-|-|-",
                "text|042|-|-|-|-|-|-|-|-|042|-|-|-|-|\"042\"|-|-|-",
                "text|1e3|-|-|1000|1000|1000|1000.0|1000.0|1000|1e3|-|-|-|-|\"1e3\"|-|-|-",
                "text|2026-11-20|-|-|-|-|-|-|-|-|2026-11-20|-|20777|-|-|\"2026-11-20\"|-|-|-",
                "text|2026-11-20T08:30:15.5Z|-|-|-|-|-|-|-|-|2026-11-20T08:30:15.5Z|-|-|1795163415500000|-|\"2026-11-20T08:30:15.5Z\"|-|-|-",
                "text|2026-11-20T08:30|-|-|-|-|-|-|-|-|2026-11-20T08:30|-|-|-|1795163400000000|\"2026-11-20T08:30\"|-|-|-",
                "bytes|hi|-|-|-|-|-|-|-|-|aGk=|hi|-|-|-|\"aGk=\"|-|-|-",
                "instant|1795163415500000|-|-|-|-|1795163415500000|-|-|-|2026-11-20T08:30:15.500Z|-|-|1795163415500000|-|\"2026-11-20T08:30:15.500Z\"|-|-|-",
                "instant|253402300800000000|-|-|-|-|253402300800000000|-|-|-|+10000-01-01T00:00Z|-|-|-|-|\"+10000-01-01T00:00Z\"|-|-|-",
                "local|1|-|-|-|-|-|-|-|-|1970-01-01T00:00:00.000001|-|-|-|1|\"1970-01-01T00:00:00.000001\"|-|-|-",
                "date|-719162|-|-|-|-|-|-|-|-|0001-01-01|-|-719162|-|-|\"0001-01-01\"|-|-|-",
                "date|-719163|-|-|-|-|-|-|-|-|0000-12-31|-|-|-|-|\"0000-12-31\"|-|-|-",
                "list||-|-|-|-|-|-|-|-|[1,2]|-|-|-|-|[1,2]|[1, 2]|-|-",
                "map||-|-|-|-|-|-|-|-|{\"a\":1,\"b\":2}|-|-|-|-|{\"a\":1,\"b\":2}|-|{a=1, b=2}|{a=1, b=2}",
            })
    void convertsWhereNothingIsLostAndSetsAsideElse(String row) {
        // one string, because the row has more columns than a readable signature
        String[] cells = row.split("\\|", -1);
        assertThat(cells).hasSize(TYPES.length + 2);
        for (int i = 0; i < TYPES.length; i++) {
            check(cells[0], cells[1], TYPES[i], cells[i + 2]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|128|TINYINT|-",
                "int|-128|TINYINT|-128",
                "int|32768|SMALLINT|-",
                "int|2147483648|INT|-",
                "int|99999999|DECIMAL(10,2)|99999999",
                "int|100000000|DECIMAL(10,2)|-",
                "int|0|DECIMAL(2,2)|0",
                "int|1|DECIMAL(2,2)|-",
                "decimal|-0.00|DECIMAL(2,2)|0",
                "decimal|-0.990|DECIMAL(2,2)|-0.99",
                "decimal|0.991|DECIMAL(2,2)|-",
                "decimal|99999999999999999999999999999999999999|DECIMAL(38,0)|99999999999999999999999999999999999999",
                "decimal|9223372036854775808|BIGINT|-",
                "decimal|-9223372036854775808|BIGINT|-9223372036854775808",
                "decimal|1234567890123456789012345678901234567890|VARIANT|\"1234567890123456789012345678901234567890\"",
                "text|1e9999|DECIMAL(38,0)|-",
                "text|1e99999|DOUBLE|-",
                "text|1e400|DOUBLE|-",
                "text|1e-3|DECIMAL(10,3)|0.001",
                "text|-|INT|-",
                "text|1.|DOUBLE|-",
                "text|.5|DOUBLE|-",
                "text|+1|INT|-",
                "text|NaN|DOUBLE|-",
                "text|TRUE|BOOLEAN|true",
                "text|False|BOOLEAN|false",
                "text|2024-02-29|DATE|19782",
                "text|2023-02-29|DATE|-",
                "text|2026-13-01|DATE|-",
                "text|0000-01-01|DATE|-",
                "text|9999-12-31|DATE|2932896",
                "text|2026-11-20T08:30:15.1234567Z|TIMESTAMP|-",
                "text|2026-11-20T08:30:15.123456000Z|TIMESTAMP|1795163415123456",
                "text|2026-11-20 08:30:15+01:00|TIMESTAMP|1795159815000000",
                "text|2026-11-20T08:30:15-0130|TIMESTAMP|1795168815000000",
                "text|2026-11-20T24:00:00Z|TIMESTAMP|-",
                "text|2026-11-20T08:30:15Zx|TIMESTAMP|-",
                "text|2026-11-20T08:30:15.Z|TIMESTAMP|-",
                "text|2026-11-20T08:30:15|TIMESTAMP|-",
                "instant|-62135596800000000|TIMESTAMP|-62135596800000000",
                "instant|-62135596800000001|TIMESTAMP|-",
                "instant|253402300799999999|TIMESTAMP|253402300799999999",
                "map||MAP<STRING, STRING>|{a=1, b=2}",
                "map||MAP<STRING, DOUBLE>|{a=1.0, b=2.0}",
                "map||MAP<STRING, BINARY>|-",
                "map||MAP<INT, INT>|-",
                "map||STRUCT<A: TINYINT, c: STRING>|{A=1}",
                "map||STRUCT<a: DATE>|-",
                "list||ARRAY<STRING>|[1, 2]",
                "list||ARRAY<DATE>|-",
            })
    void knowsTheEdges(String kind, String text, String type, String expected) {
        check(kind, text == null ? "" : text, type, expected);
    }

    @Test
    void readsMapKeysOfOtherTypesFromTheirText() {
        Rows rows = Rows.of("i MAP<INT, STRING>, b MAP<BOOLEAN, INT>, d MAP<DATE, INT>, n MAP<DECIMAL(5,2), INT>");

        assertThat(Rows.plain(rows.row(Rows.event(
                                Rows.map("i", Rows.text("-5", "x")),
                                Rows.map("b", Rows.number("true", 1)),
                                Rows.map("d", Rows.number("1970-01-02", 2)),
                                Rows.map("n", Rows.number("1.50", 3)))))
                        .toString())
                .isEqualTo("{i={-5=x}, b={true=1}, d={1=2}, n={1.5=3}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARRAY<INT>", "MAP<STRING, INT>"})
    void setsNullsInListsAndMapsAside(String type) {
        Rows rows = Rows.of("x " + type);
        Value.Builder value = type.startsWith("A")
                ? Rows.list("x", Rows.number("", 1), Rows.nothing(""))
                : Rows.map("x", Rows.nothing("k"));

        RowOutcome outcome = rows.encode(Rows.event(value));

        assertThat(outcome.reason()).isEqualTo(SetAsideReason.VALUE_DOES_NOT_FIT);
        assertThat(outcome.text()).contains("leave it out");
    }

    @Test
    void writesJsonThatJsonParsersRead() throws Exception {
        Rows rows = Rows.of("v VARIANT");
        String odd = "quote\" back\\slash \n\r\t \u0001 \u001f \u007f é 漢 \uD83D\uDE00 </script>";
        DynamicMessage row = rows.row(Rows.event(Rows.map(
                "v",
                Rows.text(odd, odd),
                Rows.list("l", Rows.nothing(""), Rows.list("", Rows.map("")), Rows.text("", "")),
                Rows.number("twice", 1),
                Rows.number("twice", 2))));

        String json = (String) Rows.plain(row).get("v");
        StringBuilder read = new StringBuilder();
        try (var parser = new com.fasterxml.jackson.core.JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                read.append(parser.getText()).append('|');
            }
        }
        assertThat(read).hasToString("{|" + odd + "|" + odd + "|l|[|null|[|{|}|]||]|twice|2|}|");
    }

    @Test
    void refusesJsonThatIsTooDeep() {
        Value.Builder value = Rows.number("", 1);
        for (int i = 0; i < 63; i++) {
            value = Rows.list("v", value);
        }
        Rows rows = Rows.of("v VARIANT");
        assertThat(rows.encode(Rows.event(value)).written()).isTrue();

        RowOutcome outcome = rows.encode(Rows.event(Rows.list("v", Rows.list("v", value))));

        assertThat(outcome.reason()).isEqualTo(SetAsideReason.VALUE_DOES_NOT_FIT);
        assertThat(outcome.text()).contains("64 deep");
    }

    @Test
    void keepsTheLastOfManyEqualNames() {
        Value.Builder[] entries = Stream.concat(
                        Stream.iterate(0, i -> i + 1).limit(100).map(i -> Rows.number("k" + i, i)),
                        Stream.iterate(0, i -> i + 1).limit(100).map(i -> Rows.number("k" + i, -i)))
                .toArray(Value.Builder[]::new);

        DynamicMessage row = Rows.of("m MAP<STRING, INT>").row(Rows.event(Rows.map("m", entries)));

        assertThat(((java.util.Map<?, ?>) Rows.plain(row).get("m")).get("k99")).isEqualTo(-99);
    }
}
