// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.core.log.LogSettings;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets the logger and record of {@code java.util.logging} when {@code Logger.log(LogRecord)} begins, and takes the record when
 * that ends: if level and filter let it through, and no handler has bridged it to another framework. Safe from any thread.
 *
 * <p>Names no class of {@code java.util.logging}: the agent must not load them before the application does.
 */
final class JulHook {

    private final Capturing capturing;
    private final LogSettings settings;

    /** For the record that is inside of no other one: allocates nothing. */
    private final Runnable endOfOutermost;

    JulHook(Capturing capturing, LogSettings settings) {
        this.capturing = capturing;
        this.settings = settings;
        this.endOfOutermost = () -> end(null, null, false, false);
    }

    /** Around {@code log(LogRecord)}: takes logger and record, answers what is to be run at the end. */
    BiFunction<Object, @Nullable Object, @Nullable Object> logging() {
        return this::begin;
    }

    /** In {@code accessCheckedHandlers()}: takes the logger. */
    Consumer<Object> reached() {
        return this::reached;
    }

    private @Nullable Object begin(Object logger, @Nullable Object record) {
        if (record == null) {
            return null;
        }
        CallFrames.Frame frame = capturing.frames.enter();
        Object outer = frame.record;
        if (outer == record) {
            // a handler passes the record on to another logger
            return null;
        }
        Object outerLogger = frame.logger;
        boolean passed = frame.passed;
        boolean claimed = frame.claimed;
        frame.record = record;
        frame.logger = logger;
        frame.passed = false;
        frame.claimed = false;
        return outer == null ? endOfOutermost : (Runnable) () -> end(outer, outerLogger, passed, claimed);
    }

    private void reached(Object logger) {
        CallFrames.Frame frame = capturing.frames.find();
        if (frame != null && frame.logger == logger) {
            frame.passed = true;
        }
    }

    private void end(@Nullable Object outer, @Nullable Object outerLogger, boolean passed, boolean claimed) {
        CallFrames.Frame frame = capturing.frames.find();
        if (frame == null) {
            return;
        }
        Object record = frame.record;
        Object logger = frame.logger;
        boolean take = frame.passed && !frame.claimed;
        frame.record = outer;
        frame.logger = outerLogger;
        frame.passed = passed;
        frame.claimed = claimed;
        capturing.frames.leave(frame);
        if (take && record != null && logger != null && !capturing.isOurOwn()) {
            JulRecords.take(capturing, settings, logger, record);
        }
    }
}
