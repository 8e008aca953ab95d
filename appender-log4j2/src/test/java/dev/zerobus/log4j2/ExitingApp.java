// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs, and then something whose own code ends the process while it is being logged. Started in processes of its own. */
public final class ExitingApp {

    static final int LINES = 200;
    static final int STATUS = 3;

    private ExitingApp() {}

    /** Ends the process when somebody wants to know what it looks like. */
    private static final class Ending {
        @Override
        public String toString() {
            System.exit(STATUS);
            return "not reached";
        }
    }

    /**
     * Runs.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Logger logger = LogManager.getLogger("app.Exiting");
        for (int i = 0; i < LINES; i++) {
            logger.info("number {}", i);
        }
        System.out.println("exiting");
        logger.info("the end is {}", new Ending());
        System.out.println("not reached");
    }
}
