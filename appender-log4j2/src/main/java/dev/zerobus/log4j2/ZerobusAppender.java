// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.thread.QueueWorkers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The appender {@code <Zerobus>}: each log event becomes a row of a table.
 *
 * <p>A wrong setting never stops the application: it is said on Log4j's status logger, and the appender refuses events and
 * counts them. No method waits for the service, but for {@link #stop(long, TimeUnit)}, which delivers what is left within its
 * time. Safe from any thread.
 */
@Plugin(name = "Zerobus", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class ZerobusAppender extends AbstractAppender {

    private final AppenderSettings settings;
    private final LongAdder refused = new LongAdder();

    /** Null while it is not started, and if it can not be. */
    private final AtomicReference<@Nullable ZerobusManager> manager = new AtomicReference<>();

    /** The context that this has marked. */
    private volatile @Nullable LoggerContext marked;

    /** The id of the thread that has handed over what was queued; 0 if none has, or it does not matter. */
    private volatile long workerId;

    ZerobusAppender(String name, @Nullable Filter filter, boolean ignoreExceptions, AppenderSettings settings) {
        super(name, filter, null, ignoreExceptions, Property.EMPTY_ARRAY);
        this.settings = settings;
    }

    /**
     * Begins an appender, in a configuration file or in code.
     *
     * @return a builder
     */
    @PluginBuilderFactory
    public static ZerobusAppenderBuilder newBuilder() {
        return new ZerobusAppenderBuilder();
    }

    @Override
    public void start() {
        setStarting();
        if (manager.get() == null && settings.usable()) {
            ZerobusManager found = ZerobusManager.find(settings);
            if (found != null) {
                // the same when it stops: without a configuration, the context depends on who asks
                marked = settings.context();
                ContextMark.add(marked);
                if (found.isBehindQueue()) {
                    // before the configuration is in use: an event may be waiting in the old one's appender
                    keepOwnThreadsOut();
                }
                manager.set(found);
            }
        }
        super.start();
    }

    @Override
    public void append(LogEvent event) {
        ZerobusManager taker = manager.get();
        if (taker != null && taker.mayWait()) {
            lookForQueue(taker, event);
        }
        boolean taken = taker != null ? taker.log(event) : refuse();
        if (!taken && !ignoreExceptions()) {
            throw new AppenderLoggingException("Zerobus appender '" + getName() + "' did not take an event: "
                    + (taker == null ? "it is not running" : "its ring is full, or it is closed"));
        }
    }

    /** With the first event that comes through a queue: none of our threads has anything to say before. */
    private void lookForQueue(ZerobusManager taker, LogEvent event) {
        Thread current = Thread.currentThread();
        long id = current.getId();
        if (event.getThreadId() != id && workerId != id) {
            workerId = id;
            QueueWorkers.add(current);
            taker.setBehindQueue();
            keepOwnThreadsOut();
        }
    }

    private void keepOwnThreadsOut() {
        Configuration configuration = settings.configurationInUse();
        if (configuration != null) {
            OwnThreadFilter.addTo(configuration);
        }
    }

    private boolean refuse() {
        refused.increment();
        return false;
    }

    @Override
    public boolean requiresLocation() {
        return settings.location();
    }

    /**
     * Stops. The last appender with the same settings delivers what is left.
     *
     * @param timeout how long to wait at most; up to Log4j's default of 50 ms, and if it is longer than that, {@code
     *     zerobus.shutdown.timeout}
     * @param unit the unit of {@code timeout}
     * @return whether everything is durable
     */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        boolean stopped = super.stop(timeout, unit, false);
        ZerobusManager used = manager.getAndSet(null);
        if (used != null) {
            stopped &= used.release(timeout, unit);
            ContextMark.remove(marked);
            marked = null;
        }
        setStopped();
        return stopped;
    }

    /**
     * Reads the numbers of the client behind this appender.
     *
     * @return the numbers of this moment; null while the appender is not running
     */
    public @Nullable ClientSnapshot snapshot() {
        ZerobusManager taker = manager.get();
        return taker == null ? null : taker.snapshot();
    }

    /**
     * Returns what the appender was told, with what system properties, the environment and the file say.
     *
     * @return its configuration; null if something is wrong with it, which has been said
     */
    public @Nullable ZerobusConfig config() {
        return settings.config();
    }

    /**
     * Returns how many events were refused because the appender was not running: its settings are wrong, or it is stopped.
     *
     * @return events since the appender was built
     */
    public long refused() {
        return refused.sum();
    }

    /**
     * Waits until everything accepted before this call is durable at the service, or was set aside with a reason.
     *
     * @param timeout how long to wait at most
     * @param unit the unit of {@code timeout}
     * @return whether it is
     */
    public boolean flush(long timeout, TimeUnit unit) {
        ZerobusManager taker = manager.get();
        return taker == null || taker.flush(unit.toNanos(timeout));
    }
}
