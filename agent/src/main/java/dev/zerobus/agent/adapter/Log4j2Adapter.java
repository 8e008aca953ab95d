// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.adapter;

import dev.zerobus.agent.capture.LogAdapter;
import dev.zerobus.api.Severity;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.log4j2.Log4j2Mapper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads one copy of Log4j2. Safe from any thread. */
public final class Log4j2Adapter implements LogAdapter {

    /** What a started appender of ours puts into its logger context. */
    private static final String MARK = "dev.zerobus.appender";

    private final Log4j2Mapper mapper;

    /**
     * Makes the adapter.
     *
     * @param settings what of an event is taken
     */
    public Log4j2Adapter(LogSettings settings) {
        mapper = new Log4j2Mapper(settings);
    }

    @Override
    public boolean isLeftToAppender(Object configuration) {
        LoggerContext context = ((Configuration) configuration).getLoggerContext();
        return context != null && context.getObject(MARK) != null;
    }

    @Override
    public boolean isAtLeast(Object event, Severity severity) {
        Level level = ((LogEvent) event).getLevel();
        // less specific than TRACE is still a trace
        return severity == Severity.TRACE || (level != null && level.isMoreSpecificThan(standard(severity)));
    }

    private static Level standard(Severity severity) {
        switch (severity) {
            case DEBUG:
                return Level.DEBUG;
            case INFO:
                return Level.INFO;
            case WARN:
                return Level.WARN;
            case ERROR:
                return Level.ERROR;
            case FATAL:
                return Level.FATAL;
            default:
                return Level.TRACE;
        }
    }

    @Override
    public @Nullable String logger(Object event) {
        return ((LogEvent) event).getLoggerName();
    }

    @Override
    public @Nullable String message(Object event) {
        return ((LogEvent) event).getMessage().getFormattedMessage();
    }

    @Override
    public void take(Object event, LogDoor door) {
        mapper.log((LogEvent) event, door);
    }
}
