// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import dev.zerobus.bench.caller.CallTimes;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes calls one after the other, or at a pace: so many at the start of each millisecond, on a schedule that does not wait for
 * a call that is late. Times some of them. The same for every client that {@code EndToEnd} compares. Owned by the thread that
 * makes the calls; {@link #measure} may be told by any.
 *
 * @param <X> what a call may throw
 */
public final class Producer<X extends Exception> {

    private static final long PACE_NANOS = 1_000_000;

    /** Without a pace, one row of so many is timed: reading the clock is not to be seen in the processor time. */
    private static final int ROWS_PER_TIME = 16;

    /** At a pace, every call is timed up to so many a second. */
    private static final double TIMES_PER_SECOND = 20_000;

    /** One call of a client. */
    public interface Call<X extends Exception> {

        /**
         * Makes it.
         *
         * @param number how many were made before
         * @throws X if the client refuses
         */
        void make(long number) throws X;
    }

    private final Call<X> call;
    private final double callsPerPace;
    private final int callsPerTime;
    private final long timedIntervalNanos;
    private final CallTimes times = new CallTimes();
    private volatile boolean measuring;
    private long calls;
    private int untimed;

    /**
     * A producer.
     *
     * @param call what it does
     * @param rowsPerCall how many rows one call hands over
     * @param rowsPerSecond the pace; 0 for as fast as the calls go
     */
    public Producer(Call<X> call, int rowsPerCall, double rowsPerSecond) {
        this.call = call;
        double callsPerSecond = rowsPerSecond / rowsPerCall;
        callsPerPace = callsPerSecond / 1e9 * PACE_NANOS;
        boolean paced = rowsPerSecond > 0;
        callsPerTime = Math.max(1, paced ? (int) (callsPerSecond / TIMES_PER_SECOND) : ROWS_PER_TIME / rowsPerCall);
        timedIntervalNanos = paced ? (long) (1e9 * callsPerTime / callsPerSecond) : 0;
    }

    /** From now on times are kept, or no longer. */
    public void measure(boolean on) {
        measuring = on;
    }

    /** How many calls have been made. */
    public long calls() {
        return calls;
    }

    /** What the calls took while it was measured; to be read when the thread has made its last one. */
    public CallTimes times() {
        return times;
    }

    /**
     * Makes calls as long as it is told to.
     *
     * @throws X if the client refuses one
     */
    public void run(BooleanSupplier goOn) throws X {
        if (callsPerPace > 0) {
            paced(goOn);
            return;
        }
        while (goOn.getAsBoolean()) {
            one();
        }
    }

    private void paced(BooleanSupplier goOn) throws X {
        long next = System.nanoTime();
        double due = 0;
        while (goOn.getAsBoolean()) {
            for (due += callsPerPace; due >= 1; due--) {
                one();
            }
            next += PACE_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Only one place calls: the compiler takes its decisions for a place, and the timed calls are to have the same ones. */
    private void one() throws X {
        boolean timed = ++untimed == callsPerTime;
        long from = 0;
        if (timed) {
            untimed = 0;
            from = System.nanoTime();
        }
        call.make(calls++);
        if (timed && measuring) {
            times.record(System.nanoTime() - from, timedIntervalNanos);
        }
    }
}
