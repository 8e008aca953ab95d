// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fault that a server has been told of. Safe from any thread; its counters are guarded by the board's lock. */
public final class InjectedFault implements AutoCloseable {

    private final FaultBoard board;
    private final long id;
    private final Fault fault;
    private final FaultTerms terms;

    // under the board's lock
    private int passed;
    private int fired;
    private boolean cleared;
    private final List<Runnable> releases = new ArrayList<>();

    InjectedFault(FaultBoard board, long id, Fault fault) {
        this.board = board;
        this.id = id;
        this.fault = fault;
        this.terms = fault.terms();
    }

    /**
     * Returns its number on this server.
     *
     * @return counts from 1
     */
    public long id() {
        return id;
    }

    /**
     * Returns what was asked for.
     *
     * @return the fault
     */
    public Fault fault() {
        return fault;
    }

    /**
     * Returns what it says, for the parts of the server.
     *
     * @return its terms
     */
    public FaultTerms terms() {
        return terms;
    }

    /**
     * Returns how often it has happened.
     *
     * @return times
     */
    public int fired() {
        synchronized (board) {
            return fired;
        }
    }

    /**
     * Waits until it has happened.
     *
     * @param times how often at least
     * @param timeout how long to wait at most
     * @return whether it has
     * @throws InterruptedException if this thread is interrupted
     */
    public boolean awaitFired(int times, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (board) {
            for (long left = timeout.toNanos(); fired < times && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(board, left);
            }
            return fired >= times;
        }
    }

    /** Ends it: it happens no more, and what it holds goes on. Can be called again. */
    public void clear() {
        board.remove(this);
        List<Runnable> held;
        synchronized (board) {
            cleared = true;
            held = List.copyOf(releases);
            releases.clear();
        }
        held.forEach(Runnable::run);
    }

    /** Is {@link #clear}, for {@code try}. */
    @Override
    public void close() {
        clear();
    }

    /**
     * Runs a task when this is cleared.
     *
     * @param task run by the thread that clears, or at once if that has happened; must not block
     */
    public void whenCleared(Runnable task) {
        synchronized (board) {
            if (!cleared) {
                releases.add(task);
                return;
            }
        }
        task.run();
    }

    /** Counts a sighting that it waits for. The caller holds the board's lock. */
    boolean strikes() {
        if (cleared || isSpent() || passed++ < terms.after()) {
            return false;
        }
        fired++;
        return true;
    }

    /** Counts what {@link FaultPlace#NOW} has done. The caller holds the board's lock. */
    void happened() {
        fired++;
    }

    boolean isSpent() {
        return fired >= terms.times();
    }

    @Override
    public String toString() {
        return "fault " + id + " " + fault + " fired " + fired() + " times";
    }
}
