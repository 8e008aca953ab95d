// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import java.util.Locale;

/** Which protobuf type carries which column type (Zerobus public documentation, supported types). Stateless. */
final class ProtoTypes {

    private ProtoTypes() {}

    static FieldDescriptorProto.Type of(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> FieldDescriptorProto.Type.TYPE_BOOL;
            case TINYINT, SMALLINT, INT, DATE -> FieldDescriptorProto.Type.TYPE_INT32;
            case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> FieldDescriptorProto.Type.TYPE_INT64;
            case FLOAT -> FieldDescriptorProto.Type.TYPE_FLOAT;
            case DOUBLE -> FieldDescriptorProto.Type.TYPE_DOUBLE;
            case STRING, DECIMAL, VARIANT -> FieldDescriptorProto.Type.TYPE_STRING;
            case BINARY -> FieldDescriptorProto.Type.TYPE_BYTES;
            case ARRAY, MAP, STRUCT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
        };
    }

    /** Whether protobuf has maps with such keys. */
    static boolean isKey(Kind kind) {
        return switch (kind) {
            case FLOAT, DOUBLE, BINARY, VARIANT, ARRAY, MAP, STRUCT -> false;
            default -> true;
        };
    }

    /** How a field is declared, in words of a .proto file. */
    static String text(FieldDescriptorProto field) {
        String type = field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
        return (field.getLabel() == Label.LABEL_REPEATED ? "repeated " : "") + type;
    }

    /** How a field for a column is to be declared. */
    static String declaration(ColumnType type) {
        return switch (type.kind()) {
            case ARRAY -> "repeated " + declaration(type.element().type());
            case MAP ->
                "map<" + declaration(type.key().type()) + ", "
                        + declaration(type.value().type()) + ">";
            case STRUCT -> "a message with the fields of the STRUCT";
            case DATE -> "int32 (days since 1970-01-01)";
            case TIMESTAMP -> "int64 (microseconds since 1970-01-01T00:00:00Z)";
            case TIMESTAMP_NTZ -> "int64 (microseconds of wall clock since 1970-01-01T00:00:00)";
            case DECIMAL -> "string (such as \"123.45\")";
            case VARIANT -> "string (JSON text)";
            default -> of(type.kind()).name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
        };
    }
}
