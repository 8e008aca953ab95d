// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.thread.OwnThread;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the client's own threads out of Log4j's queues. It is needed where three things come together: a queue of Log4j's in
 * front of the appender, {@code overflow.policy=block}, and libraries of ours whose words come to Log4j:
 *
 * <pre>
 *   thread of the queue: waits in the appender for room --> room comes by an acknowledgement
 *   our gRPC thread:     has it, but says so at TRACE   --> waits in Log4j's full queue for the thread of the queue
 * </pre>
 *
 * <p>A filter of the whole configuration is the one place that a logger asks before it puts anything into a queue. It asks the
 * filter that was there before, and comes before it, because that one may accept. Immutable but for its life; safe from any
 * thread; allocates nothing.
 */
final class OwnThreadFilter extends AbstractFilter {

    private final @Nullable Filter next;

    private OwnThreadFilter(@Nullable Filter next) {
        this.next = next;
    }

    /** Puts one in front of a configuration's filter, unless there is one. No moment is without the filter that was there. */
    static void addTo(Configuration configuration) {
        synchronized (OwnThreadFilter.class) {
            Filter old = configuration.getFilter();
            if (old instanceof OwnThreadFilter) {
                return;
            }
            OwnThreadFilter added = new OwnThreadFilter(old);
            added.start();
            configuration.addFilter(added);
            if (old instanceof CompositeFilter) {
                ((CompositeFilter) old).forEach(configuration::removeFilter);
            } else if (old != null) {
                configuration.removeFilter(old);
            }
        }
    }

    private static boolean isOurs() {
        return OwnThread.isCurrent();
    }

    @Override
    public boolean stop(long timeout, java.util.concurrent.TimeUnit unit) {
        if (next != null) {
            next.stop();
        }
        return super.stop(timeout, unit);
    }

    /** An event that is on its way has been let through. */
    @Override
    public Result filter(LogEvent event) {
        return next == null ? Result.NEUTRAL : next.filter(event);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, Message text, Throwable thrown) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, thrown);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, Object text, Throwable thrown) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, thrown);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String text, Object... p) {
        return isOurs() ? Result.DENY : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, p);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String text, Object a) {
        return isOurs() ? Result.DENY : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String text, Object a, Object b) {
        return isOurs() ? Result.DENY : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b);
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String text, Object a, Object b, Object c) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c);
    }

    @Override
    public Result filter(
            Logger logger, Level level, Marker marker, String text, Object a, Object b, Object c, Object d) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d);
    }

    @Override
    public Result filter(
            Logger logger, Level level, Marker marker, String text, Object a, Object b, Object c, Object d, Object e) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d, e);
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            Marker marker,
            String text,
            Object a,
            Object b,
            Object c,
            Object d,
            Object e,
            Object f) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d, e, f);
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            Marker marker,
            String text,
            Object a,
            Object b,
            Object c,
            Object d,
            Object e,
            Object f,
            Object g) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d, e, f, g);
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            Marker marker,
            String text,
            Object a,
            Object b,
            Object c,
            Object d,
            Object e,
            Object f,
            Object g,
            Object h) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d, e, f, g, h);
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            Marker marker,
            String text,
            Object a,
            Object b,
            Object c,
            Object d,
            Object e,
            Object f,
            Object g,
            Object h,
            Object i) {
        return isOurs()
                ? Result.DENY
                : next == null ? Result.NEUTRAL : next.filter(logger, level, marker, text, a, b, c, d, e, f, g, h, i);
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            Marker marker,
            String text,
            Object a,
            Object b,
            Object c,
            Object d,
            Object e,
            Object f,
            Object g,
            Object h,
            Object i,
            Object j) {
        return isOurs()
                ? Result.DENY
                : next == null
                        ? Result.NEUTRAL
                        : next.filter(logger, level, marker, text, a, b, c, d, e, f, g, h, i, j);
    }
}
