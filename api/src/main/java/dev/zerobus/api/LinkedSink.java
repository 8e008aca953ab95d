// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * The agent as a listener, seen through functional types. Lends writers to threads: each has its partner on the agent's side
 * and is used again, so that an event costs no allocation.
 *
 * <p>Safe from any thread: no lock, no thread-local. What finds no free slot when it comes back goes to the garbage
 * collector.
 */
final class LinkedSink implements EventSink {

    /** Slots lie this many references apart, so that two threads do not share a cache line. */
    private static final int SPACING = 16;

    private static final int SLOTS = 32;

    private final Supplier<?> partners;
    private final LongPredicate flush;
    private final AtomicReferenceArray<LinkedWriter> slots = new AtomicReferenceArray<>(SLOTS * SPACING);

    LinkedSink(Object door) {
        partners = (Supplier<?>) door;
        flush = (LongPredicate) door;
    }

    @Override
    public EventWriter begin(String event) {
        LinkedWriter writer = take();
        if (writer.begin(event)) {
            return writer;
        }
        giveBack(writer);
        return null;
    }

    @Override
    public boolean flush(long timeoutNanos) {
        return flush.test(timeoutNanos);
    }

    private LinkedWriter take() {
        int own = ownSlot();
        for (int i = 0; i < SLOTS; i++) {
            int at = ((own + i) & (SLOTS - 1)) * SPACING;
            // Look before swapping: an empty slot stays in the caches of those who look at it.
            if (slots.get(at) != null) {
                LinkedWriter writer = slots.getAndSet(at, null);
                if (writer != null) {
                    return writer;
                }
            }
        }
        return new LinkedWriter(this, partners.get());
    }

    void giveBack(LinkedWriter writer) {
        int own = ownSlot();
        for (int i = 0; i < SLOTS; i++) {
            int at = ((own + i) & (SLOTS - 1)) * SPACING;
            if (slots.get(at) == null && slots.compareAndSet(at, null, writer)) {
                return;
            }
        }
    }

    /** The identity of the thread, not its id: a thread of the application may have overridden that. */
    private static int ownSlot() {
        int hash = System.identityHashCode(Thread.currentThread());
        return hash ^ (hash >>> 16);
    }
}
