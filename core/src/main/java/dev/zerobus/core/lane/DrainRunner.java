// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.thread.OwnThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The drain's thread: runs its steps, sleeps between them, and ends within the time that a close allows. Single-use.
 * {@link #run} is the drain thread; everything else is safe from any thread.
 */
final class DrainRunner implements Runnable {

    /** How long a close waits beyond its own deadline for a thread that is held up elsewhere. */
    static final long GRACE_NANOS = 500_000_000;

    /** What is waited at the deadline for producers that are in the middle of an offer. */
    private static final int LAST_LOOKS = 100;

    private final EventRing ring;
    private final boolean endsByItself;
    private final LongSupplier nanoClock;
    private final IdleStrategy idle;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();

    /** The thread while it sleeps. */
    private final AtomicReference<@Nullable Thread> asleep = new AtomicReference<>();

    private long lookedAtPosition; // published by asleep
    private long muchBytes; // published by asleep

    private volatile boolean awaitsStart;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Drain drain;
    private volatile @Nullable LaneReport report;
    private volatile boolean closing;
    private long closeDeadlineNanos; // published by closing
    private long closeNanos; // published by closing

    /** {@code endsByItself}: when there is nothing more to be done, nobody closes it. */
    DrainRunner(EventRing ring, long lingerNanos, boolean endsByItself, LongSupplier nanoClock) {
        this.ring = ring;
        this.idle = new IdleStrategy(ring.capacityBytes(), lingerNanos);
        this.endsByItself = endsByItself;
        this.nanoClock = nanoClock;
    }

    /** Starts the thread; the first time only. Nobody waits for whoever does it. If it can not start, it may be tried again. */
    void start(String threadName, Drain itsDrain) {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        try {
            drain = itsDrain;
            Thread created = OwnThread.of(this, threadName);
            thread = created;
            created.start();
        } catch (RuntimeException | Error e) {
            thread = null;
            started.set(false);
            throw e;
        }
    }

    /** Ends the drain's sleep. */
    void wake() {
        Thread sleeper = thread;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Whether who offers has to start the thread. */
    boolean awaitsStart() {
        return awaitsStart;
    }

    void awaitsStart(boolean whether) {
        awaitsStart = whether;
    }

    /**
     * Ends a sleep in which a quarter of the ring was taken, or half of what was free: a burst would fill it before the next
     * look. The one case in which who offers wakes the drain. What the ring had before, and the service does not take, keeps
     * nobody awake.
     */
    void nudge() {
        Thread sleeper = asleep.get();
        if (sleeper != null && muchIsNew() && asleep.compareAndSet(sleeper, null)) {
            LockSupport.unpark(sleeper);
        }
    }

    boolean sleeps() {
        return asleep.get() != null;
    }

    private boolean muchIsNew() {
        return EventRing.bytesBetween(lookedAtPosition, ring.claimedPosition()) >= muchBytes;
    }

    boolean isDrainThread() {
        return Thread.currentThread() == thread;
    }

    /** Begins the end, once; later times change nothing. */
    synchronized void close(long timeoutNanos) {
        if (!closing) {
            closeDeadlineNanos = nanoClock.getAsLong() + timeoutNanos;
            closeNanos = timeoutNanos;
            closing = true;
        }
        wake();
    }

    /** Waits for the end. Null if it did not come in time, or the caller was interrupted (its flag stays set). */
    @Nullable
    LaneReport await(long timeoutNanos) {
        try {
            if (!isDrainThread()) {
                ended.await(Math.max(0, timeoutNanos), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return report;
    }

    @Override
    public void run() {
        Drain work = drain;
        if (work == null) {
            return;
        }
        try {
            while (!ended(work)) {
                step(work);
            }
            awaitProducers();
            spillRest(work);
            LaneReport last = work.finish();
            report = last;
            work.tellEnded(last);
        } finally {
            ended.countDown();
        }
    }

    private void step(Drain work) {
        try {
            looks();
            sleep(work, work.runOnce(nanoClock.getAsLong()));
        } catch (RuntimeException | Error e) {
            // The drain catches its own errors; this one came while finding out how long to sleep.
            LockSupport.parkNanos(this, IdleStrategy.LONG_NANOS);
        }
    }

    private boolean ended(Drain work) {
        if (!closing) {
            return endsByItself && work.exhausted();
        }
        work.hurry();
        return work.exhausted() || nanoClock.getAsLong() - sendUntilNanos(work) >= 0;
    }

    /** The last of the time for closing is the disk's. */
    private long sendUntilNanos(Drain work) {
        return closeDeadlineNanos - work.diskNanos(closeNanos);
    }

    /** Also a close that has no time at all leaves some to the disk: what closing waits for a thread that is held up. */
    private void spillRest(Drain work) {
        long now = nanoClock.getAsLong();
        long until = Math.max(closeDeadlineNanos, now) + GRACE_NANOS / 2;
        while (!work.spillRest(now) && now - until < 0) {
            now = nanoClock.getAsLong();
        }
    }

    /** What is offered from now on is new. */
    void looks() {
        lookedAtPosition = ring.claimedPosition();
        long most = Math.min(ring.capacityBytes() / 4, ring.freeBytes() / 2);
        muchBytes = Math.max(ring.capacityBytes() / IdleStrategy.PART_BETWEEN_LOOKS, most);
    }

    private void sleep(Drain work, int done) {
        if (done > 0) {
            idle.worked();
        } else {
            long now = nanoClock.getAsLong();
            long latest = now + idle.nanosFrom(now, EventRing.bytesBetween(0, lookedAtPosition));
            long nanos = work.nextDeadlineNanos(latest) - now;
            sleep(closing ? Math.min(nanos, sendUntilNanos(work) - now) : nanos);
        }
        // Nobody has a reason to interrupt this thread, and a set flag would end every sleep at once.
        Thread.interrupted();
    }

    /** Sleeps, unless so much is offered that it can not wait. */
    void sleep(long nanos) {
        asleep.set(Thread.currentThread());
        // who offered before that has nudged nobody
        if (nanos > 0 && !muchIsNew()) {
            LockSupport.parkNanos(this, nanos);
        }
        asleep.set(null);
    }

    private void awaitProducers() {
        for (int look = 0; look < LAST_LOOKS && !ring.quiescent(); look++) {
            LockSupport.parkNanos(this, IdleStrategy.SHORT_NANOS / 2);
        }
    }
}
