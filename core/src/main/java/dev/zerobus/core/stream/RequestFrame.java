// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import com.google.protobuf.CodedOutputStream;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One request as gRPC takes it: bytes of the caller, with a few of ours in front, and no message object. The layout of a batch
 * ({@code zerobus_service.proto}):
 *
 * <pre>
 *   1A len   EphemeralStreamRequest.ingest_record_batch = 3
 *     08 offset_id                       IngestRecordBatchRequest.offset_id = 1
 *     12 len                             IngestRecordBatchRequest.proto_encoded_batch = 2
 *       0A len record, 0A len record ... the caller's entries of ProtoEncodedRecordBatch.records = 1
 * </pre>
 *
 * <p>Reused for every request of a stream, which works because gRPC drains it before {@code sendMessage} returns; whoever would
 * drain it later gets an exception and never foreign bytes. Owned by the drain thread.
 */
final class RequestFrame extends InputStream implements Drainable, KnownLength {

    private static final int BATCH_FIELD = 3;
    private static final int OFFSET_FIELD = 1;
    private static final int ROWS_FIELD = 2;
    private static final int MAX_HEAD_BYTES = 32;
    private static final byte[] NOTHING = {};

    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private int headLength;
    private byte[] body = NOTHING;
    private int bodyOffset;
    private int bodyLength;
    private boolean loaded;

    /** Takes a whole message as it is. */
    void message(byte[] bytes) {
        headLength = 0;
        load(bytes, 0, bytes.length);
    }

    /** Takes a batch. */
    void batch(long offsetId, byte[] rows, int offset, int length) {
        int inner = CodedOutputStream.computeInt64Size(OFFSET_FIELD, offsetId)
                + CodedOutputStream.computeTagSize(ROWS_FIELD)
                + CodedOutputStream.computeUInt32SizeNoTag(length)
                + length;
        CodedOutputStream out = CodedOutputStream.newInstance(head);
        try {
            out.writeTag(BATCH_FIELD, 2);
            out.writeUInt32NoTag(inner);
            out.writeInt64(OFFSET_FIELD, offsetId);
            out.writeTag(ROWS_FIELD, 2);
            out.writeUInt32NoTag(length);
        } catch (IOException e) {
            throw new IllegalStateException("the head of a request outgrew " + MAX_HEAD_BYTES + " bytes", e);
        }
        headLength = MAX_HEAD_BYTES - out.spaceLeft();
        load(rows, offset, length);
    }

    /** Lets go of the caller's array. */
    void release() {
        loaded = false;
        body = NOTHING;
        bodyLength = 0;
        headLength = 0;
    }

    private void load(byte[] bytes, int offset, int length) {
        body = bytes;
        bodyOffset = offset;
        bodyLength = length;
        loaded = true;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        if (!loaded) {
            throw new IllegalStateException("the request was given back before it was written");
        }
        int length = headLength + bodyLength;
        target.write(head, 0, headLength);
        target.write(body, bodyOffset, bodyLength);
        release();
        return length;
    }

    @Override
    public int available() {
        return headLength + bodyLength;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("a request is drained, not read");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        throw new UnsupportedOperationException("a request is drained, not read");
    }

    /** gRPC closes what it was given; there is nothing to close. */
    @Override
    public void close() {}
}
