// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.startup;

import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A small application with Log4j2, which an agent weaves: 1,000 log events, then it is done. One thread of its own. */
final class LoggingApp {

    private static final int EVENTS = 1_000;

    private LoggingApp() {}

    public static void main(String[] args) throws IOException {
        HelloApp.say("main");
        Logger log = LogManager.getLogger("shop.orders.OrderService");
        for (int i = 0; i < EVENTS; i++) {
            log.info("Processed order {} for customer {}", i, "acme");
        }
        HelloApp.say("end");
        HelloApp.waitForTheHarness();
        LogManager.shutdown();
    }
}
