// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, and then something whose own code ends the process while it is being logged. */
public final class ExitingApplication {

    static final int LINES = 200;
    static final int STATUS = 3;

    private ExitingApplication() {}

    /** Ends the process when somebody wants to know what it looks like. */
    private static final class Ending {
        @Override
        public String toString() {
            System.exit(STATUS);
            return "not reached";
        }
    }

    /** Argument: the configuration. */
    public static void main(String[] args) throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(args[0].getBytes(StandardCharsets.UTF_8)));
        Logger logger = LoggerFactory.getLogger("app.Exiting");
        for (int i = 0; i < LINES; i++) {
            logger.info("working {}", i);
        }
        System.out.println("ready");
        logger.info("the end is {}", new Ending());
        System.out.println("not reached");
    }
}
