// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.log4j2;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.StringMapMessage;

/** Somebody who takes goods from shelves, order after order, and says so. Its state is owned by its thread. */
final class Picker implements Runnable {

    private static final Logger LOG = LogManager.getLogger(Picker.class);
    private static final Marker STOCK = MarkerManager.getMarker("STOCK");
    private static final List<String> GOODS = List.of("teapot", "kettle", "sencha", "oolong", "cup", "biscuits");
    private static final long PACE_NANOS = 5_000_000;

    private final int number;
    private final double perPace;
    private final SplittableRandom chance;
    private final StringBuilder place = new StringBuilder();
    private volatile boolean open = true;
    private volatile long orders;

    Picker(int number, int ordersPerSecond) {
        this.number = number;
        this.perPace = ordersPerSecond * (PACE_NANOS / 1e9);
        this.chance = new SplittableRandom(number);
    }

    /** Lets the picker go home after the order at hand. */
    void stop() {
        open = false;
    }

    /** How many orders were picked, each of which is one log event. */
    long orders() {
        return orders;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        double due = 0;
        while (open) {
            for (due += perPace; due >= 1 && open; due--) {
                pick(orders + 1);
            }
            next += PACE_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void pick(long order) {
        ThreadContext.put("order", number + "-" + order);
        try {
            log(order);
            orders = order;
        } finally {
            ThreadContext.remove("order");
        }
    }

    /** One event of the several kinds that a warehouse has. */
    private void log(long order) {
        int kind = chance.nextInt(100);
        if (kind < 85) {
            // the same buffer for every order: what the row has is what was in it at the time of the call
            place.setLength(0);
            place.append("shelf ").append(chance.nextInt(40));
            LOG.info("Picked {} of {} from {}", 1 + chance.nextInt(9), pick(GOODS), place);
        } else if (kind < 95) {
            LOG.info(STOCK, new StringMapMessage().with("sku", pick(GOODS)).with("left", chance.nextInt(500)));
        } else if (kind < 98) {
            LOG.debug("Way of order {} was {} m", order, chance.nextInt(300));
        } else {
            LOG.warn("Nothing on {}", place, new IllegalStateException("the shelf is empty"));
        }
    }

    private String pick(List<String> from) {
        return from.get(chance.nextInt(from.size()));
    }
}
