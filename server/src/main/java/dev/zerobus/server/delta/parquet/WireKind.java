// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** How a field's values are written on the wire. */
enum WireKind {
    INT32(0),
    UINT32(0),
    INT64(0),
    SINT32(0),
    SINT64(0),
    BOOL(0),
    FIXED32(5),
    SFIXED32(5),
    FLOAT(5),
    FIXED64(1),
    DOUBLE(1),
    BYTES(2),
    MESSAGE(2);

    final int wireType;

    WireKind(int wireType) {
        this.wireType = wireType;
    }

    boolean packable() {
        return wireType != 2;
    }

    static WireKind of(FieldDescriptorProto.Type type) {
        return switch (type) {
            case TYPE_INT32, TYPE_ENUM -> INT32;
            case TYPE_UINT32 -> UINT32;
            case TYPE_INT64, TYPE_UINT64 -> INT64;
            case TYPE_SINT32 -> SINT32;
            case TYPE_SINT64 -> SINT64;
            case TYPE_BOOL -> BOOL;
            case TYPE_FIXED32 -> FIXED32;
            case TYPE_SFIXED32 -> SFIXED32;
            case TYPE_FIXED64, TYPE_SFIXED64 -> FIXED64;
            case TYPE_FLOAT -> FLOAT;
            case TYPE_DOUBLE -> DOUBLE;
            case TYPE_STRING, TYPE_BYTES -> BYTES;
            case TYPE_MESSAGE -> MESSAGE;
            case TYPE_GROUP -> throw new IllegalArgumentException("protobuf groups are not supported");
        };
    }
}
