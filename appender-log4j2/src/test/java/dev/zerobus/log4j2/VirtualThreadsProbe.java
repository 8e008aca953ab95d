// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.cost.VirtualThreadMeter;
import java.util.function.IntConsumer;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Prints what ten thousand virtual threads that log do to their carriers and to the heap. A program. */
public final class VirtualThreadsProbe {

    private VirtualThreadsProbe() {}

    /**
     * Runs.
     *
     * @param args {@code sync} or {@code async}
     */
    public static void main(String[] args) throws Exception {
        boolean async = args[0].equals("async");
        CostContext nobody = CostContext.nobody(async);
        // so small that threads wait for room
        CostContext zerobus = CostContext.zerobus(async, "64KiB");
        VirtualThreadMeter meter = new VirtualThreadMeter(VirtualThreadsProbe.class, zerobus::settle);
        meter.pinOne();
        meter.pinning("cold", with(zerobus.logger));
        meter.pinning("warm", with(zerobus.logger));
        meter.memory(with(nobody.logger), with(zerobus.logger));
        zerobus.stop(2L * VirtualThreadMeter.THREADS * VirtualThreadMeter.EVENTS);
        nobody.stop(0);
    }

    private static IntConsumer with(Logger logger) {
        return number -> {
            ThreadContext.put("request_id", "r-17");
            logger.info("order {} was paid", number);
            ThreadContext.remove("request_id");
        };
    }
}
