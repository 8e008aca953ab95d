// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.JavaProcess;
import dev.zerobus.bench.Options;
import dev.zerobus.bench.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Claim: what each durability level costs the calling thread, and the machine, beside what the same bytes cost when they are
 * written and forced with nothing else.
 *
 * <p>The calls are {@code Events.emit} with twelve fields, by a whole client into an acknowledging sink; every figure is a JVM
 * of its own, and the levels take turns. In the outage nobody listens until the figures are taken; then a sink comes, and the
 * client catches up.
 *
 * <pre>{@code bench/run levels [--rounds N] [--seconds N] [--threads N] [--dir DIRECTORY]}</pre>
 */
final class Levels {

    private static final Map<String, String> DEFAULTS =
            Map.of("--rounds", "3", "--seconds", "5", "--threads", "1", "--dir", "");

    private static final List<Level> ALL = List.of(
            new Level("memory", "`memory`", Map.of("ZEROBUS_DURABILITY", "memory"), false),
            new Level("overflow", "`overflow`, nothing spilled", Map.of("ZEROBUS_DURABILITY", "overflow"), false),
            new Level(
                    "outage",
                    "`overflow`, spilling in an outage",
                    Map.of("ZEROBUS_DURABILITY", "overflow", "ZEROBUS_BACKOFF_MAX", "200ms"),
                    true),
            new Level(
                    "ahead",
                    "`write-ahead`, forced every 500 ms",
                    Map.of("ZEROBUS_DURABILITY", "write-ahead", "ZEROBUS_SPILL_FORCE_EVERY", "500ms"),
                    false),
            new Level(
                    "always",
                    "`write-ahead`, forced before it is sent (`0s`)",
                    Map.of("ZEROBUS_DURABILITY", "write-ahead", "ZEROBUS_SPILL_FORCE_EVERY", "0s"),
                    false));

    private final Options options;
    private final Path work;
    private final Table table = new Table();
    private final PrintStream out = System.out;
    private int directories;

    private Levels(Options options) throws IOException {
        this.options = options;
        String given = options.word("--dir");
        this.work =
                given.isEmpty() ? Files.createTempDirectory("zerobus-levels") : Files.createDirectories(Path.of(given));
    }

    /** One row of the table. */
    private record Level(String name, String title, Map<String, String> settings, boolean outage) {}

    public static void main(String[] args) throws Exception {
        new Levels(new Options(DEFAULTS, args)).run();
    }

    private void run() throws Exception {
        Environment.print(out, options);
        out.println("on " + Files.getFileStore(work) + ", " + work);
        for (int round = 0; round < options.number("--rounds"); round++) {
            for (Level level : ALL) {
                once(round, level, "paced");
                once(round, level, "saturated");
            }
            control(round, "paced");
            control(round, "saturated");
        }
        print();
        printControl();
    }

    private void once(int round, Level level, String mode) throws Exception {
        CellRun run = new CellRun(Subjects.named("emit"));
        Path spill = Files.createDirectories(work.resolve("spill-" + directories++));
        run.option("ZEROBUS_SPILL_DIR", spill.toString());
        level.settings().forEach(run::option);
        if (level.outage()) {
            run.outage(freePort());
        }
        String line = run.run(mode, options.number("--threads"), options.number("--seconds"));
        System.err.println("round " + (round + 1) + ' ' + mode + '/' + level.name() + ": " + line);
        table.add(mode + '/' + level.name(), line);
        DiskControl.delete(spill);
    }

    private void control(int round, String mode) throws Exception {
        Process process = JavaProcess.start(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DiskControl.class.getName(),
                work.toString(),
                mode,
                options.word("--seconds")));
        String line = JavaProcess.awaitLine(process, "result ");
        System.err.println("round " + (round + 1) + ' ' + mode + "/control: " + line);
        table.add(mode + "/control", line);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void print() {
        String calls = Cell.PER_SECOND + " calls a second";
        out.println();
        out.println("### Durability levels, " + options.word("--threads") + " calling thread(s)");
        out.println();
        out.println("| | " + calls + ": p50 ns | p99 ns | p99.9 ns | B/call | CPU us/record | disk MB/s |");
        out.println("|---|--:|--:|--:|--:|--:|--:|");
        rows("paced", List.of("p50", "p99", "p999", "bytes", "cpuus", "disk"));
        out.println();
        out.println("| | as fast as it goes: records/s | call p50 ns | p99 ns | p99.9 ns | CPU us/record | disk MB/s"
                + " | lost % | catching up, records/s |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        rows("saturated", List.of("rate", "p50", "p99", "p999", "cpuus", "disk", "lost", "catchup"));
    }

    private void rows(String mode, List<String> figures) {
        double others = 0;
        for (Level level : ALL) {
            String cell = mode + '/' + level.name();
            StringBuilder row = new StringBuilder("| " + level.title());
            figures.forEach(figure -> row.append(" | ").append(table.text(cell, figure)));
            out.println(row + " |");
            others = Math.max(others, table.largest(cell, "others"));
        }
        out.println();
        out.println("Cores that everybody else used meanwhile: at most " + Table.number(others) + ".");
    }

    private void printControl() {
        out.println();
        out.println(
                "| control: the same bytes, written and forced (fdatasync), nothing else | p50 us | p99 us | p99.9 us"
                        + " | MB/s | events/s in that |");
        out.println("|---|--:|--:|--:|--:|--:|");
        controlRow("paced", "what " + Cell.PER_SECOND + " events a second bring in 5 ms, every 5 ms");
        controlRow("saturated", "1 MiB at a time, as fast as it goes");
    }

    private void controlRow(String mode, String title) {
        StringBuilder row = new StringBuilder("| " + title);
        for (String figure : List.of("p50", "p99", "p999", "disk", "rate")) {
            row.append(" | ").append(table.text(mode + "/control", figure));
        }
        out.println(row + " |");
    }
}
