// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.thread.OwnThread;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a step on a thread of its own and waits for it, but not for ever: looking up a name can not be told to hurry. */
final class StepThread {

    private StepThread() {}

    static Finding run(Callable<Finding> step, long timeoutNanos) {
        FutureTask<Finding> task = new FutureTask<>(step);
        OwnThread thread = OwnThread.of(task, "check");
        thread.start();
        try {
            return task.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return Finding.failed(
                    "no end within " + timeoutNanos / 1_000_000 + " ms", "check DNS, network, proxy and firewall");
        } catch (ExecutionException e) {
            return Finding.failed(
                    "the check itself failed: " + e.getCause(), "please report this, it is an error of the client");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            return Finding.failed("interrupted", "run the check again");
        }
    }
}
