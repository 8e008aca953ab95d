// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.FilterReply;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Logback's appender: each log event becomes a row of a table. An {@code AsyncAppender} around it is not needed: an event is
 * copied into memory that was set aside for that, and a thread of the client's own delivers it.
 *
 * <p>A wrong setting never stops the application: it is said in Logback's status, and the appender refuses events and counts
 * them. No method waits for the service, but for {@link #stop}, which delivers what is left within its time, and {@link
 * #flush}. Safe from any thread.
 */
public final class ZerobusAppender extends AppenderElements {

    private final LongAdder refused = new LongAdder();

    /** Null before the start, after a stop that is not a part of reading the configuration anew, and if settings are wrong. */
    private volatile @Nullable SharedClient shared;

    /** Makes one without settings, for Joran, or for code that calls its setters and {@link #start}. */
    public ZerobusAppender() {}

    /** Checks the settings and starts; says everything that is wrong with them. Opens no connection: the first event does. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        ZerobusConfig config = readSettings();
        if (config == null) {
            say("appender " + getName() + " takes no events until that is repaired; the application goes on without it");
        } else {
            acquire(config);
        }
        super.start();
    }

    private void acquire(ZerobusConfig config) {
        try {
            shared = Clients.SHARED.acquire(config, this, attachesEvents());
            ContextWatch watch = watch();
            if (watch != null) {
                watch.started();
            }
        } catch (ConfigException e) {
            e.problems().forEach(this::say);
        } catch (RuntimeException | Error e) {
            // memory for the ring, threads: an application without its logs is better than none
            say("appender " + getName() + " can not start and takes no events: " + e);
        }
    }

    private @Nullable ContextWatch watch() {
        Context context = getContext();
        return context instanceof LoggerContext ? ContextWatch.of((LoggerContext) context, Clients.SHARED) : null;
    }

    /**
     * Takes an event. Replaces the base class's method because its guard against re-entry differs from version to version:
     * 1.2 and 1.3 lose what arguments log while a message is formatted, and keep a thread-local for each thread.
     */
    @Override
    public void doAppend(ILoggingEvent event) {
        SharedClient taker = shared;
        if (taker == null) {
            refused.increment();
            return;
        }
        try {
            if (getFilterChainDecision(event) != FilterReply.DENY) {
                taker.append(event);
            }
        } catch (RuntimeException | Error e) {
            // a filter or an event of somebody else's; the application is not to notice
            refused.increment();
            taker.status.broken(e);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        doAppend(event);
    }

    /**
     * Stops. The last appender with the same settings delivers what is left, within {@code zerobus.shutdown.timeout}, and says
     * what remains. While Logback reads its configuration anew, the client goes on instead, for the next appender with the
     * same settings; and so do events that other threads have under way.
     */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        SharedClient used = shared;
        if (used == null) {
            return;
        }
        ContextWatch watch = watch();
        if (watch == null || !watch.isResetting()) {
            shared = null;
        }
        if (watch == null) {
            Clients.SHARED.release(used);
        } else {
            watch.stopped(used);
        }
    }

    /**
     * Waits until everything accepted before this call is durable at the service, or was set aside with a reason.
     *
     * @param timeout how long to wait at most
     * @return whether it is; true if the appender is not running
     */
    public boolean flush(Duration timeout) {
        ZerobusClient taker = client();
        return taker == null || taker.flush(timeout);
    }

    /** The client behind this appender; null while it is not running. */
    @Nullable
    ZerobusClient client() {
        SharedClient taker = shared;
        return taker == null ? null : taker.client;
    }

    /**
     * Reads the numbers of the client behind this appender.
     *
     * @return the numbers of this moment; null while the appender is not running
     */
    public @Nullable ClientSnapshot snapshot() {
        ZerobusClient taker = client();
        return taker == null ? null : taker.snapshot();
    }

    /**
     * Returns how many events were refused because the appender was not running: its settings are wrong, or it is stopped.
     *
     * @return events since the appender was made
     */
    public long refused() {
        return refused.sum();
    }
}
