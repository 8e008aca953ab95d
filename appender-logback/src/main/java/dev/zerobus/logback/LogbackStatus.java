// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.status.InfoStatus;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusManager;
import ch.qos.logback.core.status.WarnStatus;
import dev.zerobus.core.status.RateLimitedStatus;
import dev.zerobus.core.status.StandardErrorStatus;
import dev.zerobus.core.status.StatusChannel;

/**
 * What a client has to say goes to Logback's StatusManager, never higher than WARN: at an ERROR there Spring Boot refuses to
 * start, and no application shall fail because its logs do not arrive. What is said while the application runs, and nobody
 * has registered a StatusListener for, goes to standard error besides: else nobody would ever see it.
 *
 * <p>Outlives the appender that it began with: the next one with the same client takes it over. Safe from any thread.
 */
final class LogbackStatus implements StatusChannel {

    private final StatusChannel standardError;
    private final StatusChannel limited =
            new RateLimitedStatus(this, System::nanoTime, RateLimitedStatus.INTERVAL_NANOS);
    private volatile ContextAware origin;

    LogbackStatus(ContextAware origin) {
        this(origin, StandardErrorStatus.limited());
    }

    LogbackStatus(ContextAware origin, StatusChannel standardError) {
        this.origin = origin;
        this.standardError = standardError;
    }

    /** From now on it is another appender's. */
    void origin(ContextAware appender) {
        origin = appender;
    }

    @Override
    public void say(Level level, String message) {
        try {
            ContextAware from = origin;
            Context context = from.getContext();
            if (context == null) {
                sayAloud(level, message);
                return;
            }
            StatusManager manager = context.getStatusManager();
            manager.add(status(level, message, from));
            boolean configured = !(from instanceof ZerobusAppender) || ((ZerobusAppender) from).isConfigured();
            // what was said while Logback was configured, Logback prints
            if (configured && manager.getCopyOfStatusListenerList().isEmpty()) {
                sayAloud(level, message);
            }
        } catch (RuntimeException | LinkageError e) {
            // an application's own StatusListener that fails: not ours to die of
        }
    }

    /** Something has thrown that is none of ours. */
    void broken(Throwable thrown) {
        limited.say(Level.WARN, "a filter or event of Logback's has thrown, and the event is refused: " + thrown);
    }

    private void sayAloud(Level level, String message) {
        if (level != Level.INFO) {
            standardError.say(level, message);
        }
    }

    private static Status status(Level level, String message, ContextAware from) {
        if (level == Level.INFO) {
            return new InfoStatus(message, from);
        }
        return new WarnStatus(level == Level.ERROR ? "to be repaired: " + message : message, from);
    }
}
