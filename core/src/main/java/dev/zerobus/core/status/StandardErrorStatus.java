// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.status;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes to standard error, one line for each message, as it is at that moment: an application may exchange {@code
 * System.err} at any time. Limits no rate by itself: see {@link #limited()}. Safe from any thread; never throws.
 */
public final class StandardErrorStatus implements StatusChannel {

    private final Supplier<PrintStream> target;

    StandardErrorStatus(Supplier<PrintStream> target) {
        this.target = target;
    }

    /**
     * Returns standard error with the usual limit of the rate.
     *
     * @return a new channel
     */
    public static RateLimitedStatus limited() {
        return new RateLimitedStatus(
                new StandardErrorStatus(new Now()), new NanoTime(), RateLimitedStatus.INTERVAL_NANOS);
    }

    @Override
    public void say(Level level, String message) {
        try {
            String prefix = level == Level.INFO ? "zerobus: " : "zerobus: " + level + " ";
            target.get().println(prefix + message.replace('\r', ' ').replace("\n", "\n    "));
        } catch (RuntimeException | Error e) {
            // a closed or broken stream of the application's; there is no other place to say it
        }
    }

    /** No lambda, as an agent comes here before {@code main}: a process's first lambda costs tens of milliseconds. */
    private static final class Now implements Supplier<PrintStream> {
        @Override
        public PrintStream get() {
            return System.err;
        }
    }

    /** No lambda either. */
    private static final class NanoTime implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }
}
