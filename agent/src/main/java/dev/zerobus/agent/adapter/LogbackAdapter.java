// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.adapter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.zerobus.agent.capture.LogAdapter;
import dev.zerobus.api.Severity;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.logback.LogbackMapper;
import org.jspecify.annotations.Nullable;

/** Reads one copy of Logback. Safe from any thread. */
public final class LogbackAdapter implements LogAdapter {

    /** What a started appender of ours puts into its logger context. */
    private static final String MARK = "dev.zerobus.appender";

    private final LogbackMapper mapper;

    /**
     * Makes the adapter.
     *
     * @param settings what of an event is taken
     */
    public LogbackAdapter(LogSettings settings) {
        mapper = new LogbackMapper(settings);
    }

    @Override
    public boolean isLeftToAppender(Object context) {
        return ((LoggerContext) context).getObject(MARK) != null;
    }

    @Override
    public boolean isAtLeast(Object event, Severity severity) {
        Level level = ((ILoggingEvent) event).getLevel();
        return severity == Severity.TRACE || (level != null && level.levelInt >= least(severity));
    }

    /** Logback has no level above ERROR. */
    private static int least(Severity severity) {
        switch (severity) {
            case DEBUG:
                return Level.DEBUG_INT;
            case INFO:
                return Level.INFO_INT;
            case WARN:
                return Level.WARN_INT;
            case ERROR:
                return Level.ERROR_INT;
            case FATAL:
                return Level.ERROR_INT + 1;
            default:
                return Level.TRACE_INT;
        }
    }

    @Override
    public @Nullable String logger(Object event) {
        return ((ILoggingEvent) event).getLoggerName();
    }

    @Override
    public @Nullable String message(Object event) {
        return ((ILoggingEvent) event).getFormattedMessage();
    }

    @Override
    public void take(Object event, LogDoor door) {
        mapper.log((ILoggingEvent) event, null, door);
    }
}
