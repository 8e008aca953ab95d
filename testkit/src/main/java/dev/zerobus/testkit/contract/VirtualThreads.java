// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Virtual threads that log one event each.
 *
 * @param count how many threads
 */
record VirtualThreads(int count) implements Scenario<Ledger> {

    static boolean there() {
        return Runtime.version().feature() >= 21;
    }

    @Override
    public Ledger run(LoggingApplication app) throws Exception {
        Ledger ledger = Ledger.of(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(start(() ->
                    app.log(LogCall.of(LogLevel.INFO, Ledger.MESSAGE, 0, number).by("app.Virtual"))));
            ledger.logged(0, i, true);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return ledger;
    }

    /** Compiled for 17, which has no such method. */
    private static Thread start(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
