// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.schema.TableName;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** The call on the wire: its method, its headers, its messages (Zerobus public SDK and documentation). Immutable. */
final class Wire {

    static final Metadata.Key<String> AUTHORIZATION = ascii("authorization");
    static final Metadata.Key<String> TABLE = ascii("x-databricks-zerobus-table-name");
    static final Metadata.Key<String> SDK = ascii("x-zerobus-sdk");

    static final MethodDescriptor<RequestFrame, EphemeralStreamResponse> METHOD =
            MethodDescriptor.<RequestFrame, EphemeralStreamResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName("databricks.zerobus.Zerobus/EphemeralStream")
                    .setRequestMarshaller(new FrameMarshaller())
                    .setResponseMarshaller(ProtoUtils.marshaller(EphemeralStreamResponse.getDefaultInstance()))
                    .build();

    private static final long MAX_SIGNAL_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private Wire() {}

    static byte[] createStream(TableName table, byte[] descriptorProto) {
        return EphemeralStreamRequest.newBuilder()
                .setCreateStream(CreateIngestStreamRequest.newBuilder()
                        .setTableName(table.fullName())
                        .setDescriptorProto(ByteString.copyFrom(descriptorProto))
                        .setRecordType(RecordType.PROTO))
                .build()
                .toByteArray();
    }

    /** Tells a listener what a message says. */
    static void tell(EphemeralStreamResponse message, TransportListener listener) {
        switch (message.getPayloadCase()) {
            case CREATE_STREAM_RESPONSE:
                listener.created();
                break;
            case INGEST_RECORD_RESPONSE:
                if (message.getIngestRecordResponse().hasDurabilityAckUpToOffset()) {
                    listener.acked(message.getIngestRecordResponse().getDurabilityAckUpToOffset());
                } else {
                    listener.protocolError("an acknowledgement without durability_ack_up_to_offset");
                }
                break;
            case CLOSE_STREAM_SIGNAL:
                listener.closeSignal(nanos(message.getCloseStreamSignal().getDuration()));
                break;
            default:
                listener.protocolError("a response with none of the payloads that this client knows");
        }
    }

    private static long nanos(Duration duration) {
        long seconds = Math.max(0, Math.min(MAX_SIGNAL_SECONDS, duration.getSeconds()));
        return TimeUnit.SECONDS.toNanos(seconds) + duration.getNanos();
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Hands a frame through as it is. */
    private static final class FrameMarshaller implements MethodDescriptor.Marshaller<RequestFrame> {

        @Override
        public InputStream stream(RequestFrame frame) {
            return frame;
        }

        @Override
        public RequestFrame parse(InputStream stream) {
            throw new UnsupportedOperationException("a client does not read requests");
        }
    }
}
