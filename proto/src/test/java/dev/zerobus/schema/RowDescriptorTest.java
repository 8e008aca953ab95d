// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowDescriptorTest {

    private static Descriptor build(TableSchema schema) throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .setSyntax("proto2")
                .addMessageType(RowDescriptor.of(schema))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }

    private static Descriptor build(String columns) throws Exception {
        return build(CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TINYINT|INT32",
                "SMALLINT|INT32",
                "INT|INT32",
                "BIGINT|INT64",
                "FLOAT|FLOAT",
                "DOUBLE|DOUBLE",
                "BOOLEAN|BOOL",
                "STRING|STRING",
                "VARCHAR(3)|STRING",
                "CHAR(3)|STRING",
                "BINARY|BYTES",
                "DATE|INT32",
                "TIMESTAMP|INT64",
                "TIMESTAMP_NTZ|INT64",
                "DECIMAL(10,2)|STRING",
                "VARIANT|STRING",
                "STRUCT<a: INT>|MESSAGE",
            })
    void givesEachTypeItsFieldAloneInAnArrayAndInAMap(String sql, Type expected) throws Exception {
        Descriptor row =
                build("x " + sql + ", y " + sql + " NOT NULL, a ARRAY<" + sql + ">, m MAP<STRING, " + sql + ">");

        assertThat(row.getFields()).extracting(FieldDescriptor::getNumber).containsExactly(1, 2, 3, 4);
        FieldDescriptor x = row.findFieldByName("x");
        assertThat(x.getType()).isEqualTo(expected);
        assertThat(x.isRequired()).isFalse();
        assertThat(x.isRepeated()).isFalse();
        assertThat(x.hasPresence()).isTrue();
        assertThat(row.findFieldByName("y").getType()).isEqualTo(expected);
        assertThat(row.findFieldByName("y").isRequired()).isTrue();
        assertThat(row.findFieldByName("a").isRepeated()).isTrue();
        assertThat(row.findFieldByName("a").getType()).isEqualTo(expected);
        FieldDescriptor m = row.findFieldByName("m");
        assertThat(m.isMapField()).isTrue();
        assertThat(m.getMessageType().getName()).isEqualTo("MEntry");
        assertThat(m.getMessageType().findFieldByName("value").getType()).isEqualTo(expected);
        assertThat(m.getMessageType().getNestedTypes()).isEmpty();
    }

    @Test
    void nestsStructures() throws Exception {
        Descriptor row =
                build("home_address STRUCT<Street: STRING NOT NULL, geo: STRUCT<lat: DOUBLE>, tags MAP<INT,STRING>>");

        Descriptor address = row.findFieldByName("home_address").getMessageType();
        assertThat(address.getName()).isEqualTo("HomeAddress");
        assertThat(address.findFieldByName("Street").isRequired()).isTrue();
        assertThat(address.findFieldByName("geo")
                        .getMessageType()
                        .findFieldByName("lat")
                        .getType())
                .isEqualTo(Type.DOUBLE);
        assertThat(address.findFieldByName("tags").isMapField()).isTrue();
    }

    @Test
    void avoidsNamesThatCollideOrThatProtobufDoesNotAllow() throws Exception {
        Descriptor row = build("a_b MAP<INT,INT>, aB MAP<INT,INT>, ABEntry STRING, x STRUCT<x: INT>, X_ STRUCT<y: INT>,"
                + " 1st STRING, _1st INT, 2nd STRUCT<3rd: INT>, _ MAP<INT,INT>");

        assertThat(row.getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("a_b", "aB", "ABEntry", "x", "X_", "__1st", "_1st", "_2nd", "_");
    }

    @Test
    void skipsTheNumbersThatProtobufKeeps() {
        assertThat(RowDescriptor.fieldNumber(0)).isEqualTo(1);
        assertThat(RowDescriptor.fieldNumber(18_998)).isEqualTo(18_999);
        assertThat(RowDescriptor.fieldNumber(18_999)).isEqualTo(20_000);
        assertThat(RowDescriptor.fieldNumber(19_000)).isEqualTo(20_001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ARRAY<ARRAY<INT>>|no ARRAY directly inside an ARRAY|STRUCT<list: ARRAY<INT>>",
                "ARRAY<MAP<STRING,INT>>|no MAP directly inside an ARRAY|VARIANT",
                "MAP<STRING,ARRAY<INT>>|no ARRAY directly inside a MAP|VARIANT",
                "MAP<STRING,MAP<STRING,INT>>|no MAP directly inside a MAP|VARIANT",
                "MAP<DOUBLE,INT>|keys of type DOUBLE|STRING keys",
                "MAP<STRUCT<a: INT>,INT>|keys of type STRUCT<a: INT>|STRING keys",
            })
    void refusesWhatProtobufCanNotSay(String type, String message, String advice) {
        TableSchema schema = CreateTable.parse("CREATE TABLE a.b.c (s STRUCT<bad: " + type + ">)");
        assertThatThrownBy(() -> RowDescriptor.of(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 's.bad'")
                .hasMessageContaining(message)
                .hasMessageContaining(advice);
    }

    @Test
    void describesRandomTables() throws Exception {
        long seed = System.nanoTime();
        RandomSchemas schemas = new RandomSchemas(new Random(seed));
        for (int i = 0; i < 500; i++) {
            TableSchema schema = schemas.next();
            Descriptor row = build(schema);
            List<Column> columns = schema.columns();
            for (int c = 0; c < columns.size(); c++) {
                FieldDescriptor field = row.getFields().get(c);
                boolean repeated = columns.get(c).type().kind() == ColumnType.Kind.ARRAY
                        || columns.get(c).type().kind() == ColumnType.Kind.MAP;
                assertThat(field.isRepeated()).as("seed %d: %s", seed, schema).isEqualTo(repeated);
                assertThat(field.isRequired())
                        .isEqualTo(!repeated && !columns.get(c).nullable());
            }
        }
    }
}
