// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the demo's progress is shown: in place on a terminal, a line a second elsewhere. Owned by the main thread. */
final class Board {

    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private int linesShown;

    /**
     * Creates a board.
     *
     * @param out where to
     * @param terminal whether a person looks at it
     */
    Board(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void title(String text) {
        out.println(terminal ? BOLD + text + PLAIN : text);
    }

    void line(String text) {
        out.println(text);
    }

    void aside(String text) {
        out.println(terminal ? DIM + text + PLAIN : text);
    }

    void verdict(boolean good, String text) {
        out.println(terminal ? (good ? GREEN : RED) + BOLD + text + PLAIN : text);
    }

    /** Shows where things stand; {@link #endProgress} must follow before anything else is shown. */
    void progress(Moment now, Moment before) {
        if (!terminal) {
            out.println(now.inOneLine(before));
            return;
        }
        if (linesShown > 0) {
            out.print("\u001b[" + linesShown + "A");
        }
        List<String> lines = now.lines(before);
        lines.forEach(line -> out.println(CLEAR_LINE + line));
        out.flush();
        linesShown = lines.size();
    }

    void endProgress() {
        linesShown = 0;
    }

    boolean terminal() {
        return terminal;
    }

    /**
     * Where all flows stand at one moment.
     *
     * @param seconds since the applications began to work
     * @param flows each of them
     */
    record Moment(double seconds, List<Standing> flows) {

        private String inOneLine(Moment before) {
            String each = flows.stream()
                    .map(flow ->
                            String.format(Locale.ROOT, "%s %,d", flow.flow().table(), flow.rows()))
                    .collect(Collectors.joining("   "));
            return String.format(
                    Locale.ROOT, "  %4.1f s  rows: %s   (%,.0f/s)", seconds, each, rate(before, rows(), before.rows()));
        }

        private List<String> lines(Moment before) {
            List<String> lines = new java.util.ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %4.1f s %23s  %-19s %12s %12s %12s %9s %8s",
                    seconds,
                    "",
                    "",
                    "accepted",
                    "acked",
                    "rows",
                    "rows/s",
                    "dropped"));
            for (int i = 0; i < flows.size(); i++) {
                Standing flow = flows.get(i);
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-30s  %-19s %12s %12s %,12d %,9.0f %8s",
                        flow.flow().door(),
                        flow.flow().table(),
                        shown(flow.client(), flow.client().accepted()),
                        shown(flow.client(), flow.client().acked()),
                        flow.rows(),
                        rate(before, flow.rows(), before.flows.get(i).rows()),
                        shown(flow.client(), flow.client().dropped())));
            }
            return lines;
        }

        /** The agent does not touch JMX in the first ten seconds, in which the application may want to set it up. */
        private static String shown(ClientBeans.Numbers numbers, long value) {
            return numbers.known() ? String.format(Locale.ROOT, "%,d", value) : "-";
        }

        private double rate(Moment before, long now, long then) {
            return (now - then) / Math.max(0.001, seconds - before.seconds);
        }

        private long rows() {
            return flows.stream().mapToLong(Standing::rows).sum();
        }
    }

    /**
     * Where one flow stands.
     *
     * @param flow which one
     * @param client what its client counts
     * @param rows rows in its table
     */
    record Standing(Flow flow, ClientBeans.Numbers client, long rows) {}
}
