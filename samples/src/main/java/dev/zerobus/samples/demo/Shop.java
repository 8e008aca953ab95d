// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A small shop, and all it knows of this project is {@link Events}: its clerks take orders and payments, and say what they
 * do. Safe from any thread.
 */
final class Shop {

    private static final List<String> GOODS =
            List.of("teapot", "kettle", "sencha", "oolong", "cup", "strainer", "biscuits");
    private static final List<String> CITIES = List.of("Zürich", "Lyon", "Porto", "Gdańsk", "Leeds");
    private static final int CLERKS = 2;
    private static final long PACE_NANOS = 5_000_000;

    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
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

    /** How many emits answered that the event was not accepted. */
    long refused() {
        return refused.get();
    }

    private void work(SplittableRandom chance) {
        double perPace = (double) eventsPerSecond / CLERKS * PACE_NANOS / 1e9;
        double due = 0;
        long next = System.nanoTime();
        while (open) {
            for (due += perPace; due >= 1; due--) {
                if (!customer(chance)) {
                    refused.incrementAndGet();
                }
            }
            next += PACE_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** One event of the many kinds that a shop has. */
    private boolean customer(SplittableRandom chance) {
        int kind = chance.nextInt(100);
        if (kind < 50) {
            return order(chance);
        }
        if (kind < 80) {
            return payment(chance);
        }
        if (kind < 98) {
            return Events.event("log")
                    .severity(Severity.INFO)
                    .message("Shelf looked through")
                    .put("aisle", chance.nextInt(40))
                    .put("logger", "shop.Stock")
                    .emit();
        }
        return failure(chance);
    }

    private boolean order(SplittableRandom chance) {
        return Events.event("order_placed")
                .put("order_id", orders.incrementAndGet())
                .put("customer", "c-" + chance.nextInt(5_000))
                .put("amount", BigDecimal.valueOf(chance.nextLong(100, 100_000), 2))
                .put("express", chance.nextBoolean())
                .put("items", List.of(pick(GOODS, chance), pick(GOODS, chance)))
                .put("ship_to", Map.of("city", pick(CITIES, chance), "zip", "Z" + chance.nextInt(9999)))
                .put("due", LocalDate.of(2026, 12, 1).plusDays(chance.nextInt(20)))
                .emit();
    }

    private boolean payment(SplittableRandom chance) {
        return Events.emit(
                "payment_taken",
                "order_id",
                1 + chance.nextLong(Math.max(1, orders.get())),
                "amount",
                BigDecimal.valueOf(chance.nextLong(100, 100_000), 2),
                "method",
                chance.nextBoolean() ? "card" : "invoice");
    }

    private static boolean failure(SplittableRandom chance) {
        return Events.event("log")
                .severity(Severity.WARN)
                .message("Card refused")
                .failure(new IllegalStateException("issuer said no: code " + chance.nextInt(60)))
                .put("logger", "shop.Till")
                .emit();
    }

    private static <T> T pick(List<T> from, SplittableRandom chance) {
        return from.get(chance.nextInt(from.size()));
    }
}
