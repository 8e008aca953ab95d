// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the acknowledging sink needs of a request: every record is walked over, none is copied. Immutable.
 *
 * @param offset the request's offset, or -1 for the one that creates the stream
 * @param records how many records it carries
 * @param bytes the bytes of these records
 */
record SinkRequest(long offset, int records, long bytes) {

    private static final int CREATE_STREAM = 1;
    private static final int INGEST_RECORD = 2;
    private static final int INGEST_RECORD_BATCH = 3;

    /** Reads requests; never writes one. */
    static final MethodDescriptor.Marshaller<SinkRequest> MARSHALLER = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(SinkRequest value) {
            throw new IllegalStateException("the sink sends no requests");
        }

        @Override
        public SinkRequest parse(InputStream stream) {
            try (stream) {
                return read(CodedInputStream.newInstance(stream.readAllBytes()));
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("no request: " + e.getMessage())
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    };

    private static SinkRequest read(CodedInputStream in) throws IOException {
        SinkRequest request = new SinkRequest(-1, 0, 0);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case INGEST_RECORD -> request = nested(in, false);
                case INGEST_RECORD_BATCH -> request = nested(in, true);
                case CREATE_STREAM -> in.skipField(tag);
                default -> throw new IOException("unknown field " + WireFormat.getTagFieldNumber(tag));
            }
        }
        return request;
    }

    /** Reads {@code offset_id = 1} and the record or batch in fields 2 and 3. */
    private static SinkRequest nested(CodedInputStream in, boolean batch) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        long offset = 0;
        int records = 0;
        long bytes = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                offset = in.readInt64();
                continue;
            }
            int length = in.readRawVarint32();
            if (!batch) {
                records++;
                bytes += length;
                in.skipRawBytes(length);
                continue;
            }
            int batchLimit = in.pushLimit(length);
            while (in.readTag() != 0) {
                int record = in.readRawVarint32();
                in.skipRawBytes(record);
                records++;
                bytes += record;
            }
            in.popLimit(batchLimit);
        }
        in.popLimit(limit);
        return new SinkRequest(offset, records, bytes);
    }
}
