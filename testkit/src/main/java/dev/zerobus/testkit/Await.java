// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions, never for luck. */
public final class Await {

    /** Longer than anything takes on a busy machine. */
    public static final Duration LONG = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Await() {}

    /**
     * Waits at most {@link #LONG}.
     *
     * @param what the condition in words
     * @param condition looked at every few milliseconds
     */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, LONG, condition, () -> "");
    }

    /**
     * Waits.
     *
     * @param what the condition in words
     * @param timeout how long at most
     * @param condition looked at every few milliseconds
     * @param otherwise what to say besides when it did not come true
     * @throws AssertionError if it did not come true in time, or threw when it was looked at last
     */
    public static void until(String what, Duration timeout, Callable<Boolean> condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Exception thrown = null;
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                thrown = e;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "waited in vain for " + what + ", " + timeout.toMillis() + " ms: " + otherwise.get(), thrown);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
