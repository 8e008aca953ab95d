// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads log numbered events until the process is told to end. Then a shutdown hook lets each finish, stops the framework, and
 * says how many calls each made: {@code logged WORKER COUNT}.
 *
 * @param workers how many threads
 */
public record KeepLogging(int workers) implements Scenario<Integer> {

    private static final long PACE_NANOS = 200_000;
    private static final List<AtomicInteger> LOGGED = new ArrayList<>();

    @Override
    public Integer run(LoggingApplication app) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            AtomicInteger logged = new AtomicInteger();
            LOGGED.add(logged);
            threads.add(new Thread(() -> work(app, worker, logged), "worker-" + i));
        }
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(app, threads), "app-end"));
        return workers;
    }

    private static void work(LoggingApplication app, int worker, AtomicInteger logged) {
        while (!Thread.currentThread().isInterrupted()) {
            app.log(LogCall.of(LogLevel.INFO, "worker {} number {}", worker, logged.get())
                    .by("app.Worker"));
            logged.incrementAndGet();
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private static void end(LoggingApplication app, List<Thread> threads) {
        try {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
            app.stop();
            for (int i = 0; i < threads.size(); i++) {
                System.out.println("logged " + i + " " + LOGGED.get(i).get());
            }
            System.out.flush();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    /** Answers how many log calls of each worker have returned. */
    public record SoFar() implements Scenario<int[]> {

        @Override
        public int[] run(LoggingApplication app) {
            return LOGGED.stream().mapToInt(AtomicInteger::get).toArray();
        }
    }
}
