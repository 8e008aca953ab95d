// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.ContextInitializer;
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

/** An application that logs through SLF4J 2 and Logback, with our appender as its only one. */
public final class LogbackApplication implements LoggingApplication {

    private static final String ASYNC = """
            <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
              <queueSize>4096</queueSize>
              <discardingThreshold>0</discardingThreshold>
              <maxFlushTime>20000</maxFlushTime>
              <appender-ref ref="ZEROBUS"/>
            </appender>
            """;

    private final boolean async;
    private String configuration = "";
    private boolean started;

    /** For another process. */
    public LogbackApplication() {
        this(false);
    }

    /** Behind Logback's AsyncAppender, which is told to lose nothing, or alone. */
    LogbackApplication(boolean async) {
        this.async = async;
    }

    static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public void start(DoorSettings settings) throws Exception {
        configuration = Xml.configuration(
                Xml.appender("ZEROBUS", settings.options()) + (async ? ASYNC : ""),
                async ? "ASYNC" : "ZEROBUS",
                settings.rootLevel().name());
        context().start();
        if (settings.everything()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.ALL);
        }
        reconfigure();
        started = true;
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
    public void stop() throws Exception {
        if (!started) {
            return;
        }
        started = false;
        context().stop();
        if (SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.uninstall();
            LogManager.getLogManager().readConfiguration();
        }
        // as it was for the other tests of this JVM
        new ContextInitializer(context()).autoConfig();
    }
}
