// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.Table;
import java.io.PrintStream;
import java.util.Locale;

/** What was promised, beside what came out: ratios of medians of one run. Owned by one thread. */
final class Marks {

    private static final double OF_THE_FLOOR = 1.2;
    private static final double OF_ITS_RATE = 0.8;
    private static final double OF_THE_BEST_PEER = 0.5;
    private static final double P999_NANOS = 10_000;
    private static final double LOG4J2_RATE = 1_500_000;
    /** A million events a second on one core. */
    private static final double ONE_CORE_NANOS = 1_000;

    private static final double LOGBACK_RATE = 2_500_000;

    private final PrintStream out;
    private final Table table;

    private Marks(PrintStream out, Table table) {
        this.out = out;
        this.table = table;
    }

    static void print(PrintStream out, Table table) {
        new Marks(out, table).print();
    }

    private void print() {
        out.println();
        out.println("### Against the marks");
        out.println();
        out.println("| | mark | reached | |");
        out.println("|---|--:|--:|---|");
        for (int threads = 1; threads <= 2; threads++) {
            emit(threads, "emit");
            emit(threads, "emit-inprocess");
            door(threads, "log4j2", "zerobus", LOG4J2_RATE);
            door(threads, "log4j2", "inprocess", LOG4J2_RATE);
            door(threads, "logback", "zerobus", LOGBACK_RATE);
            door(threads, "logback", "inprocess", LOGBACK_RATE);
        }
        throwing("log4j2");
        throwing("logback");
    }

    private void emit(int threads, String subject) {
        String paced = "paced/" + threads + '/';
        for (String figure : new String[] {"p50", "p99"}) {
            double floor = table.median(paced + "encode-fields", figure);
            atMost(
                    paced + subject + ", " + figure + " ns",
                    OF_THE_FLOOR * floor,
                    table.median(paced + subject, figure));
        }
        atMost(paced + subject + ", B/call", 0, table.median(paced + subject, "bytes"));
        String saturated = "saturated/" + threads + '/';
        double floor = table.median(saturated + "encode-fields", "rate");
        atLeast(saturated + subject + ", events/s", OF_ITS_RATE * floor, table.median(saturated + subject, "rate"));
        atMost(saturated + subject + ", lost %", 0, table.median(saturated + subject, "lost"));
    }

    private void door(int threads, String framework, String door, double rate) {
        String paced = "paced/" + threads + '/';
        String subject = framework + '-' + door;
        for (String figure : new String[] {"p50", "p99"}) {
            double floor = table.median(paced + framework + "-noop", figure)
                    + OF_THE_FLOOR * table.median(paced + "encode-log", figure);
            atMost(paced + subject + ", " + figure + " ns", floor, table.median(paced + subject, figure));
        }
        atMost(paced + subject + ", p99.9 ns", P999_NANOS, table.median(paced + subject, "p999"));
        double bytes = table.median(paced + framework + "-noop", "bytes");
        atMost(paced + subject + ", B/call", bytes, table.median(paced + subject, "bytes"));
        String saturated = "saturated/" + threads + '/';
        atLeast(saturated + subject + ", events/s", rate, table.median(saturated + subject, "rate"));
        atMost(
                saturated + subject + ", CPU ns/event behind the caller",
                ONE_CORE_NANOS,
                table.median(saturated + subject, "behind"));
    }

    /** Beside others of the same framework: what it reads of an exception by itself is in every figure. */
    private void throwing(String framework) {
        String subject = framework + "-zerobus";
        for (String figure : new String[] {"p50", "bytes"}) {
            double best = Subjects.all().stream()
                    .filter(spec -> spec.isPeer() && spec.name().startsWith(framework))
                    .mapToDouble(spec -> table.median("throwing/1/" + spec.name(), figure))
                    .filter(value -> !Double.isNaN(value))
                    .min()
                    .orElse(Double.NaN);
            atMost(
                    "throwing/1/" + subject + ", " + (figure.equals("p50") ? "p50 ns" : "B/call"),
                    OF_THE_BEST_PEER * best,
                    table.median("throwing/1/" + subject, figure));
        }
    }

    private void atMost(String what, double mark, double reached) {
        line(what, "at most ", mark, reached, reached <= mark);
    }

    private void atLeast(String what, double mark, double reached) {
        line(what, "at least ", mark, reached, reached >= mark);
    }

    /** Nothing where one of them was not measured. */
    private void line(String what, String word, double mark, double reached, boolean met) {
        if (Double.isNaN(mark) || Double.isNaN(reached)) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "| %s | %s%s | %s | %s |%n",
                what,
                word,
                Table.number(mark),
                Table.number(reached),
                met ? "yes" : "no");
    }
}
