// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.samples.ServerProcess;
import dev.zerobus.samples.demo.Board.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./demo} runs. Owned by the main thread.
 *
 * <p>The server is a process of its own, with OAuth, reached over the wire as a workspace would be; the shop and the client are
 * in this one. The numbers at the end are counted in the table on disk, not in this process.
 */
public final class Demo {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
    private static final long LAND_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_EVERY_MILLIS_TERMINAL = 200;
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final DemoOptions options;
    private final Board board;

    private Demo(DemoOptions options, Board board) {
        this.options = options;
        this.board = board;
    }

    /**
     * Runs the demo and ends the process: 0 when the books balance, 1 when not or when anything failed, 2 for wrong words.
     *
     * @param args see {@code ./demo --help}
     */
    public static void main(String[] args) {
        // the script knows whether a person looks on; System.console() says so differently from JDK to JDK
        System.exit(run(new Board(System.out, Boolean.getBoolean("demo.terminal")), args));
    }

    static int run(Board board, String... args) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            board.line("demo: " + e.getMessage() + " (see ./demo --help)");
            return 2;
        }
        try {
            return new Demo(options, board).run() ? 0 : 1;
        } catch (IOException e) {
            board.line("demo: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            board.line("demo: interrupted");
            return 1;
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Workplace place = Workplace.prepare(options.data());
        TableOnDisk table = new TableOnDisk(place);
        LaneSnapshot end;
        board.title("1. The embedded server");
        try (ServerProcess server = startServer(place)) {
            board.aside("  ingest " + server.grpc() + ", tokens and metadata " + server.http() + ", process "
                    + server.handle().pid());
            board.aside("  table " + Workplace.TABLE + " at " + table.path());
            board.title("2. The shop is open for " + options.seconds() + " s");
            ZerobusClient client = ZerobusClient.start(configuration(place, server));
            try {
                watch(client, table);
            } finally {
                board.endProgress();
                board.aside("  closing: " + client.close(CLOSE_WITHIN));
            }
            end = client.snapshot().lanes().get(0);
            awaitRows(table, end.acked());
        }
        Books books = new Books(end, table.count(), table.countDistinct(), table.path());
        board.title("3. The newest rows of the table");
        table.newest(6).forEach(row -> board.line("  " + row));
        board.title("4. The books");
        books.lines().forEach(line -> board.line("  " + line));
        board.verdict(books.balance(), books.summary());
        return books.balance();
    }

    private static ServerProcess startServer(Workplace place) throws IOException {
        return ServerProcess.start(
                place.serverLog(),
                "--data",
                place.serverData().toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--auth",
                place.principals().toString(),
                "--tables",
                place.sql().toString());
    }

    private static ZerobusConfig configuration(Workplace place, ServerProcess server) {
        return ZerobusConfig.builder()
                .set("endpoint", server.grpc())
                .set("workspace.url", server.http())
                .set("client.id", place.clientId())
                .set("client.secret", place.clientSecret())
                .set("table", Workplace.TABLE)
                .build();
    }

    /** Opens the shop, shows where things stand until its time is over, and closes it. */
    private void watch(ZerobusClient client, TableOnDisk table) throws IOException, InterruptedException {
        Shop shop = new Shop(options.rate());
        greet();
        long opened = System.nanoTime();
        Standing before = standing(client, table, opened);
        shop.open();
        long every = board.terminal() ? LOOK_EVERY_MILLIS_TERMINAL : LOOK_EVERY_MILLIS;
        while (before.seconds() < options.seconds()) {
            TimeUnit.MILLISECONDS.sleep(every);
            Standing now = standing(client, table, opened);
            board.progress(now, before);
            before = now;
        }
        shop.close();
        Events.flush(CLOSE_WITHIN);
        board.progress(standing(client, table, opened), before);
    }

    /** The first event of a process pays for connecting: token, schema, stream. */
    private void greet() {
        long started = System.nanoTime();
        Events.emit("shop_opened");
        Events.flush(CLOSE_WITHIN);
        board.aside("  connected and first event acknowledged after %d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
    }

    private static Standing standing(ZerobusClient client, TableOnDisk table, long opened) throws IOException {
        LaneSnapshot lane = client.snapshot().lanes().get(0);
        long now = System.nanoTime();
        return new Standing(
                now, (now - opened) / 1e9, lane.accepted(), lane.acked(), table.count(), lane.droppedTotal());
    }

    /** Acknowledged rows are durable in the server's log; they are in the table a tick later. */
    private static void awaitRows(TableOnDisk table, long rows) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LAND_WITHIN_NANOS;
        while (table.count() < rows && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** What the client says, what the table has, and whether both agree. */
    private record Books(LaneSnapshot lane, long rows, long distinct, Path table) {

        boolean balance() {
            return lane.balances()
                    && lane.accepted() == lane.acked()
                    && distinct == lane.accepted()
                    && rows >= distinct;
        }

        java.util.List<String> lines() {
            return java.util.List.of(
                    "accepted     %,12d   events that the client took".formatted(lane.accepted()),
                    "acked        %,12d   made durable by the service".formatted(lane.acked()),
                    "rows         %,12d   counted in the table".formatted(rows),
                    "distinct     %,12d   by producer_id and seq".formatted(distinct),
                    "duplicates   %,12d   made by resending".formatted(rows - distinct),
                    "set aside    %,12d   did not fit the table".formatted(lane.setAsideTotal()),
                    "dropped      %,12d   refused by the client".formatted(lane.droppedTotal()));
        }

        String summary() {
            return "%s {\"accepted\":%d,\"acked\":%d,\"rows\":%d,\"distinct\":%d,\"dropped\":%d,\"table\":\"%s\"}"
                    .formatted(
                            balance() ? "balanced" : "unbalanced",
                            lane.accepted(),
                            lane.acked(),
                            rows,
                            distinct,
                            lane.droppedTotal(),
                            table.toString().replace("\\", "\\\\").replace("\"", "\\\""));
        }
    }
}
