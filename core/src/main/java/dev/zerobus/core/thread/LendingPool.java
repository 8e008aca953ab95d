// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps things that threads borrow for a moment. Safe from any thread: no lock, no thread-local, never waits.
 *
 * <p>A thread looks in the slot of its own first, then in the neighbours'. What finds no free slot when it comes back goes
 * to the garbage collector, and so does what two threads bring to the same slot in the same nanoseconds: so taking is the
 * only locked instruction, and giving back is a store.
 *
 * @param <T> what is lent
 */
public final class LendingPool<T> {

    /** Slots lie this many references apart, so that two threads do not share a cache line. */
    private static final int SPACING = 16;

    private static final int MAX_SLOTS = 256;

    private final int slotMask;
    private final AtomicReferenceArray<@Nullable T> slots;

    /** Makes an empty pool, with a few slots for each processor. */
    public LendingPool() {
        int wanted = Math.min(MAX_SLOTS, 4 * Runtime.getRuntime().availableProcessors());
        int count = Math.max(8, Integer.highestOneBit(wanted));
        this.slotMask = count - 1;
        this.slots = new AtomicReferenceArray<>(count * SPACING);
    }

    /**
     * Borrows.
     *
     * @return null if nothing is there: then make a new one
     */
    public @Nullable T take() {
        int own = ownSlot();
        for (int i = 0; i <= slotMask; i++) {
            int at = ((own + i) & slotMask) * SPACING;
            // Look before swapping: an empty slot stays in the caches of those who look at it.
            if (slots.getPlain(at) != null) {
                T thing = slots.getAndSet(at, null);
                if (thing != null) {
                    return thing;
                }
            }
        }
        return null;
    }

    /**
     * Gives back what was taken, or made because nothing was there.
     *
     * @param thing no longer used by the caller
     */
    public void giveBack(T thing) {
        int own = ownSlot();
        for (int i = 0; i <= slotMask; i++) {
            int at = ((own + i) & slotMask) * SPACING;
            // No compare-and-set: of two that come back to one slot at the same moment one is dropped, never lent
            // twice.
            if (slots.getPlain(at) == null) {
                slots.setRelease(at, thing);
                return;
            }
        }
    }

    private int ownSlot() {
        return ThreadNumbers.of(Thread.currentThread()) & slotMask;
    }
}
