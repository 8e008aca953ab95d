// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.thread.QueueWorkers;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events that come while a client is being started, and hands them over in their order once it is there. Bounded: what
 * finds no room is refused and counted.
 *
 * <p>Safe from any thread. A lock is held for the copy of one event, and while all are handed over.
 */
final class EarlyEvents {

    /** What an event costs besides its bytes, about. */
    private static final int OVERHEAD_BYTES = 64;

    private final int maxBytes;
    private final ClientCounts counts;

    /** Guarded by this. */
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();

    /** Guarded by this. */
    private int bytes;

    /** Guarded by this. */
    private boolean over;

    /** Written under the lock, read without. */
    private volatile @Nullable ZerobusClient client;

    EarlyEvents(int maxBytes, ClientCounts counts) {
        this.maxBytes = maxBytes;
        this.counts = counts;
    }

    boolean take(EventDraft draft) {
        ZerobusClient there = client;
        if (there == null) {
            synchronized (this) {
                there = client;
                if (there == null) {
                    return keep(draft);
                }
            }
        }
        return there.take(draft.name(), draft.bytes(), draft.length(), draft.severityNumber(), OrderKey.ofThisThread());
    }

    private boolean keep(EventDraft draft) {
        int size = draft.length() + OVERHEAD_BYTES;
        if (over) {
            counts.dropped(DropReason.CLOSED);
            return false;
        }
        if (size > maxBytes - bytes) {
            counts.dropped(DropReason.NOT_STARTED);
            return false;
        }
        bytes += size;
        kept.add(new Kept(draft));
        return true;
    }

    /**
     * Hands over what was kept, which may be more than a ring holds: waits for room as those who emitted it would have. Threads
     * that emit meanwhile wait too, so that the order of each stays; so all of it together waits as long as one event may.
     */
    synchronized void handOver(ZerobusClient started) {
        Thread caller = Thread.currentThread();
        long begin = System.nanoTime();
        long mayWaitNanos = longestWaitNanos(started.config());
        QueueWorkers.add(caller);
        try {
            for (Kept event = kept.poll(); event != null; event = kept.poll()) {
                if (System.nanoTime() - begin > mayWaitNanos) {
                    QueueWorkers.forget(caller);
                }
                started.take(event.name, event.bytes, event.bytes.length, event.severityNumber, event.orderKey);
            }
        } finally {
            QueueWorkers.forget(caller);
        }
        bytes = 0;
        client = started;
    }

    private static long longestWaitNanos(ZerobusConfig config) {
        return config.lanes().stream()
                .mapToLong(lane -> lane.get(LaneOptions.OVERFLOW_TIMEOUT).toNanos())
                .max()
                .orElse(0);
    }

    /** There will be no client: returns how many events are lost, and refuses those that come. */
    synchronized int giveUp() {
        int lost = kept.size();
        for (int i = 0; i < lost; i++) {
            counts.dropped(DropReason.CLOSED);
        }
        kept.clear();
        bytes = 0;
        over = true;
        return lost;
    }

    /** A copy of what a draft holds. Immutable. */
    private static final class Kept {
        final String name;
        final int severityNumber;
        final byte[] bytes;
        final int orderKey = OrderKey.ofThisThread();

        Kept(EventDraft draft) {
            name = draft.name();
            severityNumber = draft.severityNumber();
            bytes = Arrays.copyOf(draft.bytes(), draft.length());
        }
    }
}
