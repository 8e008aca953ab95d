// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.jspecify.annotations.Nullable;

/** An application that logs through a Log4j2 of its own, with {@code <Zerobus>} in its configuration. */
final class Log4j2Application implements LoggingApplication {

    /** How events come to the appender. */
    enum Way {
        /** On the thread that logs. */
        SYNC,
        /** Through an AsyncAppender's queue. */
        ASYNC_APPENDER,
        /** Through AsyncLogger elements. */
        MIXED,
        /** Every logger is asynchronous. */
        ALL_ASYNC
    }

    private final Way way;
    private @Nullable LoggerContext context;
    private @Nullable DoorSettings settings;
    private @Nullable Handler bridge;
    private int reconfigured;

    Log4j2Application(Way way) {
        this.way = way;
    }

    @Override
    public void start(DoorSettings wanted) {
        settings = wanted;
        LoggerContext started =
                way == Way.ALL_ASYNC ? new AsyncLoggerContext("contract") : new LoggerContext("contract");
        context = started;
        started.start(TestConfig.xml(started, text(wanted.options())));
        if (wanted.everything()) {
            bridge = new Bridge(started);
            java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
            root.addHandler(bridge);
            root.setLevel(java.util.logging.Level.ALL);
        }
    }

    private String text(Map<String, String> options) {
        String level = settings == null ? "trace" : settings.rootLevel().name();
        String zerobus = TestConfig.zerobus(options);
        switch (way) {
            case ASYNC_APPENDER:
                return TestConfig.of(
                        zerobus + "<Async name=\"async\" blocking=\"true\"><AppenderRef ref=\"zerobus\"/></Async>",
                        "<Root level=\"" + level + "\"><AppenderRef ref=\"async\"/></Root>");
            case MIXED:
                return TestConfig.of(
                        zerobus, "<AsyncRoot level=\"" + level + "\"><AppenderRef ref=\"zerobus\"/></AsyncRoot>");
            default:
                return TestConfig.of(zerobus, "<Root level=\"" + level + "\"><AppenderRef ref=\"zerobus\"/></Root>");
        }
    }

    LoggerContext context() {
        if (context == null) {
            throw new IllegalStateException("not started");
        }
        return context;
    }

    @Override
    public void log(LogCall call) {
        Logger logger = context().getLogger(call.logger());
        call.context().forEach(ThreadContext::put);
        call.stack().forEach(ThreadContext::push);
        try {
            List<@Nullable Object> arguments = new ArrayList<>(call.arguments());
            if (call.failure() != null) {
                arguments.add(call.failure());
            }
            logger.log(level(call.level()), marker(call.markers()), call.template(), arguments.toArray());
        } finally {
            ThreadContext.removeAll(call.context().keySet());
            call.stack().forEach(entry -> ThreadContext.pop());
        }
    }

    private static Level level(LogLevel level) {
        return Level.valueOf(level.name());
    }

    private static @Nullable Marker marker(List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        Marker marker = MarkerManager.getMarker(names.get(0));
        for (String parent : names.subList(1, names.size())) {
            marker.addParents(MarkerManager.getMarker(parent));
        }
        return marker;
    }

    /** Every other time with other settings, so that both happen: the client goes on, and the client is exchanged. */
    @Override
    public void reconfigure() {
        DoorSettings now = settings;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        reconfigured++;
        Map<String, String> options = new LinkedHashMap<>(now.options());
        options.put("batch.linger", 50 + reconfigured / 2 + "ms");
        context().setConfiguration(TestConfig.xml(context(), text(options)));
    }

    @Override
    public void stop() {
        if (bridge != null) {
            java.util.logging.Logger.getLogger("").removeHandler(bridge);
            java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.INFO);
            bridge = null;
        }
        if (context != null) {
            context.stop();
        }
    }

    /** What others log by {@code java.util.logging} comes to this Log4j. */
    private static final class Bridge extends Handler {
        private final LoggerContext to;

        Bridge(LoggerContext to) {
            this.to = to;
            setLevel(java.util.logging.Level.ALL);
        }

        @Override
        public void publish(LogRecord event) {
            to.getLogger(String.valueOf(event.getLoggerName())).debug("{}", event.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
