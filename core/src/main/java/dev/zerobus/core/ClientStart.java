// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.DraftSink;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The start of a {@link LazyClient}, from the first event until the client is there or can not be. Safe from any thread; no
 * method throws.
 */
final class ClientStart implements DraftSink {

    /** How much is kept meanwhile: {@value} bytes. */
    static final int EARLY_BYTES = 4 << 20;

    private static final int IDLE = 0;
    private static final int BEGUN = 1;
    private static final int CANCELLED = 2;

    private final LazyClient lazy;
    private final ClientStarter starter;
    private final StatusChannel status;
    private final EarlyEvents early;
    private final DraftPool drafts;
    private final AtomicInteger phase = new AtomicInteger(IDLE);
    private final CountDownLatch decided = new CountDownLatch(1);

    ClientStart(LazyClient lazy, ZerobusConfig config, StatusChannel status) {
        this.lazy = lazy;
        this.status = status;
        this.starter = ZerobusClient.starter(config)
                .status(status)
                .attach(false)
                .shutdownHook(false)
                .jmx(JmxTime.LATER);
        this.early = new EarlyEvents(EARLY_BYTES, starter.counts);
        this.drafts = new DraftPool(EventLimits.DEFAULT, new MicroClock(), this, starter.counts, Redactions.of(config));
    }

    @Nullable
    EventDraft begin(@Nullable String event) {
        try {
            if (OwnThread.isCurrent() || CaptureGuard.shared().isInside()) {
                starter.counts.dropped(DropReason.FEEDBACK);
                return null;
            }
            return drafts.begin(event);
        } catch (RuntimeException | Error e) {
            starter.counts.count(FieldProblem.INTERNAL);
            starter.counts.dropped(DropReason.INTERNAL);
            return null;
        }
    }

    @Override
    public boolean accept(EventDraft draft) {
        boolean taken = early.take(draft);
        if (phase.get() == IDLE && phase.compareAndSet(IDLE, BEGUN)) {
            startThread();
        }
        return taken;
    }

    /**
     * Closes before anything has begun: what was kept is lost, and what comes is refused.
     *
     * @return false if the client is being started, or is there
     */
    boolean cancel() {
        if (!phase.compareAndSet(IDLE, CANCELLED) && phase.get() != CANCELLED) {
            return false;
        }
        int lost = early.giveUp();
        if (lost > 0) {
            status.say(Level.ERROR, "closed before the client could start: " + lost + " events are lost");
        }
        return true;
    }

    /** A process that can have no more threads keeps its event; the next one tries again. */
    private void startThread() {
        try {
            OwnThread.of(this::start, "start").start();
        } catch (RuntimeException | Error e) {
            phase.set(IDLE);
            status.say(
                    Level.ERROR,
                    "the client's start can have no thread: " + e
                            + "; events wait in memory, and the next one tries again");
        }
    }

    private void start() {
        try {
            ZerobusClient client = starter.start();
            early.handOver(client);
            if (!lazy.started(client)) {
                client.close(Duration.ZERO);
            }
        } catch (LinkageError damaged) {
            // its message is a class's name only
            giveUp(StatusChannel.DAMAGED, damaged.toString());
        } catch (RuntimeException | Error e) {
            giveUp("no client", String.valueOf(e.getMessage()));
        } finally {
            decided.countDown();
        }
    }

    private void giveUp(String key, String why) {
        int lost = early.giveUp();
        status.say(
                Level.ERROR, key, "the client can not start: " + why + "\nevents are refused, " + lost + " are lost");
    }

    /** Tells whether nothing was emitted; then there is nothing to wait for. */
    boolean hasNothing() {
        return phase.get() != BEGUN;
    }

    /** Returns null if nothing was emitted, if the client can not start, or if the time is over. */
    @Nullable
    ZerobusClient await(long deadlineNanos) {
        if (hasNothing()) {
            return null;
        }
        try {
            decided.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lazy.client();
    }
}
