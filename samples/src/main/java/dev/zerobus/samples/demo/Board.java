// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Where the demo's progress is shown: in place on a terminal, a line a second elsewhere. Owned by the main thread. */
final class Board {

    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String REDRAW = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;

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
    void progress(Standing now, Standing before) {
        double seconds = Math.max(0.001, (now.nanos() - before.nanos()) / 1e9);
        String text = String.format(
                Locale.ROOT,
                "  %4.1f s  accepted %,9d (%,7.0f/s)  acked %,9d  in the table %,9d (%,d behind)  dropped %,d",
                now.seconds(),
                now.accepted(),
                (now.accepted() - before.accepted()) / seconds,
                now.acked(),
                now.rows(),
                now.accepted() - now.rows(),
                now.dropped());
        if (terminal) {
            out.print(REDRAW + text);
            out.flush();
        } else {
            out.println(text);
        }
    }

    void endProgress() {
        if (terminal) {
            out.println();
        }
    }

    boolean terminal() {
        return terminal;
    }

    /**
     * Where things stand at one moment.
     *
     * @param nanos the moment, on {@link System#nanoTime}'s line
     * @param seconds since the shop opened
     * @param accepted events accepted by the client
     * @param acked events acknowledged by the service
     * @param rows rows in the table
     * @param dropped events refused
     */
    record Standing(long nanos, double seconds, long accepted, long acked, long rows, long dropped) {}
}
