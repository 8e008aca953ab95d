// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gets Log4j2's configuration and event before the appenders of a logger configuration do, and again for each parent. Answers
 * what is to be run at the end of the outermost call for an event, and null inside of it. Safe from any thread.
 */
final class Log4j2Hook implements BiFunction<@Nullable Object, Object, @Nullable Object> {

    private final Capturing capturing;
    private final Adapters adapters;

    /** For the event that is inside of no other one, which is nearly every one: allocates nothing. */
    private final Runnable endOfOutermost;

    Log4j2Hook(Capturing capturing, Adapters adapters) {
        this.capturing = capturing;
        this.adapters = adapters;
        this.endOfOutermost = () -> end(null);
    }

    @Override
    public @Nullable Object apply(@Nullable Object configuration, Object event) {
        LogAdapter adapter = adapters.of(event);
        if (adapter == null) {
            return null;
        }
        CallFrames.Frame frame = capturing.frames.enter();
        Object outer = frame.event;
        if (outer == event) {
            return null;
        }
        frame.event = event;
        try {
            capturing.take(adapter, configuration, event);
        } catch (Throwable broken) {
            // a stack that is full, or a message of the application's: the frame must be given back all the same,
            // because
            // Log4j2 uses the same object for a thread's next event, which would then never be taken
        }
        // an appender, or an argument's toString, has logged
        return outer == null ? endOfOutermost : (Runnable) () -> end(outer);
    }

    private void end(@Nullable Object outer) {
        CallFrames.Frame frame = capturing.frames.find();
        if (frame != null) {
            frame.event = outer;
            capturing.frames.leave(frame);
        }
    }
}
