// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.FilterReply;
import dev.zerobus.core.thread.OwnThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the client's own threads out of the queue of an {@code AsyncAppender}. It is needed where three things come together:
 * such a queue in front of the appender, {@code overflow.policy=block}, and libraries of ours whose words come to Logback:
 *
 * <pre>
 *   worker of the queue: waits in the appender for room --> room comes by an acknowledgement
 *   our gRPC thread:     has it, but says so at TRACE   --> waits in the full queue for its worker
 * </pre>
 *
 * <p>A turbo filter is what a logger asks before it puts anything into a queue; this one is asked first, because others may
 * accept. A context has it from the first event that came through a queue, which is before any thread of ours has anything to
 * say, and loses it when it is reset. Safe from any thread.
 */
final class OwnThreadFilter extends TurboFilter {

    private OwnThreadFilter() {}

    /** Whether an event has come through a queue, because another thread has logged it. */
    static boolean isQueued(ILoggingEvent event) {
        String current = Thread.currentThread().getName();
        // Logback makes up a name for a thread without one
        return !current.isEmpty() && !current.equals(event.getThreadName());
    }

    /** Puts one in front of a context's turbo filters, unless it is there. */
    static void addTo(@Nullable Context context) {
        if (!(context instanceof LoggerContext)) {
            return;
        }
        LoggerContext to = (LoggerContext) context;
        synchronized (OwnThreadFilter.class) {
            for (TurboFilter there : to.getTurboFilterList()) {
                if (there instanceof OwnThreadFilter) {
                    return;
                }
            }
            OwnThreadFilter added = new OwnThreadFilter();
            added.setContext(to);
            added.setName("zerobus-own-threads");
            added.start();
            to.getTurboFilterList().add(0, added);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            @Nullable Logger logger,
            @Nullable Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        return OwnThread.isCurrent() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
