// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs, then logs where there is no room on the stack any more, then logs again on the same thread. */
public final class FullStack {

    private static final Logger LOG = LogManager.getLogger(FullStack.class);

    private FullStack() {}

    public static void main(String[] args) throws InterruptedException {
        Thread thread = new Thread(null, FullStack::run, "full", 512 << 10);
        thread.start();
        thread.join();
    }

    private static void run() {
        LOG.error("before");
        System.out.println("full " + (deep() > 0));
        for (int i = 0; i < 10; i++) {
            LOG.error("after " + i);
        }
        System.out.println("interrupted " + Thread.interrupted());
    }

    /** At each depth on the way back: somewhere between nothing and everything of a log call finds room. */
    private static int deep() {
        int failed;
        try {
            failed = deep();
        } catch (StackOverflowError full) {
            return 1;
        }
        try {
            LOG.error("deep");
        } catch (Throwable full) {
            failed++;
        }
        return failed;
    }
}
