// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import dev.zerobus.testkit.cost.AllocationMeter;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Prints the bytes that a log call allocates with our appender, with Logback's own that does nothing, and with one that only
 * lets the message be formatted and looks at the MDC, as every other appender does. A program.
 */
public final class AllocationProbe {

    private static final Integer BOXED = 4_711;
    private static final String[] REQUESTS = {"r-1", "r-2", "r-3"};
    private static final Object OBJECT = new Object() {
        @Override
        public String toString() {
            return "ann";
        }
    };
    private static final Marker MARKER = MarkerFactory.getMarker("AUDIT");
    private static final Throwable THROWN = thrown(30);

    /** Written, so that what is planted is not optimised away. */
    private static volatile Object kept = "";

    private AllocationProbe() {}

    /**
     * Runs.
     *
     * @param args the configuration, with our appender
     */
    public static void main(String[] args) {
        try (CostContext logback = new CostContext(args[0])) {
            logback.mdc.put("request_id", "r-17");
            logback.mdc.put("user", "ann");
            logback.mdc.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
            Logger[] loggers = {logback.nobody, logback.formatting, logback.zerobus};
            AllocationMeter meter =
                    new AllocationMeter(logback.side("nobody"), logback.side("formatting"), logback.side("zerobus"));

            meter.measure("constant", (side, i) -> loggers[side].info("an order was paid"));
            meter.measure("arguments", (side, i) -> loggers[side].info("order {} of {} was paid", BOXED, "ann"));
            meter.measure("context", (side, i) -> {
                logback.mdc.put("request_id", REQUESTS[i % REQUESTS.length]);
                loggers[side].info("order {} of {} was paid", BOXED, "ann");
            });
            meter.measure("object", (side, i) -> loggers[side].info("order {} of {} was paid", BOXED, OBJECT));
            meter.measure("marker", (side, i) -> loggers[side].warn(MARKER, "order {} was paid", BOXED));
            meter.measure(
                    "pair",
                    (side, i) ->
                            loggers[side].atInfo().addKeyValue("cents", BOXED).log("an order was paid"));
            meter.measure("exception", (side, i) -> loggers[side].error("an order was lost", THROWN));
            meter.measure("control", (side, i) -> {
                if (side == 2) {
                    // the smallest object that there is
                    kept = new Object();
                }
                loggers[side].info("an order was paid");
            });
            logback.assertAllAccepted(AllocationMeter.BURST);
        }
    }

    /** With so many frames of its own. */
    private static Throwable thrown(int frames) {
        if (frames > 1) {
            return thrown(frames - 1);
        }
        Throwable cause = new IllegalArgumentException("no such order: 4711");
        return new IllegalStateException("it can not be paid", cause);
    }
}
