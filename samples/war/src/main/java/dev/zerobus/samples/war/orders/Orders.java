// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war.orders;

import ch.qos.logback.classic.LoggerContext;
import dev.zerobus.api.Events;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Places a hundred orders when it starts. Owned by the host's thread. */
public final class Orders implements Callable<String>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int ORDERS = 100;

    /** For the host's service loader. */
    public Orders() {}

    @Override
    public String call() {
        int emitted = 0;
        for (int i = 0; i < ORDERS; i++) {
            MDC.put("order", Integer.toString(i));
            LOG.info("Order {} of {}", i, ORDERS);
            emitted += Events.emit("order_placed", "order_id", i) ? 1 : 0;
        }
        MDC.clear();
        return "orders " + ORDERS + " " + emitted;
    }

    @Override
    public void close() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
