// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.sdk;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code EndToEnd}'s table as the service's own SDK takes them: a descriptor and encoded messages. Immutable. */
final class SdkRows {

    /** As long in the encoding as the numbers of ours are after a few seconds. */
    private static final long FIRST_NUMBER = 2_500_000;

    private static final long FIRST_MICROS = 1_790_000_000_000_000L;

    private final DescriptorProto descriptor;
    private final List<byte[]> encoded;

    /**
     * Makes them.
     *
     * @param payloadBytes of each row
     * @param count how many different ones
     * @throws DescriptorValidationException never: the descriptor is a constant
     */
    SdkRows(int payloadBytes, int count) throws DescriptorValidationException {
        descriptor = DescriptorProto.newBuilder()
                .setName("Row")
                .addField(field("seq", 1, FieldDescriptorProto.Type.TYPE_INT64))
                .addField(field("time", 2, FieldDescriptorProto.Type.TYPE_INT64))
                .addField(field("id", 3, FieldDescriptorProto.Type.TYPE_INT64))
                .addField(field("payload", 4, FieldDescriptorProto.Type.TYPE_STRING))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("rows.proto")
                .addMessageType(descriptor)
                .build();
        Descriptor row = FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
        String payload = "x".repeat(payloadBytes);
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(DynamicMessage.newBuilder(row)
                    .setField(row.findFieldByNumber(1), FIRST_NUMBER + i)
                    .setField(row.findFieldByNumber(2), FIRST_MICROS + i)
                    .setField(row.findFieldByNumber(3), FIRST_NUMBER + i)
                    .setField(row.findFieldByNumber(4), payload)
                    .build()
                    .toByteArray());
        }
        encoded = List.copyOf(rows);
    }

    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(type)
                .build();
    }

    DescriptorProto descriptor() {
        return descriptor;
    }

    List<byte[]> encoded() {
        return encoded;
    }

    /** Bytes of a row, on average. */
    double bytes() {
        return encoded.stream().mapToInt(row -> row.length).average().orElse(0);
    }
}
