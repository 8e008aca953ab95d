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
        T thing = takeFrom(own);
        return thing != null ? thing : takeBeside(own);
    }

    private @Nullable T takeBeside(int own) {
        for (int i = 1; i <= slotMask; i++) {
            T thing = takeFrom(own + i);
            if (thing != null) {
                return thing;
            }
        }
        return null;
    }

    private @Nullable T takeFrom(int slot) {
        int at = (slot & slotMask) * SPACING;
        // Look before swapping: an empty slot stays in the caches of those who look at it.
        return slots.getPlain(at) == null ? null : slots.getAndSet(at, null);
    }

    /**
     * Gives back what was taken, or made because nothing was there.
     *
     * @param thing no longer used by the caller
     */
    public void giveBack(T thing) {
        int own = ownSlot();
        if (!leave(own, thing)) {
            leaveBeside(own, thing);
        }
    }

    private void leaveBeside(int own, T thing) {
        for (int i = 1; i <= slotMask; i++) {
            if (leave(own + i, thing)) {
                return;
            }
        }
    }

    /** No compare-and-set: of two that come back to one slot at the same moment one is dropped, and none is lent twice. */
    private boolean leave(int slot, T thing) {
        int at = (slot & slotMask) * SPACING;
        if (slots.getPlain(at) != null) {
            return false;
        }
        slots.setRelease(at, thing);
        return true;
    }

    private int ownSlot() {
        return ThreadNumbers.of(Thread.currentThread()) & slotMask;
    }
}
