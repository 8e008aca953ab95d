// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import dev.zerobus.proto.wire.CreateIngestStreamResponse;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.IngestRecordResponse;
import dev.zerobus.proto.wire.ZerobusGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sink that only acknowledges: it walks over every record, counts it, acknowledges the highest offset after so many
 * records or milliseconds, and forgets it. What a client can do at most stands in front of it. Safe from any thread.
 */
final class AckSink implements AutoCloseable {

    private static final int ACK_EVERY_RECORDS = 1_000;
    private static final int ACK_EVERY_MILLIS = 5;
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ack-ticker");
        thread.setDaemon(true);
        return thread;
    });
    private final Server server;

    /**
     * Starts a sink on the loopback interface.
     *
     * @param port the port, 0 for a free one
     * @throws IOException if the port can not be had
     */
    AckSink(int port) throws IOException {
        MethodDescriptor<SinkRequest, EphemeralStreamResponse> method =
                MethodDescriptor.<SinkRequest, EphemeralStreamResponse>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName(
                                ZerobusGrpc.getEphemeralStreamMethod().getFullMethodName())
                        .setRequestMarshaller(SinkRequest.MARSHALLER)
                        .setResponseMarshaller(ProtoUtils.marshaller(EphemeralStreamResponse.getDefaultInstance()))
                        .build();
        ServerCallHandler<SinkRequest, EphemeralStreamResponse> handler = this::open;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addService(ServerServiceDefinition.builder(ZerobusGrpc.SERVICE_NAME)
                        .addMethod(method, handler)
                        .build())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    long records() {
        return records.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    private ServerCall.Listener<SinkRequest> open(
            ServerCall<SinkRequest, EphemeralStreamResponse> call, Metadata headers) {
        // clients wait for the headers before they send their first message
        call.sendHeaders(new Metadata());
        call.request(Integer.MAX_VALUE);
        return new Stream(call);
    }

    @Override
    public void close() {
        server.shutdownNow();
        ticker.shutdownNow();
    }

    /** One stream; called by its transport thread, and by the ticker under the same lock. */
    private final class Stream extends ServerCall.Listener<SinkRequest> {

        private final ServerCall<SinkRequest, EphemeralStreamResponse> call;
        private long received = -1;
        private long acked = -1;
        private int sinceAck;
        private boolean ended;
        private boolean ticking;

        Stream(ServerCall<SinkRequest, EphemeralStreamResponse> call) {
            this.call = call;
        }

        @Override
        public synchronized void onMessage(SinkRequest request) {
            if (request.offset() < 0) {
                call.sendMessage(EphemeralStreamResponse.newBuilder()
                        .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder()
                                .setStreamId(UUID.randomUUID().toString()))
                        .build());
                return;
            }
            records.add(request.records());
            bytes.add(request.bytes());
            received = request.offset();
            sinceAck += request.records();
            if (sinceAck >= ACK_EVERY_RECORDS) {
                ack();
            } else if (!ticking) {
                ticking = true;
                ticker.schedule(this::tick, ACK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private synchronized void tick() {
            ticking = false;
            ack();
        }

        private void ack() {
            if (ended || received == acked) {
                return;
            }
            acked = received;
            sinceAck = 0;
            call.sendMessage(EphemeralStreamResponse.newBuilder()
                    .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(acked))
                    .build());
        }

        @Override
        public synchronized void onHalfClose() {
            ack();
            ended = true;
            call.close(Status.OK, new Metadata());
        }

        @Override
        public synchronized void onCancel() {
            ended = true;
        }
    }

    /**
     * Runs a sink until the process is ended; prints {@code ready PORT}.
     *
     * @param args the port; none for a free one
     * @throws Exception if it can not be started
     */
    public static void main(String[] args) throws Exception {
        try (AckSink sink = new AckSink(args.length == 0 ? 0 : Integer.parseInt(args[0]))) {
            System.out.println("ready " + sink.port());
            sink.server.awaitTermination();
        }
    }
}
