// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import org.junit.jupiter.api.Test;

/** What a client's message may look like beside a table. */
class NegotiationTest {

    private final TableSchema table =
            Rows.table("id BIGINT NOT NULL, name STRING, price DECIMAL(10,2), at TIMESTAMP, tags ARRAY<STRING>");

    private static DescriptorProto.Builder message(FieldDescriptorProto.Builder... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
        for (FieldDescriptorProto.Builder field : fields) {
            message.addField(field);
        }
        return message;
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private SchemaMismatch mismatch(DescriptorProto.Builder message) {
        return mismatch(table, message);
    }

    private static SchemaMismatch mismatch(TableSchema table, DescriptorProto.Builder message) {
        SchemaMismatch found =
                catchThrowableOfType(SchemaMismatch.class, () -> StreamSchema.negotiate(table, message.build()));
        assertThat(found).as("a mismatch").isNotNull();
        return found;
    }

    @Test
    void takesTheTablesOwnMessage() throws Exception {
        assertThat(StreamSchema.negotiate(table, RowDescriptor.of(table)).table())
                .isEqualTo(table);
    }

    @Test
    void takesAMessageWithoutNullableColumnsAndWithoutRequired() throws Exception {
        StreamSchema schema = StreamSchema.negotiate(
                table,
                message(field("ID", 1, Type.TYPE_INT64), field("at", 9, Type.TYPE_INT64))
                        .build());
        assertThat(schema.descriptor().getFieldList())
                .extracting(f -> f.getName())
                .containsExactly("id", "at");
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(ByteString.EMPTY)))
                .hasMessageContaining("BIGINT NOT NULL")
                .hasMessageContaining("proto3");
    }

    @Test
    void asksForWhatTheClientCalledRequired() throws Exception {
        StreamSchema schema = StreamSchema.negotiate(
                Rows.table("a STRING"),
                message(field("a", 1, Type.TYPE_STRING).setLabel(Label.LABEL_REQUIRED))
                        .build());
        assertThat(catchThrowableOfType(BadRecord.class, () -> schema.check(ByteString.EMPTY)))
                .hasMessageContaining("the descriptor says required");
    }

    @Test
    void namesEveryCauseAtOnce() {
        SchemaMismatch found = mismatch(message(
                field("price", 1, Type.TYPE_DOUBLE),
                field("name", 2, Type.TYPE_STRING),
                field("zip", 3, Type.TYPE_STRING)));
        assertThat(found.causesText())
                .isEqualTo("FIELD_NOT_IN_TABLE,MISSING_REQUIRED_COLUMN,FIELD_OUT_OF_ORDER,TYPE_INCOMPATIBLE");
        assertThat(found)
                .hasMessageContaining("FIELD_NOT_IN_TABLE zip: the table has no such column")
                .hasMessageContaining("MISSING_REQUIRED_COLUMN id: the column is BIGINT NOT NULL")
                .hasMessageContaining("FIELD_OUT_OF_ORDER name: field number 2 is above that of column 'price'")
                .hasMessageContaining(
                        "TYPE_INCOMPATIBLE price: the descriptor has double, but the column is DECIMAL(10,2):"
                                + " declare string (such as \"123.45\")");
    }

    @Test
    void refusesTextForATimestampWithTheRightType() {
        SchemaMismatch found = mismatch(message(field("id", 1, Type.TYPE_INT64), field("at", 2, Type.TYPE_STRING)));
        assertThat(found.causesText()).isEqualTo("TYPE_INCOMPATIBLE");
        assertThat(found).hasMessageContaining("declare int64 (microseconds since 1970-01-01T00:00:00Z)");
    }

    @Test
    void refusesRepeatedForASingleValueAndTheOtherWayRound() {
        assertThat(mismatch(message(
                                field("id", 1, Type.TYPE_INT64).setLabel(Label.LABEL_REPEATED),
                                field("tags", 2, Type.TYPE_STRING)))
                        .problems())
                .extracting(p -> p.cause() + " " + p.field())
                .containsExactlyInAnyOrder("TYPE_INCOMPATIBLE id", "TYPE_INCOMPATIBLE tags");
    }

    @Test
    void refusesAColumnOrANumberTwice() {
        assertThat(mismatch(message(field("id", 1, Type.TYPE_INT64), field("Id", 2, Type.TYPE_INT64)))
                        .causesText())
                .isEqualTo("FIELD_COUNT_MISMATCH");
        assertThat(mismatch(message(field("id", 1, Type.TYPE_INT64), field("name", 1, Type.TYPE_STRING)))
                        .causesText())
                .isEqualTo("FIELD_COUNT_MISMATCH");
    }

    @Test
    void refusesMoreFieldsThanARowMayHave() {
        DescriptorProto.Builder message = message();
        for (int i = 0; i <= TableSchema.MAX_COLUMNS; i++) {
            message.addField(field("f" + i, i + 1, Type.TYPE_STRING));
        }
        assertThat(mismatch(message).causesText()).isEqualTo("FIELD_COUNT_MISMATCH");
    }

    @Test
    void refusesNumbersThatProtobufKeepsForItself() {
        for (int number : new int[] {0, -1, 19_000, 19_999, 1 << 29}) {
            assertThat(mismatch(message(field("id", number, Type.TYPE_INT64))).causesText())
                    .contains("TYPE_INCOMPATIBLE");
        }
    }

    @Test
    void findsNestedTypesThoughTheirPackageIsUnknown() throws Exception {
        TableSchema nested = Rows.table("s STRUCT<a: INT>, m MAP<STRING, STRUCT<a: INT>>");
        DescriptorProto inner =
                message(field("a", 5, Type.TYPE_INT32)).setName("Inner").build();
        for (String name : new String[] {".shop.v1.Row.Inner", ".Row.Inner", "Inner", "Row.Inner"}) {
            DescriptorProto.Builder message = message(
                            field("s", 1, Type.TYPE_MESSAGE).setTypeName(name),
                            field("m", 2, Type.TYPE_MESSAGE)
                                    .setLabel(Label.LABEL_REPEATED)
                                    .setTypeName(".shop.v1.Row.MEntry"))
                    .addNestedType(inner)
                    .addNestedType(message(
                                    field("key", 1, Type.TYPE_STRING),
                                    field("value", 2, Type.TYPE_MESSAGE).setTypeName(name))
                            .setName("MEntry")
                            .setOptions(MessageOptions.newBuilder().setMapEntry(true)));
            StreamSchema schema = StreamSchema.negotiate(nested, message.build());
            Rows.official(schema.descriptor());
            ByteString struct = ByteString.copyFrom(new byte[] {5 << 3, 7});
            schema.check(ValueCheckTest.raw(1, struct).concat(ValueCheckTest.raw(2, ValueCheckTest.raw(2, struct))));
            assertThat(catchThrowableOfType(
                            BadRecord.class,
                            () -> schema.check(ValueCheckTest.raw(1, ByteString.copyFrom(new byte[] {1 << 3, 7})))))
                    .hasMessageContaining("field number 1");
        }
    }

    @Test
    void saysThatATypeBesideTheRowMessageDoesNotArrive() {
        SchemaMismatch found = mismatch(
                Rows.table("s STRUCT<a: INT>"),
                message(field("s", 1, Type.TYPE_MESSAGE).setTypeName(".shop.Address")));
        assertThat(found)
                .hasMessageContaining(
                        "its type .shop.Address did not arrive: only types declared inside message Row are"
                                + " sent with it");
    }

    @Test
    void comparesFieldsOfAStructToo() {
        TableSchema nested = Rows.table("s STRUCT<a: INT NOT NULL, b: STRING>");
        SchemaMismatch found = mismatch(
                nested,
                message(field("s", 1, Type.TYPE_MESSAGE).setTypeName("In"))
                        .addNestedType(message(field("b", 1, Type.TYPE_BYTES), field("c", 2, Type.TYPE_STRING))
                                .setName("In")));
        assertThat(found.problems())
                .extracting(p -> p.cause() + " " + p.field())
                .containsExactlyInAnyOrder(
                        "TYPE_INCOMPATIBLE s.b", "FIELD_NOT_IN_TABLE s.c", "MISSING_REQUIRED_COLUMN s.a");
    }

    @Test
    void survivesAMessageThatContainsItself() {
        SchemaMismatch found = mismatch(
                Rows.table("s STRUCT<s: STRUCT<a: INT>>"),
                message(field("s", 1, Type.TYPE_MESSAGE).setTypeName(".p.Row")));
        assertThat(found.problems()).extracting(p -> p.field()).contains("s.s.s");
    }

    @Test
    void refusesAnOrdinaryMessageForAMap() {
        SchemaMismatch found = mismatch(
                Rows.table("m MAP<STRING, INT>"),
                message(field("m", 1, Type.TYPE_MESSAGE)
                                .setLabel(Label.LABEL_REPEATED)
                                .setTypeName("E"))
                        .addNestedType(message(field("key", 1, Type.TYPE_STRING), field("value", 2, Type.TYPE_INT32))
                                .setName("E")));
        assertThat(found).hasMessageContaining("declare map<string, int32>");
    }
}
