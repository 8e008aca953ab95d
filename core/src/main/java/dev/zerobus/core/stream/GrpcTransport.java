// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.auth.Token;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.schema.TableName;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One physical stream over gRPC, with a connection of its own: a service that asks to move on, or breaks, is answered by
 * another connection, maybe to another machine, and no back-off of a shared channel stands beside the session's. Owned by the
 * drain thread.
 */
final class GrpcTransport implements StreamTransport {

    /** How many messages may be handed to the listener before some are taken. */
    static final int MESSAGE_WINDOW = 256;

    /** How long a closing connection may take for its good-byes before its sockets are closed. */
    private static final long GOODBYE_MILLIS = 1_000;

    private final TableName table;
    private final TransportListener listener;
    private final ManagedChannel channel;
    private final SocketGuard sockets;
    private final ScheduledExecutorService timer;
    private final ClientCall<RequestFrame, EphemeralStreamResponse> call;
    private final RequestFrame frame = new RequestFrame();

    GrpcTransport(
            TableName table,
            TransportListener listener,
            ManagedChannel channel,
            SocketGuard sockets,
            ScheduledExecutorService timer,
            int readyThresholdBytes) {
        this.table = table;
        this.listener = listener;
        this.channel = channel;
        this.sockets = sockets;
        this.timer = timer;
        this.call = channel.newCall(Wire.METHOD, CallOptions.DEFAULT.withOnReadyThreshold(readyThresholdBytes));
    }

    @Override
    public void start(@Nullable Token token) {
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(Wire.AUTHORIZATION, "Bearer " + token.value());
        }
        headers.put(Wire.TABLE, table.fullName());
        headers.put(Wire.SDK, ClientVersion.HEADER);
        call.start(new Ear(listener, channel.authority()), headers);
        call.request(MESSAGE_WINDOW);
    }

    @Override
    public void create(byte[] descriptorProto) {
        frame.message(Wire.createStream(table, descriptorProto));
        write();
    }

    @Override
    public boolean ready() {
        return call.isReady();
    }

    @Override
    public void send(long offsetId, byte[] rows, int offset, int length) {
        frame.batch(offsetId, rows, offset, length);
        write();
    }

    private void write() {
        // Drained before it returns: the channel does not retry, and the call has its connection since the headers
        // came.
        call.sendMessage(frame);
        frame.release();
    }

    @Override
    public void taken(int messages) {
        call.request(messages);
    }

    @Override
    public void cancel(String why) {
        call.cancel(why, null);
        channel.shutdownNow();
        try {
            timer.schedule(sockets::closeAll, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            sockets.closeAll();
        }
    }

    /** What gRPC says, on its threads. */
    private static final class Ear extends ClientCall.Listener<EphemeralStreamResponse> {

        private final TransportListener listener;

        private final String host;

        Ear(TransportListener listener, String host) {
            this.listener = listener;
            this.host = host;
        }

        @Override
        public void onHeaders(Metadata headers) {
            listener.headers();
        }

        @Override
        public void onMessage(EphemeralStreamResponse message) {
            Wire.tell(message, listener);
        }

        @Override
        public void onReady() {
            listener.readyAgain();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            listener.ended(GrpcFailures.of(status, trailers, host));
        }
    }
}
