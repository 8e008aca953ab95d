// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Emits;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins to do numbered things, each kind on a thread of its own: log calls by each framework, calls of a method that is
 * annotated, calls of one that a rule may name.
 */
public record Busy() implements Scenario<Integer> {

    /** What the threads do: a framework, or a method's event. */
    public static final List<String> KINDS = List.of("logback", "log4j2", "jul", "sold", "stamped");

    private static final long PACE_NANOS = 1_000_000;
    private static final List<AtomicInteger> DONE = new ArrayList<>();
    private static final List<Thread> THREADS = new ArrayList<>();

    @Override
    public Integer run(LoggingApplication app) {
        for (String kind : KINDS) {
            AtomicInteger done = new AtomicInteger();
            DONE.add(done);
            Thread thread = new Thread(() -> work(app, kind, done), "busy-" + kind);
            THREADS.add(thread);
            thread.start();
        }
        return THREADS.size();
    }

    private static void work(LoggingApplication app, String kind, AtomicInteger done) {
        Seller seller = new Seller();
        Stamper stamper = new Stamper();
        while (!Thread.currentThread().isInterrupted()) {
            int n = done.get();
            switch (kind) {
                case "sold" -> seller.sell(n);
                case "stamped" -> stamper.stamp(n);
                default -> app.log(LogCall.of(LogLevel.INFO, "number {}", n).by(kind + ".app.Busy"));
            }
            done.incrementAndGet();
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    static final class Seller {
        @Emits("sold")
        void sell(@Emits.Field("n") int n) {}
    }

    /** Somebody else's: only a rule can mean it. */
    static final class Stamper {
        int stamp(int n) {
            return n + 1;
        }
    }

    /** Answers how many of each kind are done. */
    public record SoFar() implements Scenario<int[]> {

        @Override
        public int[] run(LoggingApplication app) {
            return DONE.stream().mapToInt(AtomicInteger::get).toArray();
        }
    }

    /** Ends the threads, and answers how many of each kind there were. */
    public record End() implements Scenario<int[]> {

        @Override
        public int[] run(LoggingApplication app) throws Exception {
            for (Thread thread : THREADS) {
                thread.interrupt();
            }
            for (Thread thread : THREADS) {
                thread.join();
            }
            return new SoFar().run(app);
        }
    }
}
