// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.Options;
import dev.zerobus.bench.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Claim: what a log or emit call costs the calling thread, next to other libraries, the frameworks without an appender, and a
 * floor encoded by hand, all in one run.
 *
 * <p>Every figure is a JVM of its own. The subjects take turns, and each round begins with another one, so that what else goes
 * on in the machine hits all alike; medians of the rounds are printed with the lowest and the highest. Progress goes to
 * standard error, the tables to standard output.
 *
 * <pre>{@code bench/run hotpath [--rounds N] [--seconds N] [--threads 1,2] [--modes paced,saturated,throwing] [--only NAMES]
 * [--full wait|drop]}</pre>
 */
final class Hotpath {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--rounds", "3",
            "--seconds", "5",
            "--threads", "1,2",
            "--modes", "paced,saturated,throwing",
            "--only", "",
            "--full", "wait");

    private final Options options;
    private final boolean drop;
    private final Table table = new Table();
    private final PrintStream out = System.out;

    private Hotpath(Options options) {
        this.options = options;
        this.drop = options.word("--full").equals("drop");
        options.words("--only").forEach(Subjects::named);
    }

    public static void main(String[] args) throws Exception {
        new Hotpath(new Options(DEFAULTS, args)).run();
    }

    /** One table's cells: how they are called, and on how many threads. */
    private record Sheet(String mode, int threads) {

        String cell(Subjects.Spec spec) {
            return mode + '/' + threads + '/' + spec.name();
        }

        String title() {
            String on = threads == 1 ? "one thread" : threads + " threads";
            return switch (mode) {
                case "paced" -> "Paced, " + on + ", " + Cell.PER_SECOND + " calls a second each";
                case "throwing" ->
                    "Paced, " + on + ", " + Cell.THROWING_PER_SECOND
                            + " calls a second, each with a new exception of 30 frames";
                default -> "As fast as it goes, " + on;
            };
        }
    }

    private void run() throws Exception {
        Environment.print(out, options);
        List<Sheet> sheets = sheets();
        for (int round = 0; round < options.number("--rounds"); round++) {
            for (Sheet sheet : sheets) {
                List<Subjects.Spec> specs = specs(sheet);
                Collections.rotate(specs, -round * specs.size() / Math.max(1, options.number("--rounds")));
                for (Subjects.Spec spec : specs) {
                    once(round, sheet, spec);
                }
            }
        }
        sheets.forEach(this::print);
        Marks.print(out, table);
    }

    private List<Sheet> sheets() {
        List<Sheet> sheets = new ArrayList<>();
        for (String mode : options.words("--modes")) {
            if (mode.equals("throwing")) {
                sheets.add(new Sheet(mode, 1));
            } else {
                options.words("--threads").forEach(threads -> sheets.add(new Sheet(mode, Integer.parseInt(threads))));
            }
        }
        return sheets;
    }

    private List<Subjects.Spec> specs(Sheet sheet) {
        List<String> only = options.words("--only");
        return new ArrayList<>(Subjects.all().stream()
                .filter(spec -> only.isEmpty() || only.contains(spec.name()))
                .filter(spec -> spec.modes().contains(sheet.mode()))
                .toList());
    }

    private void once(int round, Sheet sheet, Subjects.Spec spec) throws Exception {
        CellRun run = new CellRun(spec);
        if (drop) {
            run.jvm("-Dbench.drop=true").option("ZEROBUS_OVERFLOW_POLICY", "drop");
            run.jvm("-Dlog4j2.asyncQueueFullPolicy=Discard").jvm("-Dlog4j2.discardThreshold=INFO");
        }
        String line = run.run(sheet.mode(), sheet.threads(), options.number("--seconds"));
        System.err.println("round " + (round + 1) + ' ' + sheet.cell(spec) + ": " + line);
        table.add(sheet.cell(spec), line);
    }

    private void print(Sheet sheet) {
        boolean saturated = sheet.mode().equals("saturated");
        out.println();
        out.println("### " + sheet.title());
        out.println();
        out.println(
                saturated
                        ? "| | events/s | lost % | CPU ns/event | behind the caller | B/call | call p50 ns | call p99 ns | call p99.9 ns |"
                        : "| | p50 ns | p99 ns | p99.9 ns | B/call | lost % | CPU ns/event | behind the caller |");
        out.println(saturated ? "|---|--:|--:|--:|--:|--:|--:|--:|--:|" : "|---|--:|--:|--:|--:|--:|--:|--:|");
        List<String> figures = saturated
                ? List.of("rate", "lost", "cpu", "behind", "bytes", "p50", "p99", "p999")
                : List.of("p50", "p99", "p999", "bytes", "lost", "cpu", "behind");
        double others = 0;
        for (Subjects.Spec spec : specs(sheet)) {
            String cell = sheet.cell(spec);
            StringBuilder row = new StringBuilder("| " + spec.title());
            figures.forEach(figure -> row.append(" | ").append(table.text(cell, figure)));
            out.println(row + " |");
            others = Math.max(others, table.largest(cell, "others"));
        }
        out.println();
        out.println("Cores that everybody else used meanwhile: at most " + Table.number(others) + ".");
    }
}
