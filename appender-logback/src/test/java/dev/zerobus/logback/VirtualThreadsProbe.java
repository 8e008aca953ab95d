// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Logger;
import dev.zerobus.testkit.cost.VirtualThreadMeter;
import java.util.function.IntConsumer;

/** Prints what ten thousand virtual threads that log do to their carriers and to the heap. A program. */
public final class VirtualThreadsProbe {

    private VirtualThreadsProbe() {}

    /**
     * Runs.
     *
     * @param args the configuration, with our appender
     */
    public static void main(String[] args) throws Exception {
        try (CostContext logback = new CostContext(args[0])) {
            VirtualThreadMeter meter = new VirtualThreadMeter(VirtualThreadsProbe.class, logback::settle);
            meter.pinOne();
            meter.pinning("cold", with(logback, logback.zerobus));
            meter.pinning("warm", with(logback, logback.zerobus));
            meter.memory(with(logback, logback.nobody), with(logback, logback.zerobus));
            logback.assertAllAccepted(2L * VirtualThreadMeter.THREADS * VirtualThreadMeter.EVENTS);
        }
    }

    private static IntConsumer with(CostContext logback, Logger logger) {
        return number -> {
            logback.mdc.put("request_id", "r-17");
            logger.info("order {} was paid", number);
            logback.mdc.clear();
        };
    }
}
