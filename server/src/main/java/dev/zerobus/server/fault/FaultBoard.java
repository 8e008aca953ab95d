// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a server ask whether something shall go wrong now. Safe from any thread; its own lock guards what it and
 * its faults count. While there are no faults, {@link #quiet} is one volatile read.
 */
public final class FaultBoard {

    /** What has happened is kept up to this many; the oldest go first. */
    static final int MAX_FIRED = 10_000;

    // written under the lock
    private volatile List<InjectedFault> waiting = List.of();

    // under the lock
    private final List<InjectedFault> all = new ArrayList<>();
    private final Deque<FiredFault> fired = new ArrayDeque<>();
    private long lastId;
    private long lastNumber;

    /** Creates a board without faults. */
    public FaultBoard() {}

    /**
     * Tells whether no fault waits.
     *
     * @return whether nothing can go wrong on purpose
     */
    public boolean quiet() {
        return waiting.isEmpty();
    }

    /**
     * Asks whether something goes wrong. The first fault that waits for this happens, and is recorded.
     *
     * @param sighting what is seen
     * @return the fault that is to be done now, or null
     */
    public @Nullable InjectedFault meet(Sighting sighting) {
        if (quiet()) {
            return null;
        }
        synchronized (this) {
            for (InjectedFault fault : waiting) {
                if (fault.terms().meets(sighting) && fault.strikes()) {
                    record(fault, sighting);
                    return fault;
                }
            }
        }
        return null;
    }

    /**
     * Looks for a fault that waits for something, without making it happen.
     *
     * @param sighting what is seen
     * @return the fault, or null
     */
    public @Nullable InjectedFault waitingFor(Sighting sighting) {
        for (InjectedFault fault : waiting) {
            if (fault.terms().meets(sighting)) {
                return fault;
            }
        }
        return null;
    }

    /**
     * Makes a fault of {@link #waitingFor} happen.
     *
     * @param fault the fault
     * @param sighting to whom
     * @return whether it does; not if it lets this one pass, or is spent
     */
    public synchronized boolean strike(InjectedFault fault, Sighting sighting) {
        boolean strikes = fault.strikes();
        if (strikes) {
            record(fault, sighting);
        }
        return strikes;
    }

    private void record(InjectedFault fault, Sighting sighting) {
        Fault what = fault.fault();
        if (fired.size() == MAX_FIRED) {
            fired.removeFirst();
        }
        String table = sighting.table() == null ? null : sighting.table().fullName();
        fired.add(new FiredFault(
                ++lastNumber,
                fault.id(),
                what.place(),
                what.effect(),
                table,
                sighting.stream(),
                sighting.offset(),
                Instant.now()));
        if (fault.isSpent()) {
            stopWaiting(fault);
        }
        notifyAll();
    }

    synchronized InjectedFault add(Fault fault) {
        InjectedFault added = new InjectedFault(this, ++lastId, fault);
        all.add(added);
        if (fault.place() != FaultPlace.NOW) {
            List<InjectedFault> more = new ArrayList<>(waiting);
            more.add(added);
            waiting = List.copyOf(more);
        }
        return added;
    }

    /**
     * Records that a fault of {@link FaultPlace#NOW} has happened to somebody, however often.
     *
     * @param fault the fault
     * @param sighting to whom
     */
    public synchronized void happened(InjectedFault fault, Sighting sighting) {
        fault.happened();
        record(fault, sighting);
    }

    synchronized void remove(InjectedFault fault) {
        all.remove(fault);
        stopWaiting(fault);
    }

    private void stopWaiting(InjectedFault fault) {
        waiting = waiting.stream().filter(other -> other != fault).toList();
    }

    synchronized List<InjectedFault> all() {
        return List.copyOf(all);
    }

    synchronized List<FiredFault> fired() {
        return List.copyOf(fired);
    }
}
