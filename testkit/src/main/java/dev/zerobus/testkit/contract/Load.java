// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Several threads log numbered events while the framework is configured anew, again and again.
 *
 * @param workers how many threads
 * @param reloads how often the framework is configured anew; without any each worker logs {@code events}
 * @param events how many events a worker logs at least
 */
record Load(int workers, int reloads, int events) implements Scenario<Ledger> {

    private static final long PACE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long BETWEEN_RELOADS_MILLIS = 60;

    @Override
    public Ledger run(LoggingApplication app) throws Exception {
        Ledger ledger = Ledger.of(workers);
        // even while the configuration stands still
        AtomicInteger epoch = new AtomicInteger();
        AtomicInteger working = new AtomicInteger(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            Thread thread = new Thread(() -> work(app, ledger, worker, epoch, working), "load-" + i);
            threads.add(thread);
            thread.start();
        }
        for (int i = 0; i < reloads; i++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_RELOADS_MILLIS);
            epoch.incrementAndGet();
            app.reconfigure();
            epoch.incrementAndGet();
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_RELOADS_MILLIS);
        working.set(0);
        for (Thread thread : threads) {
            thread.join();
        }
        return ledger;
    }

    private void work(LoggingApplication app, Ledger ledger, int worker, AtomicInteger epoch, AtomicInteger working) {
        for (int n = 0; n < events || (reloads > 0 && working.get() == 1); n++) {
            int before = epoch.get();
            app.log(LogCall.of(LogLevel.INFO, Ledger.MESSAGE, worker, n).by("app.Load"));
            ledger.logged(worker, n, before % 2 == 0 && before == epoch.get());
            if (reloads > 0) {
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }
}
