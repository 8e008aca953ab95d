// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Knows which threads are handling an event at this moment, so that an event which they raise meanwhile (a {@code toString}
 * that logs) is known as feedback. Safe from any thread.
 *
 * <p>No thread-local, which would cost memory for each of any number of virtual threads: a fixed table of slots, in which a
 * thread looks at one bucket, found by its number. Entering is one compare-and-set, asking is a few reads of one cache
 * line, and leaving is one store that needs no more stack than entering did: also a thread that has just run out of
 * stack leaves.
 *
 * <pre>
 *   number of the thread --mask--&gt; bucket: | A | - | B | - | - | - | - | - |   8 slots, 128 buckets
 *                                     all 8 taken by others --&gt; a set under a lock, looked at while it is not empty
 * </pre>
 */
public final class CaptureGuard {

    /** What {@link #enter} answers to a thread that is inside already. */
    public static final int INSIDE = -1;

    private static final int OVERFLOW = -2;
    private static final int BUCKET_SLOTS = 8;
    private static final int DEFAULT_BUCKETS = 128;

    private static final CaptureGuard SHARED = new CaptureGuard(DEFAULT_BUCKETS);

    private final int bucketMask;
    private final AtomicReferenceArray<Thread> slots;

    /** Threads whose bucket was full. Guarded by itself. */
    private final Set<Identity> overflow = new HashSet<>();

    /** How many these are; written under the lock. */
    private volatile int overflowing;

    /** With so many buckets, a power of two. */
    CaptureGuard(int buckets) {
        bucketMask = buckets - 1;
        slots = new AtomicReferenceArray<>(buckets * BUCKET_SLOTS);
    }

    /**
     * Returns the guard of all clients of this class loader: what one of them handles is no event for another.
     *
     * @return always the same
     */
    public static CaptureGuard shared() {
        return SHARED;
    }

    /**
     * Tells whether the calling thread is inside. Allocates nothing.
     *
     * @return whether it has entered and not left
     */
    public boolean isInside() {
        Thread caller = Thread.currentThread();
        int bucket = bucket(caller);
        for (int i = bucket; i < bucket + BUCKET_SLOTS; i++) {
            // only the caller writes itself into a slot, or out of it: it sees its own writes without any order
            if (slots.getPlain(i) == caller) {
                return true;
            }
        }
        return overflowing > 0 && overflows(caller);
    }

    /**
     * Enters.
     *
     * @return what {@link #leave} wants; {@link #INSIDE} if the thread is inside already, and then it must not leave here
     */
    public int enter() {
        if (isInside()) {
            return INSIDE;
        }
        Thread caller = Thread.currentThread();
        int bucket = bucket(caller);
        for (int i = bucket; i < bucket + BUCKET_SLOTS; i++) {
            if (slots.getPlain(i) == null && slots.compareAndSet(i, null, caller)) {
                return i;
            }
        }
        synchronized (overflow) {
            overflow.add(new Identity(caller));
            overflowing = overflow.size();
        }
        return OVERFLOW;
    }

    /**
     * Leaves.
     *
     * @param entered what {@link #enter} has answered to this thread; {@link #INSIDE} does nothing
     */
    public void leave(int entered) {
        if (entered >= 0) {
            slots.setRelease(entered, null);
        } else if (entered == OVERFLOW) {
            synchronized (overflow) {
                overflow.remove(new Identity(Thread.currentThread()));
                overflowing = overflow.size();
            }
        }
    }

    /** How many threads are inside, for tests. */
    int inside() {
        int count = overflowing;
        for (int i = 0; i < slots.length(); i++) {
            count += slots.get(i) == null ? 0 : 1;
        }
        return count;
    }

    private boolean overflows(Thread caller) {
        synchronized (overflow) {
            return overflow.contains(new Identity(caller));
        }
    }

    private int bucket(Thread thread) {
        return (ThreadNumbers.of(thread) & bucketMask) * BUCKET_SLOTS;
    }

    /** A thread whose own {@code equals} is not asked. Immutable. */
    private static final class Identity {
        private final Thread thread;

        Identity(Thread thread) {
            this.thread = thread;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity && ((Identity) other).thread == thread;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thread);
        }
    }
}
