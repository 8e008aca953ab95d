// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import ch.qos.logback.classic.joran.JoranConfigurator;
import dev.zerobus.api.Events;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs to standard output by three frameworks; with an argument it emits an event before. Ends with its input. */
public final class Talker {

    private static final int CALLS = 20;

    private Talker() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            Events.emit("talked", "n", 1);
        }
        logback();
        log4j2();
        jul();
        System.out.println("said");
        while (System.in.read() >= 0) {
            // until somebody ends this process
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void logback() throws Exception {
        ch.qos.logback.classic.LoggerContext context =
                (ch.qos.logback.classic.LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                text("<configuration><appender name=\"A\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                        + "<encoder><pattern>%level %logger %msg%n%ex</pattern></encoder></appender>"
                        + "<root level=\"DEBUG\"><appender-ref ref=\"A\"/></root></configuration>"));
        Logger logger = LoggerFactory.getLogger("app.Logback");
        for (int i = 0; i < CALLS; i++) {
            logger.info("logback {}", i);
        }
        logger.error("failed", new IllegalStateException("by logback"));
    }

    private static void log4j2() throws Exception {
        LoggerContext context = (LoggerContext) LogManager.getContext(Talker.class.getClassLoader(), false);
        context.start(
                new XmlConfiguration(
                        context,
                        new ConfigurationSource(
                                text(
                                        "<Configuration status=\"ERROR\"><Appenders><Console name=\"A\">"
                                                + "<PatternLayout pattern=\"%level %logger %msg%n%ex\"/></Console></Appenders>"
                                                + "<Loggers><Root level=\"debug\"><AppenderRef ref=\"A\"/></Root></Loggers></Configuration>"))));
        org.apache.logging.log4j.Logger logger = LogManager.getLogger("app.Log4j2");
        for (int i = 0; i < CALLS; i++) {
            logger.info("log4j2 {}", i);
        }
        logger.error("failed", new IllegalStateException("by log4j2"));
    }

    private static void jul() {
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger("app.Jul");
        logger.setUseParentHandlers(false);
        Handler console = new StreamHandler(System.out, new SimpleFormatter());
        logger.addHandler(console);
        for (int i = 0; i < CALLS; i++) {
            logger.log(java.util.logging.Level.WARNING, "jul {0}", i);
        }
        console.flush();
    }
}
