// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import org.jspecify.annotations.Nullable;

/** What a started appender holds: a client, and its place among the appenders of the logger context. Immutable. */
final class Lease {

    final SharedClient shared;
    private final @Nullable ContextWatch watch;

    private Lease(SharedClient shared, @Nullable ContextWatch watch) {
        this.shared = shared;
        this.watch = watch;
    }

    /** Finds or starts the client of these settings; null if that can not be, which has been said. */
    static @Nullable Lease take(ZerobusAppender appender, ZerobusConfig config) {
        try {
            SharedClient shared = Clients.SHARED.acquire(config, appender, appender.attachesEvents());
            Context context = appender.getContext();
            ContextWatch watch =
                    context instanceof LoggerContext ? ContextWatch.of((LoggerContext) context, Clients.SHARED) : null;
            if (watch != null) {
                watch.started();
            }
            return new Lease(shared, watch);
        } catch (ConfigException e) {
            e.problems().forEach(appender::say);
        } catch (RuntimeException | Error e) {
            // memory for the ring, threads: an application without its logs is better than none
            appender.say("appender " + appender.getName() + " can not start: " + e);
        }
        return null;
    }

    /**
     * Gives the client back. Unless the context is being reset, in which case another appender may go on with it, the last
     * one closes it.
     *
     * @return whether it is a reset: then events that are under way in other threads may still come
     */
    boolean giveBack() {
        if (watch == null) {
            Clients.SHARED.release(shared);
            return false;
        }
        return watch.stopped(shared);
    }
}
