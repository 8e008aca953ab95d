// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.proto.wire.ProtoEncodedRecordBatch;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads rows back with the protobuf parser. */
final class Rows {

    /** What the tests look at in a row. */
    record Row(String producer, long seq, long id) {}

    private Rows() {}

    static List<Row> parse(TableSchema schema, byte[] batch) {
        try {
            List<Row> rows = new ArrayList<>();
            for (ByteString record : ProtoEncodedRecordBatch.parseFrom(batch).getRecordsList()) {
                rows.add(parseOne(schema, record));
            }
            return rows;
        } catch (Exception e) {
            throw new AssertionError("a request can not be parsed", e);
        }
    }

    /** A column of each row as text; "null" where it has no value. */
    static List<String> column(TableSchema schema, byte[] batch, String name) {
        try {
            List<String> values = new ArrayList<>();
            Descriptor type = type(schema);
            for (ByteString record : ProtoEncodedRecordBatch.parseFrom(batch).getRecordsList()) {
                DynamicMessage row = DynamicMessage.parseFrom(type, record);
                var field = type.findFieldByName(name);
                values.add(row.hasField(field) ? String.valueOf(row.getField(field)) : "null");
            }
            return values;
        } catch (Exception e) {
            throw new AssertionError("a request can not be parsed", e);
        }
    }

    static Row parseOne(TableSchema schema, ByteString record) throws Exception {
        Descriptor type = type(schema);
        DynamicMessage row = DynamicMessage.parseFrom(type, record);
        return new Row(
                (String) row.getField(type.findFieldByName("producer_id")),
                (Long) row.getField(type.findFieldByName("seq")),
                (Long) row.getField(type.findFieldByName("id")));
    }

    private static Descriptor type(TableSchema schema) throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .setSyntax("proto2")
                .addMessageType(RowDescriptor.of(schema))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }
}
