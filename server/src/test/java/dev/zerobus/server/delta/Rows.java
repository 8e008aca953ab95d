// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Rows written by the protobuf library. */
final class Rows {

    private Rows() {}

    static Descriptor descriptor(DescriptorProto proto) {
        try {
            return FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("row.proto")
                                    .setSyntax("proto2")
                                    .addMessageType(proto)
                                    .build(),
                            new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    /** Builds a row; nested values are lists, maps and maps of fields; null is left out. */
    static ByteString row(DescriptorProto proto, Map<String, ?> values) {
        return message(descriptor(proto), values).toByteString();
    }

    static DynamicMessage message(Descriptor type, Map<?, ?> values) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        values.forEach((name, value) -> {
            if (value != null) {
                FieldDescriptor field = type.findFieldByName((String) name);
                message.setField(field, field.isRepeated() ? repeated(field, value) : single(field, value));
            }
        });
        return message.buildPartial();
    }

    private static Object repeated(FieldDescriptor field, Object value) {
        List<Object> list = new ArrayList<>();
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            ((Map<?, ?>) value).forEach((k, v) -> {
                DynamicMessage.Builder builder =
                        DynamicMessage.newBuilder(entry).setField(entry.findFieldByNumber(1), k);
                if (v != null) {
                    builder.setField(entry.findFieldByNumber(2), single(entry.findFieldByNumber(2), v));
                }
                list.add(builder.build());
            });
        } else {
            ((List<?>) value).forEach(each -> list.add(single(field, each)));
        }
        return list;
    }

    private static Object single(FieldDescriptor field, Object value) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? message(field.getMessageType(), (Map<?, ?>) value)
                : value instanceof byte[] bytes ? ByteString.copyFrom(bytes) : value;
    }

    /** Builds rows of a table with columns {@code id BIGINT, text STRING}. */
    static List<ByteString> numbered(TableSchema table, long first, long count) {
        DescriptorProto proto = RowDescriptor.of(table);
        Descriptor type = descriptor(proto);
        return LongStream.range(first, first + count)
                .mapToObj(
                        i -> message(type, Map.of("id", i, "text", "row " + i)).toByteString())
                .toList();
    }
}
