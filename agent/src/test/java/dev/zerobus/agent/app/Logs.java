// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application that logs by Log4j2 at an error level, so that most of it is loaded. */
public final class Logs {

    private Logs() {}

    public static void main(String[] args) {
        Logger logger = LogManager.getLogger(Logs.class);
        logger.debug("not shown");
        System.out.println("logged by " + logger.getName());
    }
}
