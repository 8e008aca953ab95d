// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogMapper;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.log.LogWriter;
import dev.zerobus.core.log.PreparedMapper;
import dev.zerobus.core.thread.CaptureGuard;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a Logback event says: the one mapping of Logback that there is, for the appender and for whoever else takes
 * Logback's events.
 *
 * <p>Everything is read on the calling thread, and nothing of the event is kept but the last MDC. Safe from any thread.
 */
public final class LogbackMapper implements LogMapper<ILoggingEvent> {

    private final LogSettings settings;
    private final EventFacts facts = EventFacts.ofThisLogback();
    private final PreparedMapper<ILoggingEvent, @Nullable Object[]> formatted = this::write;
    private final Predicate<Map<String, String>> unchanging = new MdcMaps()::isUnchanging;

    /**
     * Makes a mapper.
     *
     * @param settings what of an event is taken
     */
    public LogbackMapper(LogSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes an event through a door. If formatting its message runs the {@code toString} of arguments that have code of the
     * application's, the event is let do that before the door is entered: what these log is the application's, and no feedback.
     * Logback's own events keep the text. What such an argument logs is formatted inside the door's guard, so one that logs itself
     * comes to an end.
     *
     * @param event the event, only read
     * @param threadName the name of the thread that logged, if that may be another one than this; else null
     * @param door where it goes
     * @return whether it was accepted; a refusal has been counted with its reason
     */
    public boolean log(ILoggingEvent event, @Nullable String threadName, LogDoor door) {
        Object[] plain = MessageText.plainArguments(event);
        if (plain == MessageText.NOT_PLAIN) {
            format(event);
        }
        return door.take(event, threadName, plain, formatted);
    }

    private static void format(ILoggingEvent event) {
        CaptureGuard guard = CaptureGuard.formatting();
        CaptureGuard.Place place = guard.enter();
        try {
            // else an argument has logged this: it may be the same argument again
            if (!guard.isNested(place)) {
                event.getFormattedMessage();
            }
        } finally {
            place.thread = null;
        }
    }

    /**
     * Writes an event whose message is formatted here, inside the door's guard.
     *
     * @param event the event
     * @param out what it is written to
     */
    @Override
    public void map(ILoggingEvent event, LogWriter out) {
        write(event, MessageText.plainArguments(event), out);
    }

    private void write(ILoggingEvent event, @Nullable Object[] plain, LogWriter out) {
        out.time(facts.epochMicros(event));
        out.observedNow();
        Level level = event.getLevel();
        if (level != null) {
            out.level(level.levelStr, severityNumber(level.levelInt));
        }
        out.logger(event.getLoggerName());
        if (settings.thread()) {
            thread(event, out);
        }
        message(event, plain, out);
        context(event, out);
        facts.fields(event, out);
        if (settings.markers()) {
            facts.markers(event, out);
        }
        failure(event, out);
        if (settings.location()) {
            location(event.getCallerData(), out);
        }
    }

    /** OpenTelemetry's numbers: TRACE 1, DEBUG 5, INFO 9, WARN 13, ERROR 17. */
    static int severityNumber(int levelInt) {
        if (levelInt >= Level.ERROR_INT) {
            return 17;
        }
        if (levelInt >= Level.WARN_INT) {
            return 13;
        }
        if (levelInt >= Level.INFO_INT) {
            return 9;
        }
        return levelInt >= Level.DEBUG_INT ? 5 : 1;
    }

    /** An event says its thread's name only. The id is known as long as we are on that thread, not behind a queue. */
    private static void thread(ILoggingEvent event, LogWriter out) {
        String name = event.getThreadName();
        Thread current = Thread.currentThread();
        String currentName = current.getName();
        // Logback makes up a name for a thread without one
        boolean same = currentName.equals(name) || currentName.isEmpty();
        out.thread(name, same ? id(current) : 0);
    }

    @SuppressWarnings("deprecation") // threadId() came with Java 19
    private static long id(Thread thread) {
        return thread.getId();
    }

    private void message(ILoggingEvent event, @Nullable Object[] plain, LogWriter out) {
        MessageText.write(event, plain, out);
        if (settings.template()) {
            out.template(event.getMessage());
        }
        if (settings.arguments()) {
            Object[] arguments = event.getArgumentArray();
            if (arguments != null) {
                for (Object argument : arguments) {
                    out.argument(argument);
                }
            }
        }
    }

    private void context(ILoggingEvent event, LogWriter out) {
        Map<String, String> mdc;
        try {
            mdc = event.getMDCPropertyMap();
        } catch (RuntimeException e) {
            // a context that was made in code and was given no MDC adapter has no MDC
            return;
        }
        if (mdc != null && !mdc.isEmpty()) {
            out.context(mdc, unchanging);
        }
    }

    private void failure(ILoggingEvent event, LogWriter out) {
        IThrowableProxy proxy = event.getThrowableProxy();
        if (proxy == null) {
            return;
        }
        boolean real = proxy instanceof ThrowableProxy && MessageText.isHere(event);
        Throwable thrown = real ? ((ThrowableProxy) proxy).getThrowable() : null;
        if (thrown != null) {
            out.failure(thrown);
        } else {
            // of another process, or behind a queue: the application may have changed it since, Logback has what it was
            String trace = settings.stackTraces() ? ProxyText.of(proxy) : null;
            out.failure(proxy.getClassName(), proxy.getMessage(), trace);
        }
    }

    private static void location(StackTraceElement @Nullable [] callers, LogWriter out) {
        if (callers != null && callers.length > 0) {
            StackTraceElement caller = callers[0];
            out.location(caller.getClassName(), caller.getMethodName(), caller.getFileName(), caller.getLineNumber());
        }
    }
}
