// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import dev.zerobus.proto.wire.EphemeralStreamRequest;
import dev.zerobus.proto.wire.EphemeralStreamResponse;
import dev.zerobus.proto.wire.ZerobusGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A real gRPC server on loopback that does what a test says, stream by stream, and keeps what it received. Scripts given to
 * {@link #next} are used up one per stream; when there is none, {@link #otherwise} counts (a good server, by default).
 *
 * <p>Safe from any thread. To be closed.
 */
public final class ScriptedZerobus implements AutoCloseable {

    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "scripted-zerobus-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<StreamScript> scripts = new ConcurrentLinkedQueue<>();
    private final List<ScriptedExchange> streams = new CopyOnWriteArrayList<>();
    private final Path certificate;
    private final Path key;
    private volatile StreamScript otherwise = StreamScript.good();
    private volatile boolean earlyHeaders = true;
    private volatile Server server;
    private volatile int port;

    private ScriptedZerobus(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    public static ScriptedZerobus start() {
        return new ScriptedZerobus(null, null).listen(0);
    }

    /** With TLS; both files are PEM. */
    public static ScriptedZerobus startTls(Path certificate, Path key) {
        return new ScriptedZerobus(certificate, key).listen(0);
    }

    private ScriptedZerobus listen(int onPort) {
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
                    .intercept(new EarlyHeaders())
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .maxInboundMessageSize(64 << 20)
                    .addService(new Service());
            if (certificate != null) {
                builder.useTransportSecurity(certificate.toFile(), key.toFile());
            }
            server = builder.build().start();
            port = server.getPort();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ScriptedZerobus next(StreamScript... inOrder) {
        scripts.addAll(List.of(inOrder));
        return this;
    }

    public ScriptedZerobus otherwise(StreamScript script) {
        otherwise = script;
        return this;
    }

    /** Behaves as a server that sends its headers with the first message: clients wait in vain. */
    public ScriptedZerobus withoutEarlyHeaders() {
        earlyHeaders = false;
        return this;
    }

    public int port() {
        return port;
    }

    public String url() {
        return (certificate == null ? "http" : "https") + "://localhost:" + port;
    }

    /** The streams in the order in which they came. */
    public List<ScriptedExchange> streams() {
        return List.copyOf(streams);
    }

    /** Gives back the memory of what was received; the streams stay. */
    public void forget() {
        streams.forEach(ScriptedExchange::forget);
    }

    public ScriptedExchange stream(int index) {
        return streams.get(index);
    }

    /** Breaks every connection and refuses new ones. */
    public void stop() {
        try {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens again on the same port. */
    public void restart() {
        stop();
        listen(port);
    }

    @Override
    public void close() {
        stop();
        timer.shutdownNow();
    }

    private final class Service extends ZerobusGrpc.ZerobusImplBase {

        @Override
        public StreamObserver<EphemeralStreamRequest> ephemeralStream(StreamObserver<EphemeralStreamResponse> out) {
            StreamScript next = scripts.poll();
            StreamScript script = next == null ? otherwise : next;
            ScriptedExchange exchange = new ScriptedExchange(HEADERS.get(), out, timer);
            ((ServerCallStreamObserver<EphemeralStreamResponse>) out).setOnCancelHandler(exchange::clientGone);
            streams.add(exchange);
            script.onStart(exchange);
            return new Requests(exchange, script);
        }
    }

    private record Requests(ScriptedExchange exchange, StreamScript script)
            implements StreamObserver<EphemeralStreamRequest> {

        @Override
        public void onNext(EphemeralStreamRequest request) {
            switch (request.getPayloadCase()) {
                case CREATE_STREAM -> {
                    exchange.received(request.getCreateStream());
                    script.onCreate(exchange, request.getCreateStream());
                }
                case INGEST_RECORD_BATCH -> {
                    exchange.received(request.getIngestRecordBatch());
                    script.onBatch(exchange, request.getIngestRecordBatch());
                }
                default -> throw new IllegalStateException("unexpected " + request.getPayloadCase());
            }
        }

        @Override
        public void onError(Throwable failure) {
            exchange.clientGone();
        }

        @Override
        public void onCompleted() {
            exchange.clientGone();
        }
    }

    private final class EarlyHeaders implements ServerInterceptor {

        @Override
        public <Q, P> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
            ServerCall<Q, P> once = new SimpleForwardingServerCall<>(call) {
                private boolean sent;

                @Override
                public void sendHeaders(Metadata responseHeaders) {
                    if (!sent) {
                        sent = true;
                        super.sendHeaders(responseHeaders);
                    }
                }
            };
            if (earlyHeaders) {
                once.sendHeaders(new Metadata());
            }
            return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), once, headers, next);
        }
    }
}
