// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What each thread is inside of: the framework's event that is on its way to appenders, and the record that is on its way to
 * handlers. Safe from any thread; a frame is its thread's own.
 *
 * <p>No thread-local, which would cost memory for each of any number of virtual threads. A thread that enters takes a free
 * frame of its bucket, found by its identity; with all of them taken (very many threads at once inside their appenders) it
 * gets a frame of its own for that time. A thread that is inside of nothing has no frame.
 */
final class CallFrames {

    private static final int BUCKET_FRAMES = 8;
    private static final int DEFAULT_BUCKETS = 32;

    private final int bucketMask;
    private final Frame[] frames;
    private final AtomicReferenceArray<Thread> owners;
    private final Map<Identity, Frame> overflow = new ConcurrentHashMap<>();
    private final AtomicInteger overflowing = new AtomicInteger();

    CallFrames() {
        this(DEFAULT_BUCKETS);
    }

    /** With so many buckets, a power of two. */
    CallFrames(int buckets) {
        bucketMask = buckets - 1;
        owners = new AtomicReferenceArray<>(buckets * BUCKET_FRAMES);
        frames = new Frame[buckets * BUCKET_FRAMES];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new Frame(i);
        }
    }

    private int bucket(Thread thread) {
        int hash = System.identityHashCode(thread);
        return ((hash ^ hash >>> 15) & bucketMask) * BUCKET_FRAMES;
    }

    /** Returns the calling thread's frame; null if it is inside of nothing. */
    @Nullable
    Frame find() {
        Thread caller = Thread.currentThread();
        int bucket = bucket(caller);
        for (int i = bucket; i < bucket + BUCKET_FRAMES; i++) {
            // only the caller writes itself into a slot, or out of it
            if (owners.getPlain(i) == caller) {
                return frames[i];
            }
        }
        return overflowing.get() == 0 ? null : overflow.get(new Identity(caller));
    }

    /** Returns the calling thread's frame, a new one if it has none. */
    Frame enter() {
        Frame found = find();
        if (found != null) {
            return found;
        }
        Thread caller = Thread.currentThread();
        int bucket = bucket(caller);
        for (int i = bucket; i < bucket + BUCKET_FRAMES; i++) {
            if (owners.getPlain(i) == null && owners.compareAndSet(i, null, caller)) {
                return frames[i];
            }
        }
        Frame own = new Frame(-1);
        overflowing.incrementAndGet();
        overflow.put(new Identity(caller), own);
        return own;
    }

    /** Gives the calling thread's frame back if the thread is inside of nothing any more. */
    void leave(Frame frame) {
        if (frame.event != null || frame.record != null) {
            return;
        }
        if (frame.slot >= 0) {
            owners.setRelease(frame.slot, null);
        } else if (overflow.remove(new Identity(Thread.currentThread())) != null) {
            overflowing.decrementAndGet();
        }
    }

    /** How many threads have a frame: for tests, as it is only exact while nothing moves. */
    int taken() {
        int taken = overflowing.get();
        for (int i = 0; i < owners.length(); i++) {
            taken += owners.get(i) == null ? 0 : 1;
        }
        return taken;
    }

    /** What one thread is inside of. Owned by that thread. */
    static final class Frame {
        private final int slot;

        /** The event of Log4j2 that is being handed to appenders; the same one at a parent is not another event. */
        @Nullable
        Object event;

        /** The record of JUL that is in {@code Logger.log}, with the logger. */
        @Nullable
        Object record;

        @Nullable
        Object logger;

        /** Whether the record has passed level and filter. */
        boolean passed;

        /** Whether a framework's event was made of the record. */
        boolean claimed;

        Frame(int slot) {
            this.slot = slot;
        }
    }

    /** A thread as a key: what a subclass of {@code Thread} says about its equality is not asked. */
    private static final class Identity {
        private final Thread thread;

        Identity(Thread thread) {
            this.thread = thread;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thread);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity && ((Identity) other).thread == thread;
        }
    }
}
