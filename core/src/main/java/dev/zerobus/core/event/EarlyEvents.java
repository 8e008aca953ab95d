// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events that come while the client is being started, and hands them over in their order once it is there. Bounded:
 * what finds no room is refused and counted.
 *
 * <p>Safe from any thread. A lock is held for the copy of one event, and while all are handed over.
 */
public final class EarlyEvents implements DraftSink {

    /** How much is kept at most by default: {@value} bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /** What an event costs besides its bytes, about. */
    private static final int OVERHEAD_BYTES = 64;

    private final int maxBytes;
    private final FieldProblems problems;

    /** Guarded by this. */
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();

    /** Guarded by this. */
    private int bytes;

    /** Guarded by this. */
    private long refused;

    /** Guarded by this. */
    private boolean over;

    /** Written under the lock, read without. */
    private volatile @Nullable DraftSink target;

    /**
     * Makes an empty buffer.
     *
     * @param maxBytes how much it keeps
     * @param problems who counts what is wrong with events
     */
    public EarlyEvents(int maxBytes, FieldProblems problems) {
        this.maxBytes = maxBytes;
        this.problems = problems;
    }

    @Override
    public boolean accept(EventDraft draft) {
        DraftSink there = target;
        return there != null ? there.accept(draft) : keep(draft);
    }

    private boolean keep(EventDraft draft) {
        DraftSink there;
        synchronized (this) {
            there = target;
            if (there == null) {
                int size = draft.length() + OVERHEAD_BYTES;
                if (over || size > maxBytes - bytes) {
                    refused++;
                    return false;
                }
                bytes += size;
                kept.add(new Kept(draft));
                return true;
            }
        }
        return there.accept(draft);
    }

    /**
     * Hands over what was kept, and everything that comes from now on. Threads that emit meanwhile wait, so that the order of
     * each stays.
     *
     * @param client what takes events from now on
     */
    public synchronized void handOver(DraftSink client) {
        EventDraft scratch = new DraftPool(EventLimits.DEFAULT, new MicroClock(), client, problems).scratch();
        for (Kept event = kept.poll(); event != null; event = kept.poll()) {
            scratch.restore(event.name, event.severityNumber, event.bytes);
            client.accept(scratch);
        }
        bytes = 0;
        target = client;
    }

    /**
     * Gives up: there will be no client. What was kept is lost, and what comes is refused.
     *
     * @return how many were kept
     */
    public synchronized int giveUp() {
        int lost = kept.size();
        refused += lost;
        kept.clear();
        bytes = 0;
        over = true;
        return lost;
    }

    /**
     * Returns how many events were refused for want of room, or of a client.
     *
     * @return events
     */
    public synchronized long refused() {
        return refused;
    }

    /** A copy of what a draft holds. Immutable. */
    private static final class Kept {
        final String name;
        final int severityNumber;
        final byte[] bytes;

        Kept(EventDraft draft) {
            name = draft.name();
            severityNumber = draft.severityNumber();
            bytes = Arrays.copyOf(draft.bytes(), draft.length());
        }
    }
}
