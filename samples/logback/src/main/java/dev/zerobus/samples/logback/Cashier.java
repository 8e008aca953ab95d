// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.logback;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Somebody who takes payments, one after the other, and says so. Its state is owned by its thread. */
final class Cashier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);
    private static final Marker AUDIT = MarkerFactory.getMarker("AUDIT");
    private static final List<String> METHODS = List.of("card", "cash", "invoice");
    private static final long PACE_NANOS = 5_000_000;

    private final int number;
    private final double perPace;
    private final SplittableRandom chance;
    private volatile boolean open = true;
    private volatile long payments;

    Cashier(int number, int paymentsPerSecond) {
        this.number = number;
        this.perPace = paymentsPerSecond * (PACE_NANOS / 1e9);
        this.chance = new SplittableRandom(number);
    }

    /** Lets the cashier go home after the payment at hand. */
    void stop() {
        open = false;
    }

    /** How many payments were taken, each of which is one log event. */
    long payments() {
        return payments;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        double due = 0;
        while (open) {
            for (due += perPace; due >= 1 && open; due--) {
                take(payments + 1);
            }
            next += PACE_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void take(long payment) {
        MDC.put("payment", number + "-" + payment);
        try {
            log(payment);
            payments = payment;
        } finally {
            MDC.remove("payment");
        }
    }

    private void log(long payment) {
        BigDecimal amount = BigDecimal.valueOf(chance.nextLong(100, 100_000), 2);
        int kind = chance.nextInt(100);
        if (kind < 60) {
            LOG.info("{} paid by {}", amount, METHODS.get(chance.nextInt(METHODS.size())));
        } else if (kind < 97) {
            LOG.atInfo()
                    .addMarker(AUDIT)
                    .addKeyValue("amount", amount)
                    .addKeyValue("register", number)
                    .log("Payment booked");
        } else {
            LOG.warn("Payment {} refused", payment, new IllegalStateException("issuer said no"));
        }
    }
}
