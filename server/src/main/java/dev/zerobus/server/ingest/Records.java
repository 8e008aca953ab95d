// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.server.fault.Sighting;
import dev.zerobus.server.record.BadRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a request as faults look at them: before anything is checked. Owned by the thread that serves the stream. */
final class Records {

    private final EphemeralStreamRequest request;
    private final OpenStream stream;

    Records(EphemeralStreamRequest request, OpenStream stream) {
        this.request = request;
        this.stream = stream;
    }

    List<ByteString> all() {
        return switch (request.getPayloadCase()) {
            case INGEST_RECORD ->
                List.of(
                        request.getIngestRecord().hasJsonRecord()
                                ? request.getIngestRecord().getJsonRecordBytes()
                                : request.getIngestRecord().getProtoEncodedRecord());
            case INGEST_RECORD_BATCH ->
                request.getIngestRecordBatch().hasJsonBatch()
                        ? request.getIngestRecordBatch().getJsonBatch().getRecordsList().stream()
                                .map(ByteString::copyFromUtf8)
                                .toList()
                        : request.getIngestRecordBatch().getProtoEncodedBatch().getRecordsList();
            default -> List.of();
        };
    }

    Sighting.Content content(ByteString record) {
        return new Sighting.Content() {
            @Override
            public ByteString bytes() {
                return record;
            }

            @Override
            public @Nullable String value(String column) {
                return valueOf(record, column);
            }
        };
    }

    /** A record that can not be read has no values; it is refused soon enough. */
    private @Nullable String valueOf(ByteString record, String column) {
        try {
            ByteString row = stream.json() ? stream.schema().fromJson(record.toStringUtf8()) : record;
            DynamicMessage message =
                    DynamicMessage.parseFrom(descriptor(stream.schema().descriptor()), row);
            for (var field : message.getAllFields().entrySet()) {
                if (field.getKey().getName().equalsIgnoreCase(column)) {
                    return String.valueOf(field.getValue());
                }
            }
            return null;
        } catch (InvalidProtocolBufferException | Descriptors.DescriptorValidationException | BadRecord e) {
            return null;
        }
    }

    private static Descriptors.Descriptor descriptor(DescriptorProto message)
            throws Descriptors.DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .addMessageType(message)
                .build();
        return Descriptors.FileDescriptor.buildFrom(file, new Descriptors.FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }
}
