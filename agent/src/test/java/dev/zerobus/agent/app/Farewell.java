// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;

/** An application whose shutdown hook takes its time, and then has a last word; with an
 * argument it is the first one too. Waits to be ended. */
public final class Farewell {

    private Farewell() {}

    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (int i = 1; i <= 20; i++) {
                pause(20);
                Events.emit("farewell", "n", i);
            }
        }));
        if (args.length == 0) {
            Events.emit("hello", "n", 0);
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until somebody ends this process
        }
        Thread.currentThread().join();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
