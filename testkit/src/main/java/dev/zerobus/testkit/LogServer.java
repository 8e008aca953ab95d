// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.delta.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The embedded server as a process of its own, with flat tables for log events, one for each test. What it logs is its own
 * affair, and it can be killed and brought back on the same ports. Owned by one thread; {@link #freshTable} is safe from any.
 */
public final class LogServer implements AutoCloseable {

    private static final int TABLES = 40;
    private static final Pattern READY =
            Pattern.compile("ready \\{\"grpc\":\"(http[^\"]*)\",\"http\":\"(http[^\"]*)\",\"data\":\"([^\"]*)\"}");
    private static final Pattern DURABLE = Pattern.compile("\"durable_position\":(\\d+)");
    private static final Pattern MATERIALISED = Pattern.compile("\"materialised_position\":(\\d+)");

    private final Path directory;
    private final String tick;
    private final AtomicInteger tablesTaken = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable JavaProcess process;
    private URI grpcUri = URI.create("http://localhost:0");
    private URI httpUri = URI.create("http://localhost:0");

    private LogServer(Path directory, String tick) {
        this.directory = directory;
        this.tick = tick;
    }

    /**
     * Starts one.
     *
     * @param directory where its data goes
     * @param createTableSql tables besides those for log events
     * @return the running server
     */
    public static LogServer start(Path directory, String... createTableSql) throws IOException {
        return started(directory, "200ms", createTableSql);
    }

    /**
     * Starts one that acknowledges rows as any other, and brings none into its tables: for clients that are measured, whose rows
     * nobody reads, and which would share their cores with the writing of tables.
     *
     * @param directory where its data goes
     * @return the running server
     */
    public static LogServer acknowledgingOnly(Path directory) throws IOException {
        return started(directory, "3600s");
    }

    private static LogServer started(Path directory, String tick, String... createTableSql) throws IOException {
        Path sql = Files.createDirectories(directory.resolve("sql"));
        StringBuilder tables = new StringBuilder(String.join(";\n", createTableSql));
        for (int i = 1; i <= TABLES; i++) {
            tables.append(";\n").append(logTable(name(i)));
        }
        Files.writeString(sql.resolve("tables.sql"), tables.toString().replaceFirst("^;\n", ""));
        LogServer server = new LogServer(directory, tick);
        server.run(0, 0);
        return server;
    }

    /**
     * Returns the flat log table.
     *
     * @param name its full name
     * @return the statement that makes it, without a semicolon
     */
    public static String logTable(String name) {
        try (InputStream in = LogServer.class.getResourceAsStream("log-table.sql")) {
            if (in == null) {
                throw new IOException("log-table.sql is not in this jar");
            }
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return sql.replace("{table}", name).strip().replaceFirst(";$", "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(int number) {
        return "t.logs.log_" + number;
    }

    private void run(int grpcPort, int httpPort) throws IOException {
        JavaProcess started = JavaProcess.of()
                .jvm("-Xmx512m", "--enable-native-access=ALL-UNNAMED")
                .main("dev.zerobus.server.ServerMain")
                .arguments("serve", "--data", directory.resolve("data"), "--tables", directory.resolve("sql"))
                .arguments("--port", grpcPort, "--http-port", httpPort, "--tick", tick)
                .start();
        process = started;
        Matcher ready = READY.matcher(started.awaitLine("ready "));
        if (!ready.matches()) {
            throw new IOException("no ready line of the server's: " + started);
        }
        grpcUri = URI.create(ready.group(1));
        httpUri = URI.create(ready.group(2));
    }

    /**
     * Returns its process.
     *
     * @return the process id
     */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("the server does not run");
        }
        return process.pid();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    /** Starts it again on the same ports and data. */
    public void restart() throws IOException {
        run(grpcUri.getPort(), httpUri.getPort());
    }

    /**
     * Returns a log table that nobody else uses.
     *
     * @return its full name; it is empty
     */
    public String freshTable() {
        int number = tablesTaken.incrementAndGet();
        if (number > TABLES) {
            throw new IllegalStateException("all " + TABLES + " tables are taken: raise LogServer.TABLES");
        }
        return name(number);
    }

    /**
     * Returns where streams are opened.
     *
     * @return such as {@code http://localhost:40123}
     */
    public String grpc() {
        return grpcUri.toString();
    }

    /**
     * Returns where tokens and metadata are.
     *
     * @return such as {@code http://localhost:40124}
     */
    public String http() {
        return httpUri.toString();
    }

    /**
     * Returns the options of a client of this server, with attempts in quick succession.
     *
     * @param table the table
     * @return options by key, without {@code zerobus.}
     */
    public Map<String, String> options(String table) {
        return options(grpc(), http(), table);
    }

    /**
     * Returns the options of a client, with attempts in quick succession.
     *
     * @param grpc where streams are opened
     * @param http where tokens and metadata are
     * @param table the table
     * @return options by key, without {@code zerobus.}
     */
    public static Map<String, String> options(String grpc, String http, String table) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("endpoint", grpc);
        options.put("workspace.url", http);
        options.put("auth", "none");
        options.put("proxy", "none");
        options.put("table", table);
        options.put("ring.size", "8MiB");
        options.put("backoff.min", "10ms");
        options.put("backoff.max", "100ms");
        options.put("blocked-retry.min", "50ms");
        options.put("blocked-retry.max", "200ms");
        return options;
    }

    /** Waits until everything that was acknowledged before this call is in its table. */
    public void awaitMaterialised() {
        AtomicLong target = new AtomicLong(-1);
        Await.until("what is durable to be in its tables", () -> {
            String status = status();
            target.compareAndSet(-1, number(DURABLE, status));
            return number(MATERIALISED, status) >= target.get();
        });
    }

    private String status() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(httpUri.resolve("/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static long number(Pattern pattern, String status) {
        Matcher matcher = pattern.matcher(status);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + status);
        }
        return Long.parseLong(matcher.group(1));
    }

    /**
     * Reads a table, with everything that was acknowledged before.
     *
     * @param table its full name
     * @return column names with values, in the table's order
     */
    public List<Map<String, @Nullable Object>> rows(String table) throws IOException {
        awaitMaterialised();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        TableReader.of(location(table)).forEach(List.of(), rows::add);
        return rows;
    }

    /**
     * Waits until a table has at least so many rows.
     *
     * @param table its full name
     * @param count how many
     * @return the rows
     */
    public List<Map<String, @Nullable Object>> awaitRows(String table, long count) throws IOException {
        TableReader reader = TableReader.of(location(table));
        Await.until(count + " rows in " + table, () -> reader.rowCount() >= count);
        return rows(table);
    }

    /**
     * Opens a table for SQL, read by DuckDB alone, with everything that was acknowledged before.
     *
     * @param table its full name
     * @return the open table; its rows are the view {@code t}
     */
    public DuckTable duck(String table) throws IOException, SQLException {
        awaitMaterialised();
        return DuckTable.open(location(table));
    }

    /**
     * Returns where a table is.
     *
     * @param table its full name
     * @return its directory
     */
    public Path location(String table) {
        return directory
                .resolve("data/tables")
                .resolve(TableName.of(table).fullName().replace('.', '/'));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
