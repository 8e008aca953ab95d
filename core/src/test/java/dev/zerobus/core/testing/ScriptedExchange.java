// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import com.google.protobuf.ByteString;
import dev.zerobus.proto.wire.CloseStreamSignal;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.CreateIngestStreamResponse;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import dev.zerobus.proto.wire.IngestRecordResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One stream as the server sees it: what it received, and what a script says to the client. Safe from any thread. */
public final class ScriptedExchange {

    private final Metadata headers;
    private final StreamObserver<EphemeralStreamResponse> responses;
    private final ScheduledExecutorService timer;
    private final List<IngestRecordBatchRequest> batches = new ArrayList<>();
    private CreateIngestStreamRequest create;
    private boolean ended;
    private boolean clientGone;

    ScriptedExchange(
            Metadata headers, StreamObserver<EphemeralStreamResponse> responses, ScheduledExecutorService timer) {
        this.headers = headers;
        this.responses = responses;
        this.timer = timer;
    }

    public synchronized void created() {
        say(EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder()
                        .setStreamId(UUID.randomUUID().toString()))
                .build());
    }

    public synchronized void ack(long upToOffset) {
        say(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(upToOffset))
                .build());
    }

    public synchronized void ackWithoutOffset() {
        say(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.getDefaultInstance())
                .build());
    }

    /** A response with nothing in it. */
    public synchronized void nonsense() {
        say(EphemeralStreamResponse.getDefaultInstance());
    }

    /** Null: a signal without a duration. */
    public synchronized void closeSignal(Duration duration) {
        CloseStreamSignal.Builder signal = CloseStreamSignal.newBuilder();
        if (duration != null) {
            signal.setDuration(com.google.protobuf.Duration.newBuilder()
                    .setSeconds(duration.getSeconds())
                    .setNanos(duration.getNano()));
        }
        say(EphemeralStreamResponse.newBuilder().setCloseStreamSignal(signal).build());
    }

    public synchronized void fail(Status status) {
        fail(status, new Metadata());
    }

    public synchronized void fail(Status status, Metadata trailers) {
        if (!ended) {
            ended = true;
            responses.onError(status.asRuntimeException(trailers));
        }
    }

    /** Ends the call with OK. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            responses.onCompleted();
        }
    }

    public void later(Duration delay, Runnable step) {
        timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void say(EphemeralStreamResponse response) {
        if (!ended) {
            responses.onNext(response);
        }
    }

    synchronized void received(CreateIngestStreamRequest request) {
        create = request;
    }

    synchronized void received(IngestRecordBatchRequest batch) {
        batches.add(batch);
    }

    synchronized void clientGone() {
        clientGone = true;
        ended = true;
    }

    public String header(String name) {
        return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    /** The first message; null if it did not come yet. */
    public synchronized CreateIngestStreamRequest create() {
        return create;
    }

    public synchronized List<IngestRecordBatchRequest> batches() {
        return List.copyOf(batches);
    }

    /** Gives back the memory of what was received. */
    synchronized void forget() {
        batches.clear();
    }

    /** All records of all batches in order. */
    public synchronized List<ByteString> records() {
        return batches.stream()
                .flatMap(batch -> batch.getProtoEncodedBatch().getRecordsList().stream())
                .toList();
    }

    /** Whether the client has cancelled, half-closed, or lost its connection. */
    public synchronized boolean isClientGone() {
        return clientGone;
    }
}
