// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type with values that fit and values that do not, as the official library encodes them. */
class ValueCheckTest {

    private static final long DAY = 86_400_000_000L;

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("BOOLEAN", true),
                Arguments.of("BOOLEAN", false),
                Arguments.of("TINYINT", -128),
                Arguments.of("TINYINT", 127),
                Arguments.of("SMALLINT", -32768),
                Arguments.of("SMALLINT", 32767),
                Arguments.of("INT", Integer.MIN_VALUE),
                Arguments.of("INT", Integer.MAX_VALUE),
                Arguments.of("BIGINT", Long.MIN_VALUE),
                Arguments.of("BIGINT", Long.MAX_VALUE),
                Arguments.of("FLOAT", Float.NaN),
                Arguments.of("DOUBLE", Double.NEGATIVE_INFINITY),
                Arguments.of("STRING", ""),
                Arguments.of("STRING", "grüße \uD83D\uDE00"),
                Arguments.of("BINARY", ByteString.copyFrom(new byte[] {-1, 0, 1})),
                Arguments.of("DATE", -719162),
                Arguments.of("DATE", 2932896),
                Arguments.of("TIMESTAMP", -719162 * DAY),
                Arguments.of("TIMESTAMP", 2932897 * DAY - 1),
                Arguments.of("TIMESTAMP_NTZ", 0L),
                Arguments.of("DECIMAL(5,2)", "123.45"),
                Arguments.of("DECIMAL(5,2)", "-999.99"),
                Arguments.of("DECIMAL(5,2)", "+0001.500"),
                Arguments.of("DECIMAL(5,2)", ".5"),
                Arguments.of("DECIMAL(5,2)", "1.2E2"),
                Arguments.of("DECIMAL(5,2)", "0e+99"),
                Arguments.of("DECIMAL(38,0)", "9".repeat(38)),
                Arguments.of("DECIMAL(38,38)", "0." + "9".repeat(38)),
                Arguments.of("VARIANT", "{\"a\": [1, null, \"x\", {\"b\": 1e3}]}"),
                Arguments.of("VARIANT", "null"),
                Arguments.of("VARIANT", " \"\\ud83d\\ude00\" "));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("TINYINT", 128, "128 is out of range: TINYINT takes -128 to 127"),
                Arguments.of("SMALLINT", -32769, "SMALLINT takes -32768 to 32767"),
                Arguments.of("DATE", -719163, "days since 1970-01-01 (years 1 to 9999)"),
                Arguments.of("DATE", 2932897, "DATE takes"),
                Arguments.of("TIMESTAMP", -719162 * DAY - 1, "microseconds since 1970-01-01T00:00:00Z"),
                Arguments.of("TIMESTAMP", 2932897 * DAY, "TIMESTAMP takes"),
                Arguments.of("TIMESTAMP_NTZ", Long.MAX_VALUE, "microseconds of wall clock"),
                Arguments.of("DECIMAL(5,2)", "", "no decimal number"),
                Arguments.of("DECIMAL(5,2)", "abc", "'abc' is not right"),
                Arguments.of("DECIMAL(5,2)", "1,5", "no decimal number"),
                Arguments.of("DECIMAL(5,2)", "1.2.3", "no decimal number"),
                Arguments.of("DECIMAL(5,2)", "1.234", "3 digits behind the point; DECIMAL(5,2) takes 3 digits before"),
                Arguments.of("DECIMAL(5,2)", "1000", "4 digits before the point"),
                Arguments.of("DECIMAL(5,2)", "1E3", "4 digits before the point"),
                Arguments.of("DECIMAL(5,2)", "1E-3", "3 digits behind the point"),
                Arguments.of("DECIMAL(5,2)", "1E999999999", "exponent"),
                Arguments.of("DECIMAL(5,2)", "1E", "exponent"),
                Arguments.of("DECIMAL(5,2)", "NaN", "no decimal number"),
                Arguments.of("DECIMAL(5,2)", "\u0661", "no decimal number"),
                Arguments.of("DECIMAL(5,2)", "0".repeat(200), "longer than 128"),
                Arguments.of("VARIANT", "", "it is empty"),
                Arguments.of("VARIANT", "{\"a\": }", "no well-formed JSON"),
                Arguments.of("VARIANT", "{\"a\": 1, \"a\": 2}", "Duplicate"),
                Arguments.of("VARIANT", "{} {}", "something follows"),
                Arguments.of("VARIANT", "1 x", "no well-formed JSON"),
                Arguments.of("VARIANT", "[1", "no well-formed JSON"),
                Arguments.of("VARIANT", "NaN", "no well-formed JSON"),
                Arguments.of("VARIANT", "hello", "no well-formed JSON"),
                Arguments.of("VARIANT", "\"\\ud83d\"", "half a surrogate pair"),
                Arguments.of("VARIANT", "[".repeat(200) + "]".repeat(200), "no well-formed JSON"));
    }

    private static ByteString row(StreamSchema schema, Object value) {
        Descriptor official = Rows.official(schema.descriptor());
        return DynamicMessage.newBuilder(official)
                .setField(official.findFieldByName("c"), value)
                .build()
                .toByteString();
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesWhatFits(String type, Object value) {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c " + type + " NOT NULL"));
        assertThatCode(() -> schema.check(row(schema, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatDoesNotFitAndSaysWhy(String type, Object value, String message) {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c " + type));
        BadRecord found = catchThrowableOfType(BadRecord.class, () -> schema.check(row(schema, value)));
        assertThat(found).hasMessageStartingWith("column 'c': ").hasMessageContaining(message);
        assertThat(found.column()).isEqualTo("c");
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesTheSameInsideAListAndAStruct(String type, Object value) {
        StreamSchema schema = StreamSchema.forJson(
                Rows.table("l ARRAY<STRUCT<c: " + type + " NOT NULL>>, m MAP<STRING, " + type + ">"));
        Descriptor official = Rows.official(schema.descriptor());
        DynamicMessage.Builder row = DynamicMessage.newBuilder(official);
        var list = official.findFieldByName("l");
        var map = official.findFieldByName("m");
        row.addRepeatedField(
                list,
                DynamicMessage.newBuilder(list.getMessageType())
                        .setField(list.getMessageType().findFieldByName("c"), value)
                        .build());
        row.addRepeatedField(
                map,
                DynamicMessage.newBuilder(map.getMessageType())
                        .setField(map.getMessageType().findFieldByName("key"), "k")
                        .setField(map.getMessageType().findFieldByName("value"), value)
                        .build());
        assertThatCode(() -> schema.check(row.build().toByteString())).doesNotThrowAnyException();
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c STRING"));
        for (byte[] text :
                new byte[][] {{(byte) 0xFF}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}}) {
            ByteString row = raw(1, ByteString.copyFrom(text));
            assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(row)))
                    .hasMessage("column 'c': the text is no valid UTF-8: send other bytes in a BINARY column");
        }
    }

    @Test
    void refusesFieldsThatTheDescriptorDoesNotHave() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c STRING, d STRUCT<e: STRING>"));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(raw(7, ByteString.EMPTY))))
                .hasMessageContaining("field number 7 is not in the descriptor");
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(raw(2, raw(9, ByteString.EMPTY)))))
                .hasMessageStartingWith("column 'd': field number 9");
    }

    @Test
    void refusesAWrongWireTypeAndAFieldSentTwice() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c STRING"));
        ByteString number = UnknownFieldSet.newBuilder()
                .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                .build()
                .toByteString();
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(number)))
                .hasMessageContaining("wire type 0");
        ByteString one = raw(1, ByteString.copyFromUtf8("x"));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(one.concat(one))))
                .hasMessageContaining("twice");
    }

    @Test
    void refusesNullInNotNullColumnsAtEveryDepth() {
        StreamSchema schema = StreamSchema.forJson(
                Rows.table("a INT NOT NULL, s STRUCT<b: STRING NOT NULL, c: INT>, l ARRAY<STRUCT<d: DATE NOT NULL>>"));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(ByteString.EMPTY)))
                .hasMessageStartingWith("column 'a': is missing: the column is INT NOT NULL");
        ByteString a = UnknownFieldSet.newBuilder()
                .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                .build()
                .toByteString();
        assertThatCode(() -> schema.check(a)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(a.concat(raw(2, ByteString.EMPTY))))
                        .column())
                .isEqualTo("s.b");
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(a.concat(raw(3, ByteString.EMPTY))))
                        .column())
                .isEqualTo("l[].d");
    }

    @Test
    void checksRequiredColumnsBehindTheSixtyFourth() {
        StringBuilder columns = new StringBuilder("c0 INT");
        for (int i = 1; i < 200; i++) {
            columns.append(", c").append(i).append(i % 50 == 0 ? " INT NOT NULL" : " INT");
        }
        StreamSchema schema = StreamSchema.forJson(Rows.table(columns.toString()));
        UnknownFieldSet.Builder row = UnknownFieldSet.newBuilder();
        UnknownFieldSet.Field one =
                UnknownFieldSet.Field.newBuilder().addVarint(1).build();
        row.addField(51, one).addField(101, one);
        assertThat(catchThrowableOfType(
                                BadRecord.class, () -> schema.check(row.build().toByteString()))
                        .column())
                .isEqualTo("c150");
        row.addField(151, one);
        assertThatCode(() -> schema.check(row.build().toByteString())).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                BadRecord.class,
                                () -> schema.check(row.build()
                                        .toByteString()
                                        .concat(row.build().toByteString())))
                        .column())
                .isEqualTo("c50");
    }

    @Test
    void refusesAKeyThatComesTwiceInAMap() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("m MAP<STRING, INT>, d MAP<DECIMAL(5,2), INT>"));
        ByteString entry = raw(1, raw(1, ByteString.copyFromUtf8("k")));
        ByteString other = raw(1, raw(1, ByteString.copyFromUtf8("l")));
        assertThatCode(() -> schema.check(entry.concat(other))).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                        BadRecord.class, () -> schema.check(entry.concat(other).concat(entry))))
                .hasMessage("column 'm': the key 'k' stands in the map twice");
        ByteString one = raw(2, raw(1, ByteString.copyFromUtf8("1.0")));
        ByteString same = raw(2, raw(1, ByteString.copyFromUtf8("1.00")));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(one.concat(same)))
                        .column())
                .isEqualTo("d");
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(raw(2, ByteString.EMPTY))))
                .hasMessageContaining("no key");
    }

    @Test
    void takesListsOfNumbersPackedAndOneByOne() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c ARRAY<TINYINT>"));
        assertThatCode(() -> schema.check(raw(1, ByteString.copyFrom(new byte[] {1, 2, 127}))))
                .doesNotThrowAnyException();
        ByteString tooLarge = raw(1, ByteString.copyFrom(new byte[] {1, (byte) 0x80, 1}));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(tooLarge)))
                .hasMessageStartingWith("column 'c[]': 128 is out of range");
    }

    @Test
    void refusesARecordThatIsTooLargeAndSaysWhichOfABatchItIs() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c BINARY"));
        ByteString row = raw(1, ByteString.copyFrom(new byte[StreamSchema.MAX_RECORD_BYTES]));
        BadRecord found = catchThrowableOfType(BadRecord.class, () -> schema.check(row));
        assertThat(found.inBatch(3))
                .hasMessageStartingWith("record 3: the record has 10485765 bytes: 10485760 are allowed");
    }

    @Test
    void doesNotShowControlCharactersOfAValue() {
        StreamSchema schema = StreamSchema.forJson(Rows.table("c DECIMAL(5,2)"));
        ByteString row = raw(1, ByteString.copyFrom("\u001b[31m" + "x".repeat(500), StandardCharsets.UTF_8));
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(row))
                        .getMessage())
                .doesNotContain("\u001b")
                .hasSizeLessThan(300);
    }

    static ByteString raw(int number, ByteString content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(content)
                                .build())
                .build()
                .toByteString();
    }
}
