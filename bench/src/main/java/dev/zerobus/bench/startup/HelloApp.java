// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.startup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The smallest application: says when it is in {@code main}, when it is done, and waits to be told to go. It touches nothing
 * that the JVM has not loaded by then, so that what an agent loads is seen, and not what the application does. One thread.
 */
final class HelloApp {

    private HelloApp() {}

    public static void main(String[] args) throws IOException {
        say("main");
        say("end");
        waitForTheHarness();
    }

    /** Wall clock, because the harness is another process. */
    static void say(String what) {
        long nanos = System.currentTimeMillis() * 1_000_000;
        System.out.println(what + ' ' + (nanos - startNanos(System.getenv("BENCH_START_MILLIS"))));
        System.out.flush();
    }

    private static long startNanos(@Nullable String millis) {
        return millis == null ? 0 : Long.parseLong(millis) * 1_000_000;
    }

    static void waitForTheHarness() throws IOException {
        if (System.in.read() < 0) {
            System.out.println("nobody reads");
        }
    }
}
