// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** Logs through Log4j2, which knows nothing of us; additive loggers, so that each event passes two logger configurations. */
public final class Log4j2App implements LoggingApplication {

    /** Elements for the loggers, by this system property: {@code Root} or {@code AsyncRoot}. */
    public static final String ROOT = "test.root";

    /** Log4j itself holds it weakly, unless its shutdown hook does; in applications their loggers hold it. */
    private final LoggerContext context =
            (LoggerContext) LogManager.getContext(Log4j2App.class.getClassLoader(), false);

    private String configuration = "";

    @Override
    public void start(DoorSettings settings) throws IOException {
        String root = System.getProperty(ROOT, "Root");
        String logger = root.replace("Root", "Logger");
        String appender = Boolean.getBoolean(LogbackApp.APPENDER) ? "<Zerobus name=\"A\"/>" : "<Null name=\"A\"/>";
        configuration =
                "<Configuration status=\"ERROR\"><Appenders>" + appender + "<Null name=\"B\"/></Appenders><Loggers>"
                        + "<" + logger + " name=\"app\" level=\"" + settings.rootLevel()
                        + "\"><AppenderRef ref=\"B\"/></" + logger
                        + "><" + root + " level=\"" + settings.rootLevel() + "\"><AppenderRef ref=\"A\"/></" + root
                        + "></Loggers></Configuration>";
        reconfigure();
        if (settings.everything()) {
            JulToLog4j.install();
        }
    }

    @Override
    public void reconfigure() throws IOException {
        byte[] xml = configuration.getBytes(StandardCharsets.UTF_8);
        context.start(new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(xml))));
    }

    @Override
    public void log(LogCall call) {
        Logger logger = LogManager.getLogger(call.logger());
        call.context().forEach(ThreadContext::put);
        call.stack().forEach(ThreadContext::push);
        try {
            List<Object> arguments = new ArrayList<>(call.arguments());
            if (call.failure() != null) {
                arguments.add(call.failure());
            }
            logger.log(
                    Level.valueOf(call.level().name()), marker(call.markers()), call.template(), arguments.toArray());
        } finally {
            ThreadContext.removeAll(call.context().keySet());
            call.stack().forEach(entry -> ThreadContext.pop());
        }
    }

    private static Marker marker(List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        Marker marker = MarkerManager.getMarker(names.get(0));
        for (String parent : names.subList(1, names.size())) {
            marker.addParents(MarkerManager.getMarker(parent));
        }
        return marker;
    }

    @Override
    public void stop() {
        LogManager.shutdown();
    }

    /** As applications write their own; it forwards by the record's logger, as all do. */
    static final class JulToLog4j extends java.util.logging.Handler {

        private final java.util.logging.Formatter formatter = new java.util.logging.SimpleFormatter();

        static void install() {
            java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
            for (java.util.logging.Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(new JulToLog4j());
            root.setLevel(java.util.logging.Level.ALL);
        }

        JulToLog4j() {
            setLevel(java.util.logging.Level.ALL);
        }

        @Override
        public void publish(java.util.logging.LogRecord record) {
            LogManager.getLogger(String.valueOf(record.getLoggerName())).debug(formatter.formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
