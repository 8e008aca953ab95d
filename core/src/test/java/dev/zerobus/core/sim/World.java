// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Virtual time, what is planned for when, and what went wrong first. */
final class World {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private static final int TRACED = 120;
    /** More happenings than this in one life mean that something runs hot. */
    private static final int MAX_HAPPENINGS = 400_000;

    private record Planned(long at, long order, Runnable action) {}

    final Random random;
    /** For what came later: a life that has none of it stays what it was. */
    final Random more;

    final boolean tracing;
    private final long epoch;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private final Deque<String> trace = new ArrayDeque<>();
    private long elapsed;
    private long order;
    private int happenings;
    private String violation;
    private boolean callerSleeps;

    World(long seed, boolean tracing) {
        this.random = new Random(seed);
        this.more = new Random(~seed);
        this.tracing = tracing;
        // times are compared by subtraction: some lives cross the overflow
        this.epoch = random.nextInt(4) == 0 ? Long.MAX_VALUE - 20 * SECOND : random.nextInt(1_000_000) * SECOND;
    }

    /** What {@code System.nanoTime()} would say. */
    long now() {
        return epoch + elapsed;
    }

    /** Since the beginning. */
    long elapsed() {
        return elapsed;
    }

    void after(long nanos, Runnable action) {
        planned.add(new Planned(elapsed + Math.max(0, nanos), order++, action));
    }

    /** Runs what is planned up to a time, which is then the present, or until something is wrong. */
    void runUntil(long elapsedLimit) {
        while (violation == null && !planned.isEmpty() && planned.peek().at <= elapsedLimit) {
            Planned next = planned.poll();
            elapsed = Math.max(elapsed, next.at);
            if (++happenings > MAX_HAPPENINGS) {
                violate("the client runs hot: " + MAX_HAPPENINGS + " happenings, the last at " + time());
                return;
            }
            next.action.run();
        }
        // also when something is wrong: whoever waits for the time must see it pass
        elapsed = Math.max(elapsed, elapsedLimit);
    }

    void runFor(long nanos) {
        runUntil(elapsed + nanos);
    }

    /** The world goes on while a caller sleeps, which must end in time: nobody else may hold everything up meanwhile. */
    void runWhileCallerSleeps(long nanos) {
        callerSleeps = true;
        runFor(nanos);
        callerSleeps = false;
    }

    boolean callerSleeps() {
        return callerSleeps;
    }

    /** Evenly from {@code min} to {@code max}. */
    long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min));
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** Only while {@link #tracing}: texts cost more than a life. */
    void trace(String what) {
        trace.add(time() + "  " + what);
        if (trace.size() > TRACED) {
            trace.removeFirst();
        }
    }

    /** Something is wrong; the first one counts. */
    void violate(String what) {
        if (violation == null) {
            violation = what + " (at " + time() + ")";
        }
    }

    void check(boolean right, Supplier<String> what) {
        if (!right) {
            violate(what.get());
        }
    }

    String violation() {
        return violation;
    }

    List<String> lastSteps() {
        return new ArrayList<>(trace);
    }

    private String time() {
        return String.format("%d.%06d s", elapsed / SECOND, elapsed % SECOND / 1_000);
    }
}
