// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.JmxTime;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.status.StatusChannel.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractManager;
import org.jspecify.annotations.Nullable;

/**
 * The client behind all appenders of one process that have the same settings: Log4j counts who uses it, so the ring and its
 * events outlive a reconfiguration that changes nothing. When the last appender lets go, what is left is delivered.
 *
 * <p>Log4j holds one lock for all managers while it counts. Delivery waits outside of that lock, so that no other appender
 * waits for our service. Safe from any thread.
 */
final class ZerobusManager extends AbstractManager {

    /** What {@code LogManager.shutdown()} gives everybody: nobody has chosen it, and it is shorter than opening a stream. */
    private static final Duration LOG4J_DEFAULT = Duration.ofMillis(50);

    private final ZerobusClient client;
    private final LogDoor door;
    private final Log4j2Mapper mapper;
    private final Duration shutdownTimeout;
    private final FlushAtExit exit;
    private final boolean mayWait;
    private volatile boolean behindQueue;
    private volatile boolean unused;

    private ZerobusManager(String identity, ZerobusClient client, boolean flushAtExit) {
        super(null, identity);
        this.client = client;
        this.door = new LogDoor(client);
        this.mapper = new Log4j2Mapper(door.settings());
        this.shutdownTimeout = client.config().get(ClientOptions.SHUTDOWN_TIMEOUT);
        this.mayWait = client.config().mayBlock();
        this.exit = new FlushAtExit(client, shutdownTimeout);
        if (flushAtExit && client.config().enabled()) {
            exit.add();
        }
    }

    /** Finds the one with these settings, or starts it; null if it can not be started, which has been said. */
    static @Nullable ZerobusManager find(AppenderSettings settings) {
        try {
            return AbstractManager.getManager(settings.identity, ZerobusManager::start, settings);
        } catch (RuntimeException | Error e) {
            Log4j2Status.of(settings.name)
                    .say(Level.ERROR, "it refuses all events, because its client can not be started: " + e);
            return null;
        }
    }

    private static @Nullable ZerobusManager start(String identity, AppenderSettings settings) {
        ZerobusConfig config = settings.config();
        if (config == null) {
            return null;
        }
        ZerobusClient client = ZerobusClient.starter(config)
                .status(Log4j2Status.ofClient())
                .name(String.valueOf(settings.name))
                .attach(settings.attachEvents)
                .jmx(JmxTime.NOW)
                .start();
        return new ZerobusManager(identity, client, settings.flushAtExit());
    }

    boolean log(LogEvent event) {
        return mapper.log(event, door);
    }

    /** Whether a caller may wait for room, which comes by our own threads. */
    boolean mayWait() {
        return mayWait;
    }

    /** Whether an event has come through a queue of Log4j's; it does not matter if nobody {@linkplain #mayWait() waits}. */
    boolean isBehindQueue() {
        return behindQueue;
    }

    void setBehindQueue() {
        behindQueue = true;
    }

    ClientSnapshot snapshot() {
        return client.snapshot();
    }

    boolean flush(long timeoutNanos) {
        return client.flush(timeoutNanos);
    }

    /**
     * Lets go. The last one to do so delivers what is left.
     *
     * @param timeout how long to wait at most; up to Log4j's own default of 50 ms, and if it is longer, the client's time
     * @return false if the time was not enough
     */
    boolean release(long timeout, TimeUnit unit) {
        stop(timeout, unit);
        if (!unused) {
            return true;
        }
        exit.remove();
        Duration given = Duration.ofNanos(unit.toNanos(timeout));
        boolean chosen = given.compareTo(LOG4J_DEFAULT) > 0 && given.compareTo(shutdownTimeout) < 0;
        return client.close(chosen ? given : shutdownTimeout).finished();
    }

    /** Called under the lock of all managers: only notes that nobody is left. */
    @Override
    protected boolean releaseSub(long timeout, TimeUnit unit) {
        unused = true;
        return true;
    }
}
