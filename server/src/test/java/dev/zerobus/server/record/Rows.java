// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;

/** Tables and the official library's idea of their rows. */
final class Rows {

    private Rows() {}

    static TableSchema table(String columns) {
        return CreateTable.parse("CREATE TABLE main.test.t (" + columns + ")");
    }

    /** The official library's descriptor for a message; fails if the message is not valid by itself. */
    static Descriptor official(DescriptorProto message) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .setSyntax("proto2")
                .addMessageType(message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException invalid) {
            throw new AssertionError("not a valid message: " + invalid.getMessage() + "\n" + message, invalid);
        }
    }
}
