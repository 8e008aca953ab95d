// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows which threads are handling an event at this moment, so that an event which they raise meanwhile (a {@code toString}
 * that logs) is known as feedback. Safe from any thread.
 *
 * <p>No thread-local, which would cost memory for each of any number of virtual threads: a fixed table of places, in which a
 * thread looks at one bucket, found by its number. Entering is one compare-and-set, asking is a few reads.
 *
 * <p>Leaving is a store into a field, in the frame of the method that has entered, and no call. A call needs stack: a thread
 * that is at the end of its own could not leave, and all that it ever logs later would be taken for feedback.
 *
 * <pre>{@code
 * CaptureGuard.Place place = guard.enter();
 * try {
 *     // code of the application
 * } finally {
 *     place.thread = null;
 * }
 * }</pre>
 *
 * <pre>
 *   number of the thread --mask--&gt; bucket: | A | - | B | - |   4 places, 256 buckets
 *                                     all 4 taken by others --&gt; a list under a lock, looked at while it is not empty
 * </pre>
 */
public final class CaptureGuard {

    private static final int BUCKET_PLACES = 4;
    private static final int DEFAULT_BUCKETS = 256;
    private static final VarHandle THREAD;

    static {
        try {
            THREAD = MethodHandles.lookup().findVarHandle(Place.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final CaptureGuard SHARED = new CaptureGuard(DEFAULT_BUCKETS);
    private static final CaptureGuard FORMATTING = new CaptureGuard(DEFAULT_BUCKETS);

    /** What a thread gets that is inside already: leaving it changes nothing. */
    private final Place nested = new Place();

    private final int bucketMask;
    private final Place[] places;

    /** Of threads whose bucket was full; those of threads that have left go when somebody looks. Guarded by itself. */
    private final List<Place> overflow = new ArrayList<>();

    /** How many these are; written under the lock. */
    private volatile int overflowing;

    /** Where a thread is known to be inside. Written by the thread that has it; free while there is none in it. */
    public static final class Place {

        /**
         * Who is inside; set to null to leave, by the method that has entered and by nobody else. Without any order: no
         * thread learns from it but that the place is free.
         */
        public @Nullable Thread thread;

        private Place() {}
    }

    /** With so many buckets, a power of two. */
    CaptureGuard(int buckets) {
        bucketMask = buckets - 1;
        places = new Place[buckets * BUCKET_PLACES];
        for (int i = 0; i < places.length; i++) {
            places[i] = new Place();
        }
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
     * Returns the guard of messages that are formatted before an event is handled. What arguments log meanwhile is no feedback; but
     * of these events' own arguments one may log again, the same one even, so theirs are formatted where it is.
     *
     * @return always the same
     */
    public static CaptureGuard formatting() {
        return FORMATTING;
    }

    /**
     * Tells whether the calling thread is inside. Allocates nothing.
     *
     * @return whether it has entered and not left
     */
    public boolean isInside() {
        Thread caller = Thread.currentThread();
        return isIn(caller, bucket(caller));
    }

    private boolean isIn(Thread caller, int bucket) {
        for (int i = bucket; i < bucket + BUCKET_PLACES; i++) {
            // only the caller writes itself into a place, or out of it: it sees its own writes without any order
            if (places[i].thread == caller) {
                return true;
            }
        }
        return overflowing > 0 && overflows(caller);
    }

    /**
     * Enters.
     *
     * @return where the thread is now, and what it leaves by; of a thread that is inside already, nothing that matters
     */
    public Place enter() {
        Thread caller = Thread.currentThread();
        int bucket = bucket(caller);
        if (isIn(caller, bucket)) {
            return nested;
        }
        for (int i = bucket; i < bucket + BUCKET_PLACES; i++) {
            Place place = places[i];
            if (place.thread == null && THREAD.compareAndSet(place, null, caller)) {
                return place;
            }
        }
        synchronized (overflow) {
            forgetWhoLeft();
            Place place = new Place();
            place.thread = caller;
            overflow.add(place);
            overflowing = overflow.size();
            return place;
        }
    }

    /**
     * Tells what kind of place entering has given.
     *
     * @param place what {@link #enter} of this guard returned
     * @return whether the thread was inside already
     */
    public boolean isNested(Place place) {
        return place == nested;
    }

    /** How many threads are inside, for tests. */
    int inside() {
        int count = 0;
        for (Place place : places) {
            count += THREAD.getVolatile(place) == null ? 0 : 1;
        }
        synchronized (overflow) {
            forgetWhoLeft();
            return count + overflow.size();
        }
    }

    private boolean overflows(Thread caller) {
        synchronized (overflow) {
            forgetWhoLeft();
            for (Place place : overflow) {
                if (place.thread == caller) {
                    return true;
                }
            }
            return false;
        }
    }

    private void forgetWhoLeft() {
        overflow.removeIf(place -> place.thread == null);
        overflowing = overflow.size();
    }

    private int bucket(Thread thread) {
        return (ThreadNumbers.of(thread) & bucketMask) * BUCKET_PLACES;
    }
}
