// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.schema.TableName;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sessions over gRPC to one endpoint. They share threads, not connections: a broken table stops no other. Safe from any
 * thread. Nothing has to be closed but the sessions: the threads end by themselves a second after the last of them.
 */
public final class GrpcSessions implements SessionFactory {

    /** Error details come in trailers, and gRPC's default of 8 KiB is little for a schema of 2,000 columns. */
    private static final int MAX_METADATA_BYTES = 256 << 10;

    private final StreamEndpoint endpoint;
    private final StreamSettings settings;
    private final TokenSource tokens;
    private final ProxyRules proxies;
    private final SSLSocketFactory tls;
    private final Executor house;
    private final GrpcThreads threads = new GrpcThreads();

    /**
     * Creates a factory.
     *
     * @param endpoint where the service is
     * @param settings times and bounds of every session
     * @param tokens where access tokens come from
     * @param proxies which connections go through a proxy
     * @param tls makes TLS sockets; not used for a plaintext endpoint
     * @param house runs the fetching of tokens, which may block
     */
    public GrpcSessions(
            StreamEndpoint endpoint,
            StreamSettings settings,
            TokenSource tokens,
            ProxyRules proxies,
            SSLSocketFactory tls,
            Executor house) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.proxies = Objects.requireNonNull(proxies, "proxies");
        this.tls = Objects.requireNonNull(tls, "tls");
        this.house = Objects.requireNonNull(house, "house");
    }

    @Override
    public StreamSession create(TableName table, SessionListener listener, Runnable wakeup) {
        return new MachineSession(
                table, settings, tokens, house, this::transport, listener, wakeup, GrpcSessions::random);
    }

    private StreamTransport transport(TableName table, TransportListener listener) {
        SocketGuard sockets = new SocketGuard(settings.openTimeoutNanos);
        return new GrpcTransport(
                table, listener, channel(sockets), sockets, threads.timer(), settings.readyThresholdBytes);
    }

    private ManagedChannel channel(SocketGuard sockets) {
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .socketFactory(sockets)
                .transportExecutor(threads.workers())
                .scheduledExecutorService(threads.timer())
                .offloadExecutor(threads.workers())
                .directExecutor()
                .proxyDetector(new EnvironmentProxies(proxies))
                // a retrying channel keeps messages instead of writing them at once
                .disableRetry()
                .disableServiceConfigLookUp()
                .keepAliveTime(settings.keepaliveTimeNanos, TimeUnit.NANOSECONDS)
                .keepAliveTimeout(settings.keepaliveTimeoutNanos, TimeUnit.NANOSECONDS)
                .maxInboundMessageSize(settings.maxMessageBytes)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .userAgent(ClientVersion.HEADER);
        if (endpoint.plaintext()) {
            builder.usePlaintext();
        } else {
            builder.sslSocketFactory(tls);
        }
        return builder.build();
    }

    private static long random(long bound) {
        return ThreadLocalRandom.current().nextLong(bound + 1);
    }

    @Override
    public String toString() {
        return "sessions to " + endpoint;
    }
}
