// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.cost.AllocationMeter;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.StringMapMessage;

/** Prints the bytes that a log call allocates with our appender and with Log4j's own that does nothing. A program. */
public final class AllocationProbe {

    private static final Integer BOXED = 4_711;
    private static final String[] REQUESTS = {"r-1", "r-2", "r-3"};
    private static final Marker MARKER = MarkerManager.getMarker("ORDERS");
    private static final Marker CHILD = MarkerManager.getMarker("AUDIT").addParents(MARKER);
    private static final Throwable THROWN = thrown(30);

    /** Written, so that what is planted is not optimised away. */
    private static volatile Object kept = "";

    private AllocationProbe() {}

    /**
     * Runs.
     *
     * @param args {@code sync} or {@code async}
     */
    public static void main(String[] args) {
        boolean async = args[0].equals("async");
        ThreadContext.put("request_id", "r-17");
        ThreadContext.put("user", "somebody");
        ThreadContext.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        CostContext nobody = CostContext.nobody(async);
        CostContext zerobus = CostContext.zerobus(async, "8MiB");
        nobody.logger.info("the thread behind starts");
        zerobus.logger.info("the thread behind starts");
        Logger[] loggers = {nobody.logger, zerobus.logger};
        AllocationMeter meter = new AllocationMeter(nobody.side(), zerobus.side());

        meter.measure("constant", (side, i) -> loggers[side].info("an order was paid"));
        meter.measure("arguments", (side, i) -> loggers[side].info("order {} of {} was paid", BOXED, "ann"));
        meter.measure("context", (side, i) -> {
            ThreadContext.put("request_id", REQUESTS[i % REQUESTS.length]);
            loggers[side].info("order {} of {} was paid", BOXED, "ann");
        });
        meter.measure("marker", (side, i) -> loggers[side].warn(MARKER, "order {} was paid", BOXED));
        meter.measure("parent", (side, i) -> loggers[side].warn(CHILD, "order {} was paid", BOXED));
        StringMapMessage map = new StringMapMessage().with("order", "4711").with("user", "ann");
        meter.measure("map", (side, i) -> loggers[side].info(map));
        meter.measure("exception", (side, i) -> loggers[side].error("an order was lost", THROWN));
        meter.measure("control", (side, i) -> {
            if (side == 1) {
                // the smallest object that there is
                kept = new Object();
            }
            loggers[side].info("an order was paid");
        });
        zerobus.stop(AllocationMeter.BURST);
        nobody.stop(0);
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
