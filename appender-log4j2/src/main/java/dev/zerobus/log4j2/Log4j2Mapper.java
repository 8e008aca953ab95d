// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogMapper;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.log.LogWriter;
import dev.zerobus.core.log.PreparedMapper;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.LendingPool;
import dev.zerobus.core.thread.OwnThread;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext.ContextStack;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ThrowableProxy;
import org.apache.logging.log4j.core.time.Instant;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.StackLocatorUtil;

/**
 * What of a Log4j2 event becomes which field; used by the appender and by the agent. Everything is read before a method
 * returns, so the event may be one that Log4j uses again. Allocates nothing in the steady state, and keeps nothing of
 * the event but the keys of its context. Safe from any thread.
 */
public final class Log4j2Mapper implements LogMapper<LogEvent> {

    private static final int MAX_MARKER_DEPTH = 8;

    private final LogSettings settings;
    private final LendingPool<MapperMemory> memories = new LendingPool<>();
    private final PreparedMapper<LogEvent, MapperMemory> formatted = this::write;

    /**
     * Makes a mapper.
     *
     * @param settings what of an event is taken
     */
    public Log4j2Mapper(LogSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes an event through a door. The message is formatted before the door is entered if that may run code of the
     * application: what that code logs is an event like any other, but formatted inside the door's guard, so that an argument
     * which logs itself comes to an end.
     *
     * @param event the event, only read
     * @param door where it goes
     * @return whether it was accepted; a refusal has been counted with its reason
     */
    public boolean log(LogEvent event, LogDoor door) {
        if (isOurs(event)) {
            return door.take(event, event.getThreadName(), this);
        }
        MapperMemory memory = borrow();
        try {
            prepare(event, memory);
            return door.take(event, memory, formatted);
        } finally {
            giveBack(memory);
        }
    }

    /** Whether one of our own threads has logged: on it, or in Log4j's queues, where only its name is left. */
    private static boolean isOurs(LogEvent event) {
        if (OwnThread.isCurrent()) {
            return true;
        }
        String thread = event.getThreadName();
        return thread != null
                && thread.startsWith(OwnThread.PREFIX)
                && event.getThreadId() != Thread.currentThread().getId();
    }

    /**
     * Writes an event whose message is formatted here, inside the door's guard.
     *
     * @param event the event, only read
     * @param out where it goes; not kept
     */
    @Override
    public void map(LogEvent event, LogWriter out) {
        MapperMemory memory = borrow();
        try {
            prepare(event, memory);
            write(event, memory, out);
        } finally {
            giveBack(memory);
        }
    }

    private void prepare(LogEvent event, MapperMemory memory) {
        if (memory.template.take(event)) {
            return;
        }
        if (event.getMessage() == event) {
            // one that Log4j uses again: it is formatted already
            format(event, memory);
            return;
        }
        CaptureGuard guard = CaptureGuard.formatting();
        CaptureGuard.Place place = guard.enter();
        try {
            // else an argument has logged this: it may be the same argument again
            if (!guard.isNested(place)) {
                format(event, memory);
            }
        } finally {
            place.thread = null;
        }
    }

    private void format(LogEvent event, MapperMemory memory) {
        memory.message = MessageText.of(event.getMessage(), settings, memory.text());
        memory.formatted = true;
    }

    private void message(LogEvent event, MapperMemory memory, LogWriter out) {
        if (memory.template.isTaken() && memory.template.write(out)) {
            return;
        }
        if (!memory.formatted) {
            format(event, memory);
        }
        out.message(memory.message);
    }

    private void write(LogEvent event, MapperMemory memory, LogWriter out) {
        Level level = event.getLevel();
        if (level != null) {
            out.level(level.name(), SeverityNumbers.of(level.intLevel()));
        }
        long micros = micros(event);
        if (micros > 0) {
            out.time(micros);
        }
        out.observedNow();
        out.logger(event.getLoggerName());
        if (settings.thread()) {
            out.thread(event.getThreadName(), event.getThreadId());
        }
        message(event, memory, out);
        ReadOnlyStringMap context = event.getContextData();
        if (context != null && !context.isEmpty()) {
            memory.context.write(context, out);
        }
        ContextStack stack = event.getContextStack();
        if (stack != null && stack.getDepth() > 0) {
            out.contextStack(stack);
        }
        if (settings.markers() && event.getMarker() != null) {
            marker(event.getMarker(), out, 0);
        }
        failure(event, out);
        if (settings.location()) {
            location(event, out);
        }
        // last, for it runs the application's code; and what the event itself says wins over its context
        Message message = event.getMessage();
        if (message != null) {
            MessageFields.write(message, settings, out);
        }
    }

    private static long micros(LogEvent event) {
        Instant instant = event.getInstant();
        return instant == null
                ? event.getTimeMillis() * 1_000
                : instant.getEpochSecond() * 1_000_000 + instant.getNanoOfSecond() / 1_000;
    }

    private static void marker(Marker marker, LogWriter out, int depth) {
        out.marker(marker.getName());
        if (depth < MAX_MARKER_DEPTH && marker.hasParents()) {
            for (Marker parent : marker.getParents()) {
                marker(parent, out, depth + 1);
            }
        }
    }

    @SuppressWarnings("deprecation") // what an event that came from another process has instead of a throwable
    private void failure(LogEvent event, LogWriter out) {
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            out.failure(thrown);
            return;
        }
        ThrowableProxy proxy = event.getThrownProxy();
        if (proxy != null) {
            String trace = settings.stackTraces() ? ProxyText.of(proxy, settings.stackTraceBytes()) : null;
            out.failure(proxy.getName(), proxy.getMessage(), trace);
        }
    }

    /**
     * Log4j looks for the place only after an event has come to a logger's configuration, which is after the agent has taken
     * it, and leaves it out where the logger says so. The stack that we want is there as long as the thread is the caller's.
     */
    private static void location(LogEvent event, LogWriter out) {
        StackTraceElement source = event.getSource();
        String caller = event.getLoggerFqcn();
        if (source == null
                && caller != null
                && event.getThreadId() == Thread.currentThread().getId()) {
            source = StackLocatorUtil.calcLocation(caller);
        }
        if (source != null) {
            out.location(source.getClassName(), source.getMethodName(), source.getFileName(), source.getLineNumber());
        }
    }

    private MapperMemory borrow() {
        MapperMemory memory = memories.take();
        return memory == null ? new MapperMemory() : memory;
    }

    private void giveBack(MapperMemory memory) {
        memory.clear();
        memories.giveBack(memory);
    }
}
