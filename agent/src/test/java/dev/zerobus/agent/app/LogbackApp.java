// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs through SLF4J 2 and Logback, which knows nothing of us; the appender's class is a text in its configuration. */
public final class LogbackApp implements LoggingApplication {

    /** With the appender as well, by this system property. */
    public static final String APPENDER = "test.appender";

    private String configuration = "";

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public void start(DoorSettings settings) throws Exception {
        String appender = Boolean.getBoolean(APPENDER)
                ? "<appender name=\"A\" class=\"dev.zerobus.logback.ZerobusAppender\"/>"
                : "<appender name=\"A\" class=\"ch.qos.logback.core.helpers.NOPAppender\"/>";
        configuration = "<configuration>" + appender + "<root level=\"" + settings.rootLevel()
                + "\"><appender-ref ref=\"A\"/></root></configuration>";
        if (settings.everything()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.ALL);
        }
        reconfigure();
    }

    @Override
    public void reconfigure() throws Exception {
        LoggerContext context = context();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        context.reset();
        configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void log(LogCall call) {
        Logger logger = LoggerFactory.getLogger(call.logger());
        call.context().forEach(MDC::put);
        try {
            LoggingEventBuilder builder = logger.atLevel(level(call.level()));
            call.markers().forEach(name -> builder.addMarker(MarkerFactory.getMarker(name)));
            call.fields().forEach(builder::addKeyValue);
            if (call.failure() != null) {
                builder.setCause(call.failure());
            }
            builder.log(call.template(), call.arguments().toArray());
        } finally {
            call.context().keySet().forEach(MDC::remove);
        }
    }

    private static Level level(LogLevel level) {
        return Level.valueOf(level.name());
    }

    @Override
    public void stop() {
        context().stop();
    }
}
