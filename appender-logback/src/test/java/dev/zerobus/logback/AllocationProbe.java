// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.MarkerFactory;

/**
 * Measures what our appender allocates on the thread that logs, beside an appender that only lets the message be formatted, as
 * every other appender does. Prints a name and the bytes per event that ours adds.
 */
public final class AllocationApplication {

    private static final int BURST = 2_000;
    private static final int WARM_UP_BURSTS = 60;
    private static final int ROUNDS = 12;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Logger ours;
    private final Logger others;
    private final ZerobusAppender appender;

    private AllocationApplication(Configured logback) {
        appender = logback.appender();
        ours = logback.logger("ours");
        ours.setAdditive(false);
        ours.addAppender(appender);
        others = logback.logger("others");
        others.setAdditive(false);
        FormattingAppender formatting = new FormattingAppender();
        formatting.setContext(logback.context);
        formatting.start();
        others.addAppender(formatting);
        logback.mdc.put("request_id", "r-17");
        logback.mdc.put("user", "ann");
        logback.mdc.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    /** Arguments: the configuration. */
    public static void main(String[] args) {
        try (Configured logback = new Configured(args[0])) {
            AllocationApplication measured = new AllocationApplication(logback);
            measured.report("constant", (logger, i) -> logger.info("a constant message"));
            measured.report("argument", (logger, i) -> logger.info("order {} was paid", i));
            org.slf4j.Marker marker = MarkerFactory.getMarker("AUDIT");
            measured.report("marker", (logger, i) -> logger.warn(marker, "order {} was paid", i));
            measured.report(
                    "pair",
                    (logger, i) -> logger.atInfo().addKeyValue("cents", i).log("order was paid"));
            Object[] kept = new Object[1];
            measured.report("control", (logger, i) -> {
                if (logger == measured.ours) {
                    kept[0] = new byte[100];
                }
                logger.info("a constant message");
            });
        }
    }

    private interface Call {
        void log(Logger logger, int i);
    }

    private void report(String name, Call call) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
            burst(ours, call);
            burst(others, call);
        }
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, burst(ours, call) - burst(others, call));
        }
        System.out.println(name + " " + least);
    }

    private double burst(Logger logger, Call call) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < BURST; i++) {
            call.log(logger, i);
        }
        long after = THREADS.getThreadAllocatedBytes(thread);
        if (logger == ours && !appender.flush(Duration.ofSeconds(30))) {
            throw new AssertionError("the server does not keep up: " + appender.snapshot());
        }
        return (double) (after - before) / BURST;
    }

    /** The least that an appender does which writes anything. */
    private static final class FormattingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private int length;

        @Override
        protected void append(ILoggingEvent event) {
            length += event.getFormattedMessage().length()
                    + event.getMDCPropertyMap().size();
        }
    }
}
