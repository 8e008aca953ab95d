// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Copies a message out of the transport's buffers once; the records in it are slices of that copy. What can not be taken becomes
 * an {@link Inbound} with a problem, because the transport would answer with a status that clients take for a passing trouble.
 * Immutable.
 */
final class InboundMarshaller implements MethodDescriptor.Marshaller<Inbound> {

    private final int maxBytes;

    InboundMarshaller(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public InputStream stream(Inbound value) {
        throw new UnsupportedOperationException("a server does not send requests");
    }

    @Override
    public Inbound parse(InputStream stream) {
        try {
            int length = stream instanceof KnownLength ? stream.available() : -1;
            if (length > maxBytes) {
                return tooLarge(length + " bytes");
            }
            // how much comes out of a compressed message is only known behind its end
            byte[] bytes = length >= 0 ? exactly(stream, length) : stream.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                return tooLarge("more than " + maxBytes + " bytes when decompressed");
            }
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            in.enableAliasing(true);
            EphemeralStreamRequest request = EphemeralStreamRequest.parseFrom(in);
            in.checkLastTagWas(0);
            return Inbound.of(request);
        } catch (InvalidProtocolBufferException e) {
            return Inbound.bad("the request is not an EphemeralStreamRequest: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Inbound tooLarge(String size) {
        return Inbound.bad(
                "the request has " + size + "; at most " + maxBytes + " are taken: send fewer records in a batch");
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (stream.readNBytes(bytes, 0, length) != length) {
            throw new IOException("the transport announced " + length + " bytes and has fewer");
        }
        return bytes;
    }
}
