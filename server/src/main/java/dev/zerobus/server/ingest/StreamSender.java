// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.proto.wire.CloseStreamSignal;
import dev.zerobus.proto.wire.CreateIngestStreamResponse;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one stream. Safe from any thread: gRPC's call is not, so everything goes through one lock.
 *
 * <p>At most one acknowledgement waits for a client that does not read: the newest, which stands for all before it.
 */
final class StreamSender {

    private final ServerCall<Inbound, EphemeralStreamResponse> call;
    private final AckFaults faults;
    private long durable = -1;
    private long told = -1;
    private boolean closed;
    private @Nullable Ending ending;

    StreamSender(ServerCall<Inbound, EphemeralStreamResponse> call, StreamFaults faults) {
        this.call = call;
        this.faults = new AckFaults(faults, this);
    }

    /** How the stream ends once everything up to an offset is durable. */
    private record Ending(long afterOffset, Status status, Metadata trailers) {}

    synchronized void headers() {
        call.sendHeaders(new Metadata());
    }

    synchronized void readOn() {
        if (!closed) {
            call.request(1);
        }
    }

    synchronized void created(String streamId) {
        send(EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder().setStreamId(streamId))
                .build());
    }

    synchronized void durable(long offset) {
        durable = Math.max(durable, offset);
        proceed();
    }

    /** The client has read something: there may be room for an acknowledgement that waits. */
    synchronized void ready() {
        proceed();
    }

    synchronized void signalClose(Duration duration) {
        send(EphemeralStreamResponse.newBuilder()
                .setCloseStreamSignal(CloseStreamSignal.newBuilder()
                        .setDuration(com.google.protobuf.Duration.newBuilder()
                                .setSeconds(duration.getSeconds())
                                .setNanos(duration.getNano())))
                .build());
    }

    /** Ends the stream as soon as everything up to an offset is acknowledged; the first ending counts. */
    synchronized void endAfter(long offset, Status status, Metadata trailers) {
        if (ending == null) {
            ending = new Ending(offset, status, trailers);
        }
        proceed();
    }

    /** Ends the stream now, whatever is not acknowledged. */
    synchronized void endNow(Status status) {
        ending = null;
        close(status, new Metadata());
    }

    /** The call is over: nothing can be sent any more. */
    synchronized void gone() {
        closed = true;
    }

    private void proceed() {
        if (faults.holding() || closed) {
            return;
        }
        boolean last = ending != null && durable >= ending.afterOffset;
        if (durable > told && (last || call.isReady())) {
            long before = told;
            if (faults.quiet() || faults.instead(durable, before, last)) {
                acknowledge(durable);
            } else if (faults.holding() || !last) {
                return;
            }
        }
        if (last && ending != null) {
            close(ending.status, ending.trailers);
        }
    }

    /** Sends an acknowledgement; for {@link AckFaults}, also one that is wrong. */
    synchronized void acknowledge(long offset) {
        told = Math.max(told, Math.min(offset, durable));
        send(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(offset))
                .build());
    }

    /** Sends an acknowledgement without an offset, which no client can make use of. */
    synchronized void acknowledgeNothing() {
        told = durable;
        send(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.getDefaultInstance())
                .build());
    }

    /** Sends what was held back, and goes on. */
    synchronized void letGo(AckFaults holder, long offset) {
        holder.letGo();
        if (offset > told && !closed) {
            acknowledge(offset);
        }
        proceed();
    }

    private void send(EphemeralStreamResponse response) {
        if (!closed && !call.isCancelled()) {
            call.sendMessage(response);
        }
    }

    private void close(Status status, Metadata trailers) {
        if (!closed) {
            closed = true;
            if (!call.isCancelled()) {
                call.close(status, trailers);
            }
        }
    }
}
