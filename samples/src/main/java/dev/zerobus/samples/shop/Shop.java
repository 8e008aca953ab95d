// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.shop;

import dev.zerobus.api.Events;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A small shop: its clerks take orders and payments, and say what they do. Safe from any thread. */
final class Shop {

    private static final Logger STOCK = Logger.getLogger("shop.Stock");
    private static final Logger TILL = Logger.getLogger("shop.Till");
    private static final List<String> GOODS =
            List.of("teapot", "kettle", "sencha", "oolong", "cup", "strainer", "biscuits");
    private static final List<String> CITIES = List.of("Zürich", "Lyon", "Porto", "Gdańsk", "Leeds");
    private static final int CLERKS = 2;
    private static final long PACE_NANOS = 5_000_000;

    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong logs = new AtomicLong();
    private final List<Thread> clerks = new ArrayList<>();
    private final int eventsPerSecond;
    private volatile boolean open = true;

    Shop(int eventsPerSecond) {
        this.eventsPerSecond = eventsPerSecond;
    }

    /** Opens: the clerks begin. */
    void open() {
        for (int i = 1; i <= CLERKS; i++) {
            SplittableRandom chance = new SplittableRandom(i);
            Thread clerk = new Thread(() -> work(chance), "clerk-" + i);
            clerks.add(clerk);
            clerk.start();
        }
    }

    /** Closes, and returns when every clerk has gone home. */
    void close() throws InterruptedException {
        open = false;
        for (Thread clerk : clerks) {
            clerk.join();
        }
    }

    /** How many business events were emitted. */
    long events() {
        return events.get();
    }

    /** How many log events there were. */
    long logs() {
        return logs.get();
    }

    private void work(SplittableRandom chance) {
        double perPace = (double) eventsPerSecond / CLERKS * PACE_NANOS / 1e9;
        double due = 0;
        long next = System.nanoTime();
        while (open) {
            for (due += perPace; due >= 1; due--) {
                customer(chance);
            }
            next += PACE_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** One event of the many kinds that a shop has. */
    private void customer(SplittableRandom chance) {
        int kind = chance.nextInt(100);
        if (kind < 50) {
            order(chance);
            events.incrementAndGet();
        } else if (kind < 80) {
            payment(chance);
            events.incrementAndGet();
        } else {
            log(chance, kind);
            logs.incrementAndGet();
        }
    }

    private static void log(SplittableRandom chance, int kind) {
        if (kind < 98) {
            STOCK.log(Level.INFO, "Shelf {0} looked through", chance.nextInt(40));
        } else {
            TILL.log(
                    Level.WARNING,
                    "Card refused",
                    new IllegalStateException("issuer said no: code " + chance.nextInt(60)));
        }
    }

    private void order(SplittableRandom chance) {
        Events.event("order_placed")
                .put("order_id", orders.incrementAndGet())
                .put("customer", "c-" + chance.nextInt(5_000))
                .put("amount", BigDecimal.valueOf(chance.nextLong(100, 100_000), 2))
                .put("express", chance.nextBoolean())
                .put("items", List.of(pick(GOODS, chance), pick(GOODS, chance)))
                .put("ship_to", Map.of("city", pick(CITIES, chance), "zip", "Z" + chance.nextInt(9999)))
                .put("due", LocalDate.of(2026, 12, 1).plusDays(chance.nextInt(20)))
                .emit();
    }

    private void payment(SplittableRandom chance) {
        Events.emit(
                "payment_taken",
                "order_id",
                1 + chance.nextLong(Math.max(1, orders.get())),
                "amount",
                BigDecimal.valueOf(chance.nextLong(100, 100_000), 2),
                "method",
                chance.nextBoolean() ? "card" : "invoice");
    }

    private static <T> T pick(List<T> from, SplittableRandom chance) {
        return from.get(chance.nextInt(from.size()));
    }
}
