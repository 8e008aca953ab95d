// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON records, read back by the official library. */
class JsonRecordTest {

    private static BadRecord refused(String columns, String json) {
        StreamSchema schema = StreamSchema.forJson(Rows.table(columns));
        BadRecord found = catchThrowableOfType(BadRecord.class, () -> schema.fromJson(json));
        assertThat(found).as(json).isNotNull();
        return found;
    }

    private static DynamicMessage row(StreamSchema schema, String json) throws Exception {
        ByteString row = schema.fromJson(json);
        DynamicMessage message = DynamicMessage.parseFrom(Rows.official(schema.descriptor()), row);
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        return message;
    }

    private static Object get(Message message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    @Test
    void takesEveryType() throws Exception {
        StreamSchema schema =
                StreamSchema.forJson(Rows.table("b BOOLEAN, y TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT,"
                        + " d DOUBLE, t STRING, x BINARY, day DATE, ts TIMESTAMP, ntz TIMESTAMP_NTZ, p DECIMAL(10,2), q DECIMAL(10,2),"
                        + " v VARIANT, w VARIANT, a ARRAY<INT>, m MAP<INT, STRING>, st STRUCT<a: INT, b: STRUCT<c: STRING>>,"
                        + " la ARRAY<STRUCT<a: INT>>, ms MAP<STRING, STRUCT<a: INT>>"));
        DynamicMessage row = row(schema, """
                {"b": true, "y": -128, "s": 32767, "i": -5, "L": 9223372036854775807, "f": 1.5, "d": "NaN",
                 "t": "gr\u00fc\u00dfe \\ud83d\\ude00", "x": "AAEC/w==", "day": -1, "ts": 1767225600000000, "ntz": 0,
                 "p": "123.45", "q": 0.10, "v": {"k": [1, 2.50, "x"]}, "w": "[1]", "a": [1, 2], "m": {"7": "seven"},
                 "st": {"a": 1, "b": {"c": "deep"}}, "la": [{"a": 1}, {}], "ms": {"k": {"a": 2}}}
                """);
        assertThat(get(row, "b")).isEqualTo(true);
        assertThat(get(row, "y")).isEqualTo(-128);
        assertThat(get(row, "s")).isEqualTo(32767);
        assertThat(get(row, "i")).isEqualTo(-5);
        assertThat(get(row, "l")).isEqualTo(Long.MAX_VALUE);
        assertThat(get(row, "f")).isEqualTo(1.5f);
        assertThat(get(row, "d")).isEqualTo(Double.NaN);
        assertThat(get(row, "t")).isEqualTo("grüße \uD83D\uDE00");
        assertThat(get(row, "x")).isEqualTo(ByteString.copyFrom(new byte[] {0, 1, 2, -1}));
        assertThat(get(row, "day")).isEqualTo(-1);
        assertThat(get(row, "ts")).isEqualTo(1767225600000000L);
        assertThat(get(row, "ntz")).isEqualTo(0L);
        assertThat(get(row, "p")).isEqualTo("123.45");
        assertThat(get(row, "q")).isEqualTo("0.10");
        assertThat(get(row, "v")).isEqualTo("{\"k\": [1, 2.50, \"x\"]}");
        assertThat(get(row, "w")).isEqualTo("[1]");
        assertThat(get(row, "a")).isEqualTo(List.of(1, 2));
        Message entry = (Message) ((List<?>) get(row, "m")).get(0);
        assertThat(get(entry, "key")).isEqualTo(7);
        assertThat(get(entry, "value")).isEqualTo("seven");
        assertThat(get((Message) get((Message) get(row, "st"), "b"), "c")).isEqualTo("deep");
        assertThat((List<?>) get(row, "la")).hasSize(2);
        Message struct = (Message) get((Message) ((List<?>) get(row, "ms")).get(0), "value");
        assertThat(get(struct, "a")).isEqualTo(2);
    }

    @Test
    void takesNullAndMissingForNullableColumns() throws Exception {
        StreamSchema schema = StreamSchema.forJson(Rows.table("a INT, s STRUCT<b: INT NOT NULL>, m MAP<STRING, INT>"));
        DynamicMessage row = row(schema, "{\"a\": null, \"m\": {\"k\": null}}");
        Descriptor official = row.getDescriptorForType();
        assertThat(row.hasField(official.findFieldByName("a"))).isFalse();
        assertThat(row.hasField(official.findFieldByName("s"))).isFalse();
        assertThat((List<?>) get(row, "m")).hasSize(1);
    }

    @Test
    void refusesNullAndMissingForNotNullColumns() {
        String columns = "a INT NOT NULL, l ARRAY<INT> NOT NULL, s STRUCT<b: INT NOT NULL>";
        assertThat(refused(columns, "{\"l\": []}").column()).isEqualTo("a");
        assertThat(refused(columns, "{\"l\": [], \"a\": null}")).hasMessageContaining("is missing or null");
        assertThat(refused(columns, "{\"a\": 1}").column()).isEqualTo("l");
        assertThat(refused(columns, "{\"a\": 1, \"l\": [], \"s\": {}}").column())
                .isEqualTo("s.b");
    }

    @Test
    void namesUnknownFieldsAndWhatThereIs() {
        assertThat(refused("a INT, b INT", "{\"zip\": 1}")).hasMessage("unknown field 'zip': the table has a, b");
        assertThat(refused("s STRUCT<a: INT>", "{\"s\": {\"zip\": 1}}"))
                .hasMessage("unknown field 's.zip': the STRUCT 's' has a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TIMESTAMP | \"2026-01-01T00:00:00Z\" | the most common mistake",
                "TIMESTAMP | 1767225600.5 | whole number of microseconds",
                "TIMESTAMP_NTZ | \"2026-01-01\" | microseconds of wall clock",
                "DATE | \"2026-01-01\" | whole number of days since 1970-01-01",
                "INT | \"5\" | INT takes a whole number",
                "INT | 5.0 | INT takes a whole number",
                "INT | 2147483648 | out of range: INT takes -2147483648 to 2147483647",
                "TINYINT | 128 | TINYINT takes -128 to 127",
                "BIGINT | 9223372036854775808 | out of range",
                "BOOLEAN | 1 | BOOLEAN takes true or false",
                "FLOAT | 1e39 | out of range of FLOAT",
                "DOUBLE | 1e999 | out of range of DOUBLE",
                "DOUBLE | \"one\" | DOUBLE takes a number",
                "STRING | 5 | STRING takes text",
                "STRING | {} | a JSON object is not right",
                "STRING | \"\\ud83d\" | half a surrogate pair",
                "BINARY | \"*\" | base64",
                "DECIMAL(5,2) | \"x\" | no decimal number",
                "DECIMAL(5,2) | 1234.5 | 4 digits before the point",
                "DECIMAL(5,2) | true | DECIMAL(5,2) takes text",
                "VARIANT | \"hello\" | no well-formed JSON",
                "VARIANT | {\"a\":1,\"a\":2} | Duplicate",
                "ARRAY<INT> | 5 | 'c': '5' is not right: an ARRAY takes a JSON array",
                "ARRAY<INT> | [null] | null in an array",
                "MAP<STRING INT> | [] | MAP takes a JSON object",
                "MAP<INT INT> | {\"x\": 1} | 'x' is no INT",
                "MAP<INT INT> | {\"1\": 1, \"01\": 1} | twice",
                "STRUCT<a: INT> | 5 | a JSON object"
            })
    void refusesWhatDoesNotFitAndSaysWhatIsRight(String type, String value, String message) {
        assertThat(refused(
                        "c " + type.replace("STRING INT", "STRING, INT").replace("INT INT", "INT, INT"),
                        "{\"c\": " + value + "}"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no JSON object",
                "[] | no JSON object",
                "{ | no well-formed",
                "{\"a\": 1 | no well-formed",
                "{\"a\": 1} {} | something follows",
                "{\"a\": 1, \"a\": 2} | Duplicate",
                "{\"a\": 1, \"A\": 2} | twice",
                "{a: 1} | no well-formed"
            })
    void refusesWhatIsNotOneObject(String json, String message) {
        assertThat(refused("a INT", json)).hasMessageContaining(message);
    }

    @Test
    void refusesARecordThatIsTooLarge() {
        String json = "{\"a\": \"" + "x".repeat(StreamSchema.MAX_RECORD_BYTES) + "\"}";
        assertThat(refused("a STRING", json)).hasMessageContaining("10485760 are allowed");
    }

    /** Long records are parsed through a buffer; a VARIANT is cut out of the text by its offsets. */
    @Test
    void takesAVariantAsItStandsWhereverItStands() throws Exception {
        StreamSchema schema = StreamSchema.forJson(Rows.table("pad STRING, list ARRAY<VARIANT>, v VARIANT"));
        String variant = "{ \"a\" : [1, {\"b\": null}, \"\u00e9\"] }";
        String quoted = '"' + variant.replace("\"", "\\\"") + '"';
        String form = "{\"pad\": \"%s\", \"list\": [%2$s,\n%2$s], \"v\" :\t%2$s}";
        for (int pad = 33_000; pad < 37_100; pad += 5) {
            String text = "x".repeat(pad);
            assertThat(schema.fromJson(String.format(form, text, variant)))
                    .as("behind %d characters", pad)
                    .isEqualTo(schema.fromJson(String.format(form, text, quoted)));
        }
    }
}
