// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.TableReader;
import dev.zerobus.server.delta.TableStatus;
import dev.zerobus.server.fault.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A running server.
 *
 * <pre>{@code
 * try (ZerobusServer server = ZerobusServer.builder(directory)
 *         .table("CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)")
 *         .start()) {
 *     ... server.grpcUri(), server.httpUri() ...
 *     server.awaitMaterialised(Duration.ofSeconds(10));
 *     server.reader(TableName.of("main.shop.orders")).rowCount();
 * }
 * }</pre>
 *
 * <p>Safe from any thread.
 */
public final class ZerobusServer implements AutoCloseable {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final ServerSettings settings;
    private final ServerParts parts;
    private boolean closed;

    private ZerobusServer(ServerSettings settings) throws IOException {
        this.settings = settings;
        this.parts = ServerParts.start(settings, this::status);
    }

    /**
     * Begins to describe a server.
     *
     * @param dataDirectory where everything lies; made if it is missing
     * @return a builder with free ports on 127.0.0.1, without authentication and TLS
     */
    public static ServerBuilder builder(Path dataDirectory) {
        return new ServerBuilder(dataDirectory);
    }

    static ZerobusServer start(ServerSettings settings) throws IOException {
        return new ZerobusServer(settings);
    }

    /**
     * Returns where records go.
     *
     * @return such as {@code http://localhost:7700}; https with TLS
     */
    public URI grpcUri() {
        return URI.create((parts.tls() == null ? "http" : "https") + "://localhost:"
                + parts.grpc().port());
    }

    /**
     * Returns where tokens and table descriptions come from: the workspace URL.
     *
     * @return such as {@code http://localhost:7701}; https with TLS
     */
    public URI httpUri() {
        return URI.create(parts.http().url());
    }

    /**
     * Returns the data directory.
     *
     * @return its absolute path
     */
    public Path data() {
        return parts.data().path();
    }

    /**
     * Returns the certificate that clients must trust.
     *
     * @return a PEM file, null without TLS
     */
    public @Nullable Path certificateFile() {
        return parts.tls() == null ? null : parts.tls().certificateFile();
    }

    /**
     * Creates a table.
     *
     * @param createTableSql {@code CREATE TABLE c.s.t (...)}
     * @return the table
     * @throws IOException if there is one of that name, or it can not be written
     * @throws dev.zerobus.schema.DdlException if it is not SQL of that kind
     */
    public TableSchema createTable(String createTableSql) throws IOException {
        TableSchema table = CreateTable.parse(createTableSql);
        parts.catalog().create(table);
        return table;
    }

    /**
     * Alters a table while streams run. Those whose rows would not fit its new columns end with INVALID_ARGUMENT first.
     *
     * @param alterTableSql {@code ALTER TABLE c.s.t ADD COLUMN name TYPE}, {@code ... DROP COLUMN name} or
     *     {@code ... ALTER COLUMN name TYPE type}
     * @throws IllegalArgumentException if it is none of these, or the table is not there or can not be altered so
     * @throws java.io.UncheckedIOException if it can not be written
     */
    public void alterTable(String alterTableSql) {
        faults().alterTable(alterTableSql);
    }

    /**
     * Lists the tables.
     *
     * @return their schemas, by name
     */
    public List<TableSchema> tables() {
        return parts.catalog().tables();
    }

    /**
     * Returns where a table lies.
     *
     * @param table its name
     * @return the directory of the Delta table
     */
    public Path location(TableName table) {
        return parts.catalog().location(table);
    }

    /**
     * Reads a table as any Delta reader would.
     *
     * @param table its name
     * @return a reader of what has been materialised
     */
    public TableReader reader(TableName table) {
        return TableReader.of(location(table));
    }

    /**
     * Brings everything that was acknowledged before this call into its tables.
     *
     * @param timeout how long to try
     * @return whether all of it is there now
     */
    public boolean awaitMaterialised(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long target = parts.wal().durablePosition();
        do {
            parts.materialiser().tick();
            if (parts.materialiser().materialisedPosition() >= target) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        return false;
    }

    /**
     * Tells all clients that their streams will be closed, so that they open others; the streams stay open here.
     *
     * @param duration the time that the signal names
     */
    public void signalClose(Duration duration) {
        parts.ingest().signalClose(duration);
    }

    /**
     * Returns how the server is made to misbehave, for tests.
     *
     * @return its faults, none at first
     */
    public Faults faults() {
        return parts.faults();
    }

    /**
     * Returns what the server has done.
     *
     * @return the numbers of this moment
     */
    public ServerStats stats() {
        return new ServerStats(
                parts.ingest().stats(),
                parts.wal().stats(),
                parts.wal().durablePosition(),
                parts.materialiser().materialisedPosition(),
                parts.materialiser().status());
    }

    private Map<String, @Nullable Object> status() {
        ServerStats stats = stats();
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("grpc", grpcUri().toString());
        status.put("data", data().toString());
        status.put("streams", stats.ingest().streamsOpen());
        status.put("records", stats.ingest().records());
        status.put("wal_rows", stats.wal().rows());
        status.put("wal_commits", stats.wal().commits());
        status.put("durable_position", stats.durablePosition());
        status.put("materialised_position", stats.materialisedPosition());
        status.put("damaged_ranges", stats.wal().damagedRanges());
        status.put("failed", parts.wal().failure() != null);
        status.put("log_failure", parts.materialiser().logFailure());
        status.put(
                "tables_failing",
                stats.tables().stream().filter(t -> t.failures() > 0).count());
        if (settings.authFile() == null) {
            // the page asks nobody for a token, and names of tables are not for everybody
            status.put("tables", tables().stream().map(t -> table(t, stats)).toList());
        }
        return status;
    }

    private static Map<String, @Nullable Object> table(TableSchema table, ServerStats stats) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", table.name().fullName());
        for (TableStatus status : stats.tables()) {
            if (status.table().equals(table.name())) {
                values.put("version", status.version());
                values.put("rows_committed", status.rows());
                values.put("failures", status.failures());
                values.put("failure", status.failure());
            }
        }
        return values;
    }

    /**
     * Stops: tells clients to move elsewhere, acknowledges what was taken, brings it into the tables, and gives everything back.
     * Can be called again.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        parts.ingest().stop();
        parts.faults().clear();
        parts.ingest().signalClose(settings.grace());
        BooleanSupplier empty = () -> parts.ingest().streams() == 0;
        await(empty, settings.grace());
        parts.ingest().drain();
        await(empty, ENDING);
        parts.grpc().close();
        parts.http().close();
        parts.wal().close();
        parts.materialiser().close();
        parts.catalog().close();
        try {
            parts.data().close();
        } catch (IOException e) {
            settings.notices().accept("data directory " + data() + " could not be unlocked: " + e.getMessage());
        }
    }

    private static void await(BooleanSupplier condition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
