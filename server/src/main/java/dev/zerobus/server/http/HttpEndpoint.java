// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.fault.FaultBoard;
import dev.zerobus.server.fault.FaultPlace;
import dev.zerobus.server.fault.Faults;
import dev.zerobus.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP listener with its paths: {@code POST /oidc/v1/token}, {@code GET /api/2.1/unity-catalog/tables/{full_name}},
 * {@code GET /health} and {@code GET /}. Safe from any thread.
 */
public final class HttpEndpoint implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int BACKLOG = 128;
    private static final int MAX_WAITING = 1_024;
    private static final int CLOSE_SECONDS = 1;
    private static final long IDLE_SECONDS = 30;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final boolean tls;

    private HttpEndpoint(HttpServer server, ThreadPoolExecutor threads, boolean tls) {
        this.server = server;
        this.threads = threads;
        this.tls = tls;
    }

    /**
     * Starts listening.
     *
     * @param bind the address; port 0 takes a free one
     * @param tls the certificate, null for plain HTTP
     * @param access who may do what
     * @param tables the tables that can be looked up
     * @param status what {@code GET /} says
     * @return the running endpoint
     * @throws IOException if the address can not be taken, or the certificate not be read
     * @throws IllegalArgumentException without access control, if the address is not of this machine alone
     */
    public static HttpEndpoint start(
            InetSocketAddress bind,
            @Nullable ServerTls tls,
            AccessControl access,
            TableDirectory tables,
            ServerStatus status)
            throws IOException {
        return start(bind, tls, access, tables, status, new FaultBoard(), null);
    }

    /**
     * Starts listening.
     *
     * @param bind the address; port 0 takes a free one
     * @param tls the certificate, null for plain HTTP
     * @param access who may do what
     * @param tables the tables that can be looked up
     * @param status what {@code GET /} says
     * @param board what goes wrong on purpose
     * @param faults what {@code /faults} offers, null if that path is not to be
     * @return the running endpoint
     * @throws IOException if the address can not be taken, or the certificate not be read
     * @throws IllegalArgumentException without access control, if the address is not of this machine alone
     */
    public static HttpEndpoint start(
            InetSocketAddress bind,
            @Nullable ServerTls tls,
            AccessControl access,
            TableDirectory tables,
            ServerStatus status,
            FaultBoard board,
            @Nullable Faults faults)
            throws IOException {
        Objects.requireNonNull(bind.getAddress(), () -> "the host " + bind.getHostString() + " is not known");
        if (!access.required() && !bind.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("without authentication the server listens on loopback only, not on "
                    + bind.getHostString() + ": give it a principals file, or bind it to 127.0.0.1");
        }
        HttpServer server = listen(bind, tls);
        ThreadPoolExecutor threads = threads();
        server.setExecutor(threads);
        HttpHandler status200 = new StatusHandler(status);
        HttpHandler token = new Guarded("POST", new TokenHandler(access));
        HttpHandler lookup = new Guarded("GET", new TablesHandler(access, tables));
        server.createContext("/oidc/v1/token", new FaultyHandler(FaultPlace.TOKEN, board, token, threads));
        server.createContext(TablesHandler.PATH, new FaultyHandler(FaultPlace.LOOKUP, board, lookup, threads));
        if (faults != null) {
            server.createContext(FaultsHandler.PATH, new FaultsHandler(faults));
        }
        server.createContext("/health", new Guarded("GET", status200));
        server.createContext("/", new Guarded("GET", status200));
        server.start();
        return new HttpEndpoint(server, threads, tls != null);
    }

    private static HttpServer listen(InetSocketAddress bind, @Nullable ServerTls tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(bind, BACKLOG);
        }
        HttpsConfigurator configurator = new HttpsConfigurator(tls.sslContext());
        HttpsServer server = HttpsServer.create(bind, BACKLOG);
        server.setHttpsConfigurator(configurator);
        return server;
    }

    /** Bounded both ways; what is too much is refused by closing the connection. */
    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "zerobus-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Returns the port.
     *
     * @return the port that was taken
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Returns the address for clients on this machine.
     *
     * @return such as {@code http://localhost:8080}
     */
    public String url() {
        return (tls ? "https" : "http") + "://localhost:" + port();
    }

    @Override
    public void close() {
        boolean idle = threads.getActiveCount() == 0 && threads.getQueue().isEmpty();
        // the JDK's server waits for all of that time although nobody is there
        server.stop(idle ? 0 : CLOSE_SECONDS);
        threads.shutdownNow();
    }
}
