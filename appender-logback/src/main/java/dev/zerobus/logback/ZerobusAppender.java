// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.thread.QueueWorkers;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Logback's appender: each log event becomes a row of a table. An {@code AsyncAppender} around it is not needed: an event is
 * copied into memory that was set aside for that, and a thread of the client's own delivers it.
 *
 * <p>A wrong setting never stops the application: it is said in Logback's status, and events are refused and counted. No
 * method waits for the service, but {@link #stop} and {@link #flush}, within their time. Safe from any thread.
 */
public final class ZerobusAppender extends AppenderElements {

    private final LongAdder refused = new LongAdder();

    /** Null before the start, after a stop that is not a part of reading the configuration anew, and if settings are wrong. */
    private volatile @Nullable Lease lease;

    /** The thread that has handed over what was queued, by its id; 0 if none has, or it does not matter. */
    private volatile long workerId;

    /** Whether the first start is over: until then Logback itself shows what is said. */
    private volatile boolean configured;

    /** Makes one without settings, for Joran, or for code that calls its setters and {@link #start}. */
    public ZerobusAppender() {}

    /** Checks the settings and starts; says everything that is wrong with them. Opens no connection: the first event does. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        UnknownElements.explain(this);
        ZerobusConfig config = readSettings();
        Lease taken = config == null ? null : Lease.take(this, config);
        lease = taken;
        if (taken == null) {
            say("appender " + getName()
                    + " takes no events until that is repaired; the application goes on without it");
        } else if (taken.shared.behindQueue) {
            // before the configuration is in use: an event may be waiting in the old one's appender
            OwnThreadFilter.addTo(getContext());
        }
        super.start();
        configured = true;
    }

    boolean isConfigured() {
        return configured;
    }

    /**
     * Takes an event. Without the base class's guard against re-entry: that of 1.2 and 1.3 loses what arguments log while a
     * message is formatted, and keeps a thread-local for each thread.
     */
    @Override
    public void doAppend(ILoggingEvent event) {
        Lease held = lease;
        if (held == null) {
            refused.increment();
            return;
        }
        try {
            if (held.shared.mayWait) {
                lookForQueue(held.shared, event);
            }
            if (getFilterChainDecision(event) != FilterReply.DENY) {
                held.shared.append(event);
            }
        } catch (RuntimeException | Error e) {
            // a filter or an event of somebody else's; the application is not to notice
            refused.increment();
            held.shared.status.broken(e);
        }
    }

    /** With the first event that comes through a queue: none of our threads has anything to say before. */
    private void lookForQueue(SharedClient shared, ILoggingEvent event) {
        Thread current = Thread.currentThread();
        if (workerId != current.getId() && OwnThreadFilter.isQueued(event)) {
            workerId = current.getId();
            QueueWorkers.add(current);
            shared.behindQueue = true;
            OwnThreadFilter.addTo(getContext());
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
        Lease held = lease;
        if (held != null && !held.giveBack()) {
            lease = null;
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
        Lease held = lease;
        return held == null ? null : held.shared.client;
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
