// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.net;

import dev.zerobus.server.fault.Connections;
import io.grpc.ServerCredentials;
import io.grpc.internal.ObjectPool;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The gates of all connections. They come into a connection's pipeline with the protocol negotiation, which is the one place
 * where gRPC hands a connection out, with TLS and without. Safe from any thread.
 */
public final class Gates implements Connections {

    private final Map<SocketAddress, Gate> open = new ConcurrentHashMap<>();

    /** Creates the gates of a server. */
    public Gates() {}

    /**
     * Puts a gate into each connection.
     *
     * @param credentials what the server was to be made with
     * @return what it is to be made with
     */
    public ServerCredentials guard(ServerCredentials credentials) {
        InternalProtocolNegotiator.ServerFactory usual = InternalNettyServerCredentials.toNegotiator(credentials);
        return InternalNettyServerCredentials.create(new InternalProtocolNegotiator.ServerFactory() {
            @Override
            public InternalProtocolNegotiator.ProtocolNegotiator newNegotiator(
                    ObjectPool<? extends Executor> offloading) {
                return new Guarding(usual.newNegotiator(offloading));
            }
        });
    }

    private void with(SocketAddress client, Consumer<Gate> task) {
        Gate gate = open.get(client);
        if (gate != null) {
            gate.run(() -> task.accept(gate));
        }
    }

    @Override
    public void reset(SocketAddress client) {
        with(client, Gate::reset);
    }

    @Override
    public Runnable freeze(SocketAddress client) {
        Gate gate = open.get(client);
        if (gate != null) {
            // Whoever is told that it has happened may rely on it.
            gate.runNow(gate::freeze);
        }
        return () -> with(client, Gate::thaw);
    }

    @Override
    public void goAway(SocketAddress client, Duration grace) {
        with(client, gate -> gate.goAway(grace));
    }

    /** Negotiates as usual, behind a gate. */
    private final class Guarding implements InternalProtocolNegotiator.ProtocolNegotiator {

        private final InternalProtocolNegotiator.ProtocolNegotiator usual;

        Guarding(InternalProtocolNegotiator.ProtocolNegotiator usual) {
            this.usual = usual;
        }

        @Override
        public AsciiString scheme() {
            return usual.scheme();
        }

        @Override
        public ChannelHandler newHandler(GrpcHttp2ConnectionHandler connection) {
            return new GateKeeper(usual.newHandler(connection), new Gate(connection), open);
        }

        @Override
        public void close() {
            usual.close();
        }
    }
}
