// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;

/** Logs through Logback by what SLF4J had before version 2, and still has. */
public final class OldLogbackApp implements LoggingApplication {

    private String configuration = "";

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public void start(DoorSettings settings) throws Exception {
        configuration = "<configuration><appender name=\"A\" class=\"ch.qos.logback.core.helpers.NOPAppender\"/>"
                + "<root level=\"" + settings.rootLevel() + "\"><appender-ref ref=\"A\"/></root></configuration>";
        reconfigure();
    }

    @Override
    public void reconfigure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context());
        context().reset();
        configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void log(LogCall call) {
        Logger logger = LoggerFactory.getLogger(call.logger());
        Marker marker = marker(call.markers());
        List<Object> all = new ArrayList<>(call.arguments());
        if (call.failure() != null) {
            all.add(call.failure());
        }
        Object[] arguments = all.toArray();
        call.context().forEach(MDC::put);
        try {
            switch (call.level()) {
                case TRACE -> logger.trace(marker, call.template(), arguments);
                case DEBUG -> logger.debug(marker, call.template(), arguments);
                case INFO -> logger.info(marker, call.template(), arguments);
                case WARN -> logger.warn(marker, call.template(), arguments);
                case ERROR -> logger.error(marker, call.template(), arguments);
            }
        } finally {
            call.context().keySet().forEach(MDC::remove);
        }
    }

    @SuppressWarnings("deprecation") // references of markers: old, and still what people use
    private static Marker marker(List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        BasicMarkerFactory markers = new BasicMarkerFactory();
        Marker marker = markers.getMarker(names.get(0));
        names.subList(1, names.size()).forEach(name -> marker.add(markers.getMarker(name)));
        return marker;
    }

    @Override
    public void stop() {
        context().stop();
    }
}
