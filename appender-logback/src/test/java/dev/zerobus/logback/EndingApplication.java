// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, says that it is ready, and waits for its end; its own shutdown hook has something to say too. */
public final class EndingApplication {

    private EndingApplication() {}

    /** Arguments: the configuration; whether the application's hook stops Logback when it is done. */
    public static void main(String[] args) throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(args[0].getBytes(StandardCharsets.UTF_8)));
        boolean stops = Boolean.parseBoolean(args[1]);
        Logger logger = LoggerFactory.getLogger("app.Ending");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (int i = 0; i < 10; i++) {
                logger.info("closing part {}", i);
                pause(50);
            }
            if (stops) {
                pause(400);
                logger.info("after a long silence");
                context.stop();
            }
        }));
        for (int i = 0; i < 200; i++) {
            logger.info("working {}", i);
        }
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
