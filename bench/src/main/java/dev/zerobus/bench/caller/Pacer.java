// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls at a fixed pace: the schedule does not wait for a call that is late. While there is a core for each thread and one
 * more, a thread spins until its next call is due, because a sleep errs by more than a call takes; otherwise it sleeps.
 */
final class Pacer {

    /** Every so many calls another request begins. */
    private static final int CALLS_PER_REQUEST = 10;

    private final Subject subject;
    private final int threads;
    private final long intervalNanos;
    private final boolean throwing;
    private final boolean spin;

    /**
     * A pacer for one cell.
     *
     * @param perSecond calls of each thread
     * @param throwing whether each call has a new exception, made before its time begins
     */
    Pacer(Subject subject, int threads, int perSecond, boolean throwing) {
        this.subject = subject;
        this.threads = threads;
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.throwing = throwing;
        this.spin = threads < Runtime.getRuntime().availableProcessors();
    }

    /** Calls for so many seconds, taking either times or bytes, so that neither is in the other. */
    CallTimes run(double seconds, boolean bytes) throws Exception {
        int calls = (int) (seconds * 1e9 / intervalNanos);
        return CallerThreads.run(subject, threads, (thread, times) -> {
            if (bytes) {
                count(thread, calls, times);
            } else {
                time(thread, calls, times);
            }
        });
    }

    /** How many calls all threads together make in so many seconds. */
    long calls(double seconds) {
        return threads * (long) (seconds * 1e9 / intervalNanos);
    }

    private void time(int thread, int calls, CallTimes times) {
        Failures failures = new Failures();
        long due = firstDue(thread);
        for (int i = 0; i < calls; i++, due += intervalNanos) {
            Exception thrown = before(i, failures);
            await(due);
            long from = System.nanoTime();
            call(i, thrown);
            times.record(System.nanoTime() - from, intervalNanos);
        }
    }

    private void count(int thread, int calls, CallTimes times) {
        Failures failures = new Failures();
        long bytes = 0;
        long due = firstDue(thread);
        for (int i = 0; i < calls; i++, due += intervalNanos) {
            Exception thrown = before(i, failures);
            await(due);
            long from = CallerThreads.allocatedBytes();
            call(i, thrown);
            bytes += CallerThreads.allocatedBytes() - from;
        }
        times.allocated(calls, bytes);
    }

    private long firstDue(int thread) {
        return System.nanoTime() + 1_000_000 + thread * intervalNanos / threads;
    }

    private @Nullable Exception before(int i, Failures failures) {
        if (i % CALLS_PER_REQUEST == 0) {
            subject.nextRequest(i);
        }
        return throwing ? failures.next() : null;
    }

    private void call(int i, @Nullable Exception thrown) {
        if (thrown == null) {
            subject.call(i);
        } else {
            subject.call(i, thrown);
        }
    }

    private void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (spin) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(left);
            }
        }
    }
}
