// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.core.thread.QueueWorkers;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The application's side of a lane: puts events into the ring or refuses them by the overflow policy, and counts either.
 * Safe from any thread; takes no lock, wakes nobody, never throws; waits only under {@link OverflowPolicy#BLOCK}.
 */
final class Admission {

    private static final int DEBUG_HIGHEST = 8;
    private static final long FIRST_PARK_NANOS = 50_000;
    private static final long LONGEST_PARK_NANOS = 1_000_000;

    private final EventRing ring;
    private final LaneMetrics metrics;
    private final LongSupplier nanoClock;
    private final boolean mayBlock;
    private final long blockTimeoutNanos;
    private final long shedBelowBytes;
    /** Refusals for want of room: what the drain tells people about. */
    private final LongAdder refusedForRoom = new LongAdder();

    private volatile boolean closed;

    Admission(EventRing ring, LaneSettings settings, LaneMetrics metrics, LongSupplier nanoClock) {
        this.ring = ring;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.mayBlock = settings.overflow() == OverflowPolicy.BLOCK;
        this.blockTimeoutNanos = settings.blockTimeoutNanos();
        this.shedBelowBytes = mayBlock ? 0 : (long) settings.ringBytes() * settings.shedBelowPercent() / 100;
    }

    /**
     * Offers one event; {@code severity} is OpenTelemetry's number, 0 for none. {@code lead} is what the ring writes before
     * its bytes, 0 for nothing.
     */
    boolean offer(byte[] bytes, int offset, int length, int severity, int lead) {
        try {
            if (closed) {
                return refuse(DropReason.CLOSED);
            }
            if (length > ring.maxRecordBytes() - (lead == 0 ? 0 : EventRing.LEAD_BYTES)) {
                return refuse(DropReason.TOO_LARGE);
            }
            if (severity > 0 && severity <= DEBUG_HIGHEST && ring.freeBytes() < shedBelowBytes) {
                return refuseForRoom(DropReason.SHED);
            }
            if (ring.offer(bytes, offset, length, lead)) {
                metrics.accepted(length);
                return true;
            }
            return closed ? refuse(DropReason.CLOSED) : full(bytes, offset, length, lead);
        } catch (RuntimeException | Error e) {
            // The ring publishes what it claimed even then, as a record that readers skip.
            return refuse(DropReason.INTERNAL);
        }
    }

    /** How many events were refused because there was no room, or little. */
    long refusedForRoom() {
        return refusedForRoom.sum();
    }

    /** Refuses everything from now on. */
    void close() {
        closed = true;
        ring.close();
    }

    private boolean full(byte[] bytes, int offset, int length, int lead) {
        Thread caller = Thread.currentThread();
        if (!mayBlock || blockTimeoutNanos == 0 || isNotToWait(caller)) {
            return refuseForRoom(DropReason.RING_FULL);
        }
        boolean interrupted = false;
        try {
            long begin = nanoClock.getAsLong();
            long park = FIRST_PARK_NANOS;
            do {
                // a flag that is set would end every sleep at once
                interrupted |= isInterruptedWorker(caller) && Thread.interrupted();
                LockSupport.parkNanos(this, park);
                if (ring.offer(bytes, offset, length, lead)) {
                    metrics.accepted(length);
                    return true;
                }
                if (closed) {
                    return refuse(DropReason.CLOSED);
                }
                park = Math.min(LONGEST_PARK_NANOS, park * 2);
            } while (!isNotToWait(caller) && nanoClock.getAsLong() - begin < blockTimeoutNanos);
            if (interrupted || OwnThread.isCurrent()) {
                // it has waited in vain while others wait for it: what is left shall not take as long for each event
                QueueWorkers.forget(caller);
            }
            return refuseForRoom(DropReason.BLOCK_TIMEOUT);
        } finally {
            if (interrupted) {
                caller.interrupt();
            }
        }
    }

    /** None of our own threads waits, nor whoever is interrupted, but for those that hand over what is left in a queue. */
    private static boolean isNotToWait(Thread caller) {
        return (caller.isInterrupted() || OwnThread.isCurrent()) && !QueueWorkers.has(caller);
    }

    private static boolean isInterruptedWorker(Thread caller) {
        return caller.isInterrupted() && QueueWorkers.has(caller);
    }

    private boolean refuseForRoom(DropReason reason) {
        refusedForRoom.increment();
        return refuse(reason);
    }

    private boolean refuse(DropReason reason) {
        metrics.dropped(reason);
        return false;
    }
}
