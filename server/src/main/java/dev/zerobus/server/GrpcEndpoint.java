// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.server.ingest.IngestService;
import dev.zerobus.server.net.Gates;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The gRPC listener. Safe from any thread. */
final class GrpcEndpoint implements AutoCloseable {

    /** What a client may send before the server has read it, for each stream; HTTP/2's 64 KiB is too little for 100 MB/s. */
    private static final int WINDOW_BYTES = 4 << 20;

    private static final int HEADER_BYTES = 64 << 10;
    private static final long KEEPALIVE_SECONDS = 30;
    private static final long CLIENT_KEEPALIVE_SECONDS = 1;
    private static final long CLOSE_SECONDS = 2;

    private final Server server;
    private final ExecutorService threads;

    private GrpcEndpoint(Server server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static GrpcEndpoint start(
            InetSocketAddress bind, @Nullable ServerCredentials tls, Gates gates, IngestService service)
            throws IOException {
        AtomicInteger number = new AtomicInteger();
        // records are checked on these threads and nothing there blocks
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "zerobus-ingest-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        Server server = NettyServerBuilder.forAddress(
                        bind, gates.guard(tls == null ? InsecureServerCredentials.create() : tls))
                .executor(threads)
                .addService(service)
                .maxInboundMessageSize(service.transportBytes())
                .maxInboundMetadataSize(HEADER_BYTES)
                .initialFlowControlWindow(WINDOW_BYTES)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(CLIENT_KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
        try {
            server.start();
            return new GrpcEndpoint(server, threads);
        } catch (IOException e) {
            threads.shutdownNow();
            throw e;
        }
    }

    int port() {
        return server.getPort();
    }

    /** Takes no more connections, waits a little for calls to end, then ends them. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
