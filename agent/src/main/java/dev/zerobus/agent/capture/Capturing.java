// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.thread.OwnThread;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** What the hooks of the frameworks share. Safe from any thread. */
final class Capturing {

    final CallFrames frames;
    private final LogDoor door;
    private final CaptureFilter filter;

    Capturing(LogDoor door, CaptureFilter filter, CallFrames frames) {
        this.door = door;
        this.filter = filter;
        this.frames = frames;
    }

    /**
     * Takes an event of a framework that has adapters.
     *
     * @param owner Logback's context, or Log4j2's configuration; null if the logger has none
     */
    void take(LogAdapter adapter, @Nullable Object owner, Object event) {
        claim(adapter, event);
        if (isOurOwn() || (owner != null && adapter.isLeftToAppender(owner))) {
            return;
        }
        if (adapter.isAtLeast(event, filter.severity()) && filter.takes(adapter.logger(event))) {
            adapter.take(event, door);
        }
    }

    /** Whether the thread is one of ours: what it logs is refused, and counted, before anything of it is read. */
    boolean isOurOwn() {
        return OwnThread.isCurrent() && !door.refuse();
    }

    boolean takes(int severityNumber, @Nullable String logger) {
        return severityNumber >= filter.severity().number() && filter.takes(logger);
    }

    LogDoor door() {
        return door;
    }

    /**
     * An event inside of a JUL record is that record if it comes from the same logger or says the same: a handler has bridged
     * it. Any other one is an event that a handler of the application has logged by itself, and both count.
     */
    private void claim(LogAdapter adapter, Object event) {
        CallFrames.Frame frame = frames.find();
        if (frame == null || frame.record == null || frame.claimed) {
            return;
        }
        LogRecord record = (LogRecord) frame.record;
        String name = record.getLoggerName();
        String said = record.getMessage();
        frame.claimed = name == null ? adapter.logger(event) == null : name.equals(adapter.logger(event));
        if (!frame.claimed && said != null) {
            String message = adapter.message(event);
            frame.claimed = message != null && message.contains(said);
        }
    }
}
