// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import dev.zerobus.proto.wire.IngestRecordRequest;
import dev.zerobus.proto.wire.JsonRecordBatch;
import dev.zerobus.proto.wire.ProtoEncodedRecordBatch;
import dev.zerobus.proto.wire.RecordType;
import dev.zerobus.proto.wire.ZerobusGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client's side of one stream, message by message. Owned by the test's thread. */
final class TestStream extends ClientCall.Listener<EphemeralStreamResponse> {

    private static final long SECONDS = 20;

    final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    final CompletableFuture<Status> closed = new CompletableFuture<>();
    final CompletableFuture<Metadata> trailers = new CompletableFuture<>();
    private final BlockingQueue<EphemeralStreamResponse> responses = new LinkedBlockingQueue<>();
    private final ClientCall<EphemeralStreamRequest, EphemeralStreamResponse> call;

    TestStream(Channel channel, Metadata metadata) {
        this(channel, metadata, CallOptions.DEFAULT);
    }

    TestStream(Channel channel, Metadata metadata, CallOptions options) {
        call = channel.newCall(ZerobusGrpc.getEphemeralStreamMethod(), options);
        call.start(this, metadata);
        call.request(Integer.MAX_VALUE);
    }

    static Metadata metadata(String table) {
        Metadata metadata = new Metadata();
        metadata.put(StreamOpening.TABLE, table);
        metadata.put(StreamOpening.AUTHORIZATION, "Bearer any");
        return metadata;
    }

    @Override
    public void onHeaders(Metadata received) {
        headers.complete(received);
    }

    @Override
    public void onMessage(EphemeralStreamResponse message) {
        responses.add(message);
    }

    @Override
    public void onClose(Status status, Metadata received) {
        trailers.complete(received);
        closed.complete(status);
    }

    TestStream create(CreateIngestStreamRequest request) {
        return send(EphemeralStreamRequest.newBuilder().setCreateStream(request).build());
    }

    TestStream createJson(String table) {
        return create(CreateIngestStreamRequest.newBuilder()
                .setTableName(table)
                .setRecordType(RecordType.JSON)
                .build());
    }

    TestStream createProto(String table, ByteString descriptor) {
        return create(CreateIngestStreamRequest.newBuilder()
                .setTableName(table)
                .setDescriptorProto(descriptor)
                .setRecordType(RecordType.PROTO)
                .build());
    }

    TestStream proto(long offset, ByteString row) {
        return send(EphemeralStreamRequest.newBuilder()
                .setIngestRecord(
                        IngestRecordRequest.newBuilder().setOffsetId(offset).setProtoEncodedRecord(row))
                .build());
    }

    TestStream protoBatch(long offset, List<ByteString> rows) {
        return send(EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(offset)
                        .setProtoEncodedBatch(
                                ProtoEncodedRecordBatch.newBuilder().addAllRecords(rows)))
                .build());
    }

    TestStream json(long offset, String row) {
        return send(EphemeralStreamRequest.newBuilder()
                .setIngestRecord(
                        IngestRecordRequest.newBuilder().setOffsetId(offset).setJsonRecord(row))
                .build());
    }

    TestStream jsonBatch(long offset, String... rows) {
        return send(EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(offset)
                        .setJsonBatch(JsonRecordBatch.newBuilder().addAllRecords(List.of(rows))))
                .build());
    }

    TestStream send(EphemeralStreamRequest request) {
        call.sendMessage(request);
        return this;
    }

    TestStream halfClose() {
        call.halfClose();
        return this;
    }

    void cancel() {
        call.cancel("the test is done with it", null);
    }

    EphemeralStreamResponse next() throws InterruptedException {
        EphemeralStreamResponse response = responses.poll(SECONDS, TimeUnit.SECONDS);
        if (response == null) {
            throw new AssertionError("no response within " + SECONDS + " s; closed: " + closed.getNow(null));
        }
        return response;
    }

    /** Waits until everything up to an offset is acknowledged; acks must rise on the way. Returns how many there were. */
    int awaitAck(long offset) throws InterruptedException {
        long last = -1;
        int count = 0;
        while (last < offset) {
            long ack = next().getIngestRecordResponse().getDurabilityAckUpToOffset();
            if (ack <= last) {
                throw new AssertionError("ack " + ack + " after " + last);
            }
            last = ack;
            count++;
        }
        if (last != offset) {
            throw new AssertionError("ack " + last + ", which was never sent");
        }
        return count;
    }

    Status status() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    int waiting() {
        return responses.size();
    }
}
