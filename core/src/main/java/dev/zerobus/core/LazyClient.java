// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.api.EventSink;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.status.StatusChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that is started by the first event, on a thread of its own: the one who emits that event does not wait. What comes
 * meanwhile is kept, in order and bounded, and handed over.
 *
 * <p>For the agent, which is in applications that may never emit anything: making one costs next to nothing, and it takes no
 * part in {@code Events} of its own class loader. Whoever has it closes it. Safe from any thread; no method throws.
 */
public final class LazyClient implements EventSink {

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

    private final ZerobusConfig config;
    private final StatusChannel status;
    private final Consumer<LazyClient> beforeFirst;

    /** Guarded by this when it is written; null before the first event. */
    private volatile @Nullable ClientStart start;

    /** Set by the starting thread, once it has what came before. */
    private volatile @Nullable ZerobusClient client;

    /** Guarded by this when it is written. */
    private volatile boolean closed;

    /** Guarded by this: closed, and the client was not there in time. */
    private boolean abandoned;

    /**
     * Makes one that is not started.
     *
     * @param config what it is to do
     * @param status where it says what it has to say
     * @param beforeFirst called once by the thread of the first event, before that is begun: arranges what only a client
     *     that has something to send needs, such as a shutdown hook. Must be short, and only keep what it gets
     */
    public LazyClient(ZerobusConfig config, StatusChannel status, Consumer<LazyClient> beforeFirst) {
        this.config = config;
        this.status = status;
        this.beforeFirst = beforeFirst;
    }

    /**
     * Begins an event, as {@link ZerobusClient#begin}.
     *
     * @param event what happened
     * @return a writer owned by the calling thread; null if the event is refused
     */
    @Override
    public @Nullable EventDraft begin(@Nullable String event) {
        ZerobusClient started = client;
        if (started != null) {
            return started.begin(event);
        }
        ClientStart current = start;
        if (current == null) {
            current = beginStart();
        }
        return current == null ? null : current.begin(event);
    }

    /** Returns null if this was closed before the first event: then there are no counters for what comes. */
    private synchronized @Nullable ClientStart beginStart() {
        ClientStart current = start;
        if (current == null && !closed) {
            prepare();
            current = newStart();
            start = current;
        }
        return current;
    }

    private @Nullable ClientStart newStart() {
        try {
            return new ClientStart(this, config, status);
        } catch (LinkageError damaged) {
            // of an agent's jar, say; it would be the same with every further event
            closed = true;
            status.say(
                    StatusChannel.Level.ERROR,
                    StatusChannel.DAMAGED,
                    "the client can not start, events are refused: " + damaged);
            return null;
        }
    }

    private void prepare() {
        try {
            beforeFirst.accept(this);
        } catch (RuntimeException | Error e) {
            status.say(StatusChannel.Level.WARN, "could not prepare for the end of the process: " + e);
        }
    }

    /** Returns false if nobody will close the client, because who closes this did not wait so long. */
    synchronized boolean started(ZerobusClient ready) {
        client = ready;
        return !abandoned;
    }

    /**
     * Returns the client.
     *
     * @return null until it was started and has what came before
     */
    public @Nullable ZerobusClient client() {
        return client;
    }

    @Override
    public boolean flush(long timeoutNanos) {
        ClientStart current = start;
        if (current == null) {
            return true;
        }
        long deadline = System.nanoTime() + Math.max(0, Math.min(timeoutNanos, LONGEST_NANOS));
        ZerobusClient started = current.await(deadline);
        return started != null ? started.flush(deadline - System.nanoTime()) : current.hasNothing();
    }

    /** Closes within {@code zerobus.shutdown.timeout}, as {@link ZerobusClient#close()}; also if it is being started. */
    public void close() {
        close(config.get(ClientOptions.SHUTDOWN_TIMEOUT));
    }

    /**
     * Closes, also if it is being started.
     *
     * @param timeout how long to wait at most
     */
    public void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        ClientStart current;
        synchronized (this) {
            closed = true;
            current = start;
        }
        if (current == null || current.cancel()) {
            return;
        }
        ZerobusClient started = current.await(deadline);
        if (started == null) {
            started = abandon();
        }
        if (started != null) {
            started.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** From now on the starting thread closes; unless it was there just now, which is returned. */
    private synchronized @Nullable ZerobusClient abandon() {
        abandoned = client == null;
        return client;
    }
}
