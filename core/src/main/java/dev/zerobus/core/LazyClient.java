// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.api.EventSink;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client that is started by the first event, on a thread of its own: the one who emits that event does not wait. What comes
 * meanwhile is kept, in order and bounded, and handed over.
 *
 * <p>For the agent, which is in applications that may never emit anything. Safe from any thread; no method throws.
 */
public final class LazyClient implements EventSink {

    /** How much is kept while the client is being started: {@value} bytes. */
    public static final int EARLY_BYTES = 4 << 20;

    private final ClientStarter starter;
    private final StatusChannel status;
    private final ClientCounts counts;
    private final EarlyEvents early;
    private final DraftPool drafts;
    private final AtomicBoolean starting = new AtomicBoolean();
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * Makes one that is not started.
     *
     * @param starter how to start it
     */
    public LazyClient(ClientStarter starter) {
        this.starter = starter;
        this.status = starter.channel();
        this.counts = starter.counts;
        this.early = new EarlyEvents(EARLY_BYTES, counts);
        this.drafts = new DraftPool(EventLimits.DEFAULT, new MicroClock(), this::keep, counts);
    }

    /**
     * Begins an event, as {@link ZerobusClient#begin}.
     *
     * @param event what happened
     * @return a writer owned by the calling thread; null if the event is refused, which has been counted
     */
    @Override
    public @Nullable EventDraft begin(@Nullable String event) {
        ZerobusClient client = early.client();
        return client != null ? client.begin(event) : beginEarly(event);
    }

    private @Nullable EventDraft beginEarly(@Nullable String event) {
        try {
            if (OwnThread.isCurrent() || CaptureGuard.shared().isInside()) {
                counts.dropped(DropReason.FEEDBACK);
                return null;
            }
            if (closed) {
                counts.dropped(DropReason.CLOSED);
                return null;
            }
            return drafts.begin(event);
        } catch (RuntimeException | Error e) {
            counts.count(FieldProblem.INTERNAL);
            counts.dropped(DropReason.INTERNAL);
            return null;
        }
    }

    private boolean keep(EventDraft draft) {
        boolean taken = early.take(draft);
        if (!starting.get() && starting.compareAndSet(false, true)) {
            new OwnThread(this::start, "start").start();
        }
        return taken;
    }

    private void start() {
        try {
            ZerobusClient client = starter.start();
            early.handOver(client);
        } catch (RuntimeException | Error e) {
            closed = true;
            int lost = early.giveUp();
            status.say(
                    Level.ERROR,
                    "the client can not start: " + e.getMessage() + "\nevents are refused, " + lost + " are lost");
        } finally {
            decided.countDown();
        }
    }

    /**
     * Returns the client.
     *
     * @return null until it was started and has what came before
     */
    public @Nullable ZerobusClient client() {
        return early.client();
    }

    @Override
    public boolean flush(long timeoutNanos) {
        long deadline = System.nanoTime() + Math.max(0, Math.min(timeoutNanos, Long.MAX_VALUE / 4));
        if (!starting.get()) {
            return true;
        }
        ZerobusClient client = await(deadline);
        return client != null && client.flush(deadline - System.nanoTime());
    }

    private @Nullable ZerobusClient await(long deadlineNanos) {
        try {
            decided.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return early.client();
    }

    /** Closes within {@code zerobus.shutdown.timeout}, as {@link ZerobusClient#close()}; also if it is being started. */
    public void close() {
        close(starter.config.get(ClientOptions.SHUTDOWN_TIMEOUT));
    }

    /**
     * Closes, also if it is being started.
     *
     * @param timeout how long to wait at most
     */
    public void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (starting.compareAndSet(false, true)) {
            // nobody has emitted anything, and nobody shall begin now
            closed = true;
            early.giveUp();
            decided.countDown();
            return;
        }
        ZerobusClient client = await(deadline);
        if (client != null) {
            client.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }
}
