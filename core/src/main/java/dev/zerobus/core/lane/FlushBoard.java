// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where callers of flush wait for the ring's room to be given back up to a position. Waiting is for any thread; {@link
 * #released} and {@link #finished} belong to the drain thread, which takes the lock only while somebody waits.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // waiters is written under the lock only
final class FlushBoard {

    private final LongSupplier nanoClock;
    private final Runnable wakeup;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /** The highest position that anybody waits or waited for: the drain lets nothing before it linger. */
    private final AtomicLong target = new AtomicLong(Long.MIN_VALUE);

    // Volatile on both sides: a waiter raises waiters, then looks at released; the drain sets released, then looks at
    // waiters.
    private volatile int waiters;
    private volatile long released;
    private volatile boolean finished;

    FlushBoard(LongSupplier nanoClock, Runnable wakeup) {
        this.nanoClock = nanoClock;
        this.wakeup = wakeup;
    }

    /** Drain thread: whether something before the position must go out at once. */
    boolean wants(long startPosition) {
        return target.get() > startPosition;
    }

    /** Drain thread: room is given back up to here. */
    void released(long position) {
        if (position != released) {
            released = position;
            signal();
        }
    }

    /** Drain thread: nothing will be released any more. */
    void finished() {
        finished = true;
        signal();
    }

    /**
     * Waits.
     *
     * @return whether the room up to the position was given back; false at the deadline, when the lane has ended before,
     *     or when the caller was interrupted (its flag stays set)
     */
    boolean await(long position, long deadlineNanos) {
        if (released >= position) {
            return true;
        }
        target.accumulateAndGet(position, Math::max);
        wakeup.run();
        lock.lock();
        try {
            waiters++;
            return awaitLocked(position, deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return released >= position;
        } finally {
            waiters--;
            lock.unlock();
        }
    }

    private boolean awaitLocked(long position, long deadlineNanos) throws InterruptedException {
        while (released < position && !finished) {
            long left = deadlineNanos - nanoClock.getAsLong();
            if (left <= 0) {
                return false;
            }
            moved.awaitNanos(left);
        }
        return released >= position;
    }

    private void signal() {
        if (waiters > 0) {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
