// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import dev.zerobus.samples.ServerProcess;
import dev.zerobus.samples.demo.Board.Moment;
import dev.zerobus.samples.demo.Board.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./demo} runs. Owned by the main thread.
 *
 * <p>The server and three applications are processes of their own; the server asks for OAuth tokens, and is reached over the wire
 * as a workspace would be. What clients count is read through JMX, what tables have from their files: no number at the end comes
 * from this process.
 */
public final class Demo {

    private static final long SETTLE_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final long LOOK_EVERY_MILLIS_TERMINAL = 250;
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final DemoOptions options;
    private final Board board;
    private final Map<Flow, TableOnDisk> tables = new LinkedHashMap<>();
    private final List<DoorApp> apps = new ArrayList<>();

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
        Flow.ALL.forEach(flow -> tables.put(flow, new TableOnDisk(place, flow.table())));
        // an interrupted demo leaves no process behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> apps.forEach(DoorApp::close), "demo-end"));
        Books books;
        board.title("1. The embedded server");
        try (ServerProcess server = startServer(place)) {
            board.aside("  ingest " + server.grpc() + ", tokens and metadata " + server.http() + ", process "
                    + server.handle().pid() + ", tables in "
                    + place.serverData().resolve("tables"));
            books = work(place, server);
        } finally {
            apps.forEach(DoorApp::close);
        }
        board.title("4. The newest rows");
        for (TableOnDisk table : tables.values()) {
            table.newest(2).forEach(row -> board.line("  " + row));
        }
        board.title("5. The books");
        books.lines().forEach(line -> board.line("  " + line));
        board.verdict(books.balance(), books.summary());
        return books.balance();
    }

    private static ServerProcess startServer(Workplace place) throws IOException {
        return ServerProcess.start(
                place.log("server"),
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

    private Books work(Workplace place, ServerProcess server) throws IOException, InterruptedException {
        board.title("2. Three applications work for " + options.seconds() + " s, each behind another door");
        new Doors(place, server, options.rate()).openInto(apps);
        for (DoorApp app : apps) {
            app.awaitOpen();
            board.aside("  " + app.name() + " is open, process " + app.pid());
        }
        watch();
        for (DoorApp app : apps) {
            app.finishWork();
        }
        board.title("3. They close, and end on SIGTERM");
        Map<Flow, ClientBeans.Numbers> settled = awaitSettled();
        for (DoorApp app : apps) {
            app.end();
        }
        List<Books.Page> pages = new ArrayList<>();
        for (DoorApp app : apps) {
            for (Flow flow : app.flows()) {
                TableOnDisk table = table(flow);
                ClientBeans.Numbers client = settled.getOrDefault(flow, ClientBeans.Numbers.UNKNOWN);
                awaitRows(table, client.acked());
                pages.add(new Books.Page(
                        flow, app.counted(flow), client, table.count(), table.countDistinct(), table.path()));
            }
        }
        return new Books(pages);
    }

    /** Shows where things stand until the time is over. */
    private void watch() throws IOException, InterruptedException {
        long opened = System.nanoTime();
        Moment before = moment(opened);
        long every = board.terminal() ? LOOK_EVERY_MILLIS_TERMINAL : LOOK_EVERY_MILLIS;
        while (before.seconds() < options.seconds()) {
            TimeUnit.MILLISECONDS.sleep(every);
            Moment now = moment(opened);
            board.progress(now, before);
            before = now;
        }
        board.endProgress();
    }

    private Moment moment(long opened) throws IOException {
        List<Standing> flows = new ArrayList<>();
        for (DoorApp app : apps) {
            for (Flow flow : app.flows()) {
                flows.add(new Standing(flow, app.numbers(flow), table(flow).count()));
            }
        }
        return new Moment((System.nanoTime() - opened) / 1e9, flows);
    }

    /** Waits until every client shows itself, has got everything, and has nothing left to deliver: the last numbers, for work is over. */
    private Map<Flow, ClientBeans.Numbers> awaitSettled() throws InterruptedException {
        Map<Flow, ClientBeans.Numbers> last = new LinkedHashMap<>();
        long deadline = System.nanoTime() + SETTLE_WITHIN_NANOS;
        boolean settled = false;
        while (!settled && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            settled = true;
            for (DoorApp app : apps) {
                for (Flow flow : app.flows()) {
                    ClientBeans.Numbers numbers = app.numbers(flow);
                    last.put(flow, numbers);
                    settled &= numbers.settled(app.counted(flow));
                }
            }
        }
        return last;
    }

    private TableOnDisk table(Flow flow) {
        TableOnDisk table = tables.get(flow);
        if (table == null) {
            throw new IllegalStateException("no table of " + flow);
        }
        return table;
    }

    /** Acknowledged rows are durable in the server's log; they are in the table a tick later. */
    private static void awaitRows(TableOnDisk table, long rows) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_WITHIN_NANOS;
        while (table.count() < rows && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
