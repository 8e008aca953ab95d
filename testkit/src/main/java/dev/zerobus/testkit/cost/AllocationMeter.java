// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the bytes that one event allocates, on the thread that logs and on the one behind it, as the JVM itself counts them.
 * To be run with {@code -Xbatch}, so that what is to be compiled is compiled when it is time to. Owned by the thread that logs.
 *
 * <p>All ways of logging are warm before one is measured, as what the compiler makes of the framework depends on all of them;
 * they take turns, and the median of the rounds counts: a deoptimization may come in the middle of any one.
 */
public final class AllocationMeter {

    /** Events of a burst: what fits into every ring. */
    public static final int BURST = 2_000;

    private static final int LEAST_WARM_UP = 60;
    private static final int MOST_WARM_UP = 600;

    /** So many bursts with the same result: warm. */
    private static final int ALIKE = 10;

    private static final double ALIKE_BYTES = 1;
    private static final int ROUNDS = 15;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<AllocationSide> sides;

    /** Logs one event. */
    public interface Call {

        /**
         * Logs.
         *
         * @param side which way, counted from 0
         * @param number the event's number in its burst
         */
        void log(int side, int number);
    }

    /**
     * Makes a meter.
     *
     * @param sides the ways of logging
     */
    public AllocationMeter(AllocationSide... sides) {
        this.sides = List.of(sides);
    }

    /**
     * Measures a kind of event and prints {@code bytes <kind> <side> caller <number>}, and {@code behind} where there is such a
     * thread.
     *
     * @param kind one word
     * @param call logs it
     */
    public void measure(String kind, Call call) {
        warmUp(call);
        Map<Integer, double[][]> rounds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int side = 0; side < sides.size(); side++) {
                rounds.computeIfAbsent(side, any -> new double[2][ROUNDS]);
                double[] bytes = burst(side, call);
                rounds.get(side)[0][round] = bytes[0];
                rounds.get(side)[1][round] = bytes[1];
            }
        }
        rounds.forEach((side, bytes) -> {
            print(kind, sides.get(side).name(), "caller", bytes[0]);
            if (sides.get(side).behind() != null) {
                print(kind, sides.get(side).name(), "behind", bytes[1]);
            }
        });
    }

    private static void print(String kind, String side, String thread, double[] bytes) {
        Arrays.sort(bytes);
        System.out.printf(Locale.ROOT, "bytes %s %s %s %.3f%n", kind, side, thread, bytes[ROUNDS / 2]);
    }

    private void warmUp(Call call) {
        Deque<double[]> last = new ArrayDeque<>();
        for (int done = 0; done < MOST_WARM_UP && !(done >= LEAST_WARM_UP && alike(last)); done++) {
            double[] all = new double[2 * sides.size()];
            for (int side = 0; side < sides.size(); side++) {
                System.arraycopy(burst(side, call), 0, all, 2 * side, 2);
            }
            last.addLast(all);
            if (last.size() > ALIKE) {
                last.removeFirst();
            }
        }
    }

    private static boolean alike(Deque<double[]> last) {
        double[] first = last.getFirst();
        return last.stream().allMatch(one -> {
            boolean same = true;
            for (int i = 0; i < one.length; i++) {
                same &= Math.abs(one[i] - first[i]) < ALIKE_BYTES;
            }
            return same;
        });
    }

    @SuppressWarnings("deprecation") // threadId() came with Java 19
    private double[] burst(int side, Call call) {
        AllocationSide measured = sides.get(side);
        long caller = Thread.currentThread().getId();
        Thread behind = measured.behind();
        long behindBefore = behind == null ? 0 : THREADS.getThreadAllocatedBytes(behind.getId());
        long before = THREADS.getThreadAllocatedBytes(caller);
        for (int i = 0; i < BURST; i++) {
            call.log(side, i);
        }
        long after = THREADS.getThreadAllocatedBytes(caller);
        measured.settle().run();
        long behindAfter = behind == null ? 0 : THREADS.getThreadAllocatedBytes(behind.getId());
        return new double[] {(double) (after - before) / BURST, (double) (behindAfter - behindBefore) / BURST};
    }
}
