// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.MaterialiserSettings;
import dev.zerobus.server.ingest.IngestLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says how a server shall be, then starts it. Owned by one thread. */
public final class ServerBuilder {

    private static final int MAX_PORT = 65_535;

    private final Path data;
    private @Nullable String host;
    private int port;
    private int httpPort;
    private @Nullable Path authFile;
    private boolean tls;
    private Duration tick = MaterialiserSettings.DEFAULT_TICK;
    private Duration grace = Duration.ofSeconds(2);
    private IngestLimits limits = IngestLimits.defaults();
    private Consumer<String> notices = System.err::println;
    private final List<TableSchema> tables = new ArrayList<>();
    private boolean faultsOverHttp;

    ServerBuilder(Path data) {
        this.data = data;
    }

    /**
     * Sets the address to listen on.
     *
     * @param value a host name or address; unset, 127.0.0.1 without authentication and all addresses with it
     * @return this
     */
    public ServerBuilder host(String value) {
        host = value;
        return this;
    }

    /**
     * Sets the gRPC port.
     *
     * @param value the port; 0, the default, takes a free one
     * @return this
     * @throws IllegalArgumentException if it is no port
     */
    public ServerBuilder port(int value) {
        port = checkPort(value);
        return this;
    }

    /**
     * Sets the HTTP port, for tokens and Unity Catalog.
     *
     * @param value the port; 0, the default, takes a free one
     * @return this
     * @throws IllegalArgumentException if it is no port
     */
    public ServerBuilder httpPort(int value) {
        httpPort = checkPort(value);
        return this;
    }

    private static int checkPort(int value) {
        if (value < 0 || value > MAX_PORT) {
            throw new IllegalArgumentException(value + " is no port: give 1 to " + MAX_PORT + ", or 0 for a free one");
        }
        return value;
    }

    /**
     * Asks clients for tokens.
     *
     * @param principalsFile the service principals and their grants; null, the default, lets everybody on this machine in
     * @return this
     */
    public ServerBuilder auth(@Nullable Path principalsFile) {
        authFile = principalsFile;
        return this;
    }

    /**
     * Switches TLS on, with a certificate of the server's own in the data directory.
     *
     * @param value whether; off by default
     * @return this
     */
    public ServerBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    /**
     * Sets how often rows go into their tables.
     *
     * @param value the time between two commits of a table; 1 s by default
     * @return this
     */
    public ServerBuilder tick(Duration value) {
        tick = value;
        return this;
    }

    /**
     * Sets how long clients get to move elsewhere when the server is closed.
     *
     * @param value the time that close signals name; 2 s by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public ServerBuilder shutdownGrace(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("the grace at shutdown is " + value + "; it can not be negative");
        }
        grace = value;
        return this;
    }

    /**
     * Sets how large records and requests may be.
     *
     * @param value the limits; those of the service by default
     * @return this
     */
    public ServerBuilder limits(IngestLimits value) {
        limits = value;
        return this;
    }

    /**
     * Sets who takes the server's messages for people.
     *
     * @param value called with one line, from any thread; standard error by default
     * @return this
     */
    public ServerBuilder notices(Consumer<String> value) {
        notices = value;
        return this;
    }

    /**
     * Creates a table at the start, unless there is one of that name.
     *
     * @param createTableSql {@code CREATE TABLE c.s.t (...)}; several are separated by semicolons
     * @return this
     * @throws dev.zerobus.schema.DdlException if it is not SQL of that kind
     */
    public ServerBuilder table(String createTableSql) {
        tables.addAll(CreateTable.parseAll(createTableSql));
        return this;
    }

    /**
     * Creates the tables of all {@code .sql} files in a directory, or of one file, unless they are there.
     *
     * @param path the directory or file
     * @return this
     * @throws IOException if it can not be read, or holds other SQL; the message names the file
     */
    public ServerBuilder tablesFrom(Path path) throws IOException {
        tables.addAll(SqlFiles.read(path));
        return this;
    }

    /**
     * Lets everybody who reaches the HTTP port tell the server to misbehave, by {@code POST /faults}; for tests in another process.
     * Code that has the server needs no such thing: {@link ZerobusServer#faults}.
     *
     * @param value whether; off by default
     * @return this
     */
    public ServerBuilder faultsOverHttp(boolean value) {
        faultsOverHttp = value;
        return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, ready
     * @throws IOException with one clear line if the data directory, an address or a file can not be used
     */
    public ZerobusServer start() throws IOException {
        return ZerobusServer.start(new ServerSettings(
                data,
                host,
                port,
                httpPort,
                authFile,
                tls,
                MaterialiserSettings.defaults().withTick(tick),
                grace,
                limits,
                notices,
                List.copyOf(tables),
                faultsOverHttp));
    }
}
