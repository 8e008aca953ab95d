// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Lets ten thousand virtual threads log, and prints what that did to their carriers and to the heap. Owned by the main thread
 * of a JVM of its own, which has virtual threads.
 *
 * <pre>
 *   pinned &lt;side&gt; &lt;number&gt;           stacks of ours that kept a virtual thread on its carrier; shown on standard error
 *   waited &lt;side&gt; &lt;number&gt;           threads seen waiting for room inside of a log call
 *   heap &lt;side&gt; &lt;number&gt;             bytes for each thread that has logged and lives, but for its stack
 *   objects &lt;side&gt; alive &lt;number&gt;    objects of ours that there are more of while they live
 *   objects &lt;side&gt; ended &lt;number&gt;    and after they have ended
 * </pre>
 */
public final class VirtualThreadMeter {

    /** How many. */
    public static final int THREADS = 10_000;

    /** Events of each thread while pinning is watched. */
    public static final int EVENTS = 3;

    private static final int TURNS = 3;

    private static final ThreadLocal<byte[]> PLANTED = new ThreadLocal<>();
    private static final String WAITING_IN = "dev.zerobus.core.lane.Admission";

    private final Class<?> program;
    private final Runnable settle;

    /**
     * Makes a meter.
     *
     * @param program the program that is run: its frames are not ours
     * @param settle waits until nothing of what was logged is under way
     */
    public VirtualThreadMeter(Class<?> program, Runnable settle) {
        this.program = program;
        this.settle = settle;
    }

    /**
     * Tells whether this JVM has virtual threads.
     *
     * @return whether it has
     */
    public static boolean there() {
        return Runtime.version().feature() >= 21;
    }

    /**
     * Lets each thread log a few events, with pauses in between, and counts how often a stack of ours kept one on its carrier.
     *
     * @param side one word
     * @param log logs one event
     */
    public void pinning(String side, IntConsumer log) throws Exception {
        PinWatch watch = new PinWatch(program);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(start(() -> {
                for (int event = 0; event < EVENTS; event++) {
                    log.accept(number);
                    LockSupport.parkNanos(1);
                }
            }));
        }
        int waited = 0;
        for (Thread thread : threads) {
            waited += isWaiting(thread) ? 1 : 0;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        settle.run();
        List<String> stacks = watch.stop();
        stacks.forEach(stack -> System.err.println("pinned " + side + " " + stack));
        print("pinned " + side, stacks.size());
        print("waited " + side, waited);
    }

    private static boolean isWaiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(WAITING_IN)) {
                return true;
            }
        }
        return false;
    }

    /** Pins one thread on purpose, under a frame of ours, and prints what was seen of it as {@code pinned control}. */
    public void pinOne() throws Exception {
        PinWatch watch = new PinWatch(program);
        start(() -> {
                    if (PinWatch.Pinned.SINCE == 0) {
                        throw new AssertionError("it has a value");
                    }
                })
                .join();
        print("pinned control", watch.stop().size());
    }

    /**
     * Compares {@code nobody}, {@code zerobus}, and as {@code control} nobody with 64 bytes for each thread that we keep on purpose.
     * What else the JVM keeps or lets go meanwhile is as much as that now and then: so each has several turns, and its medians count.
     *
     * @param nobody logs one event to nobody
     * @param zerobus logs one event to our appender
     */
    public void memory(IntConsumer nobody, IntConsumer zerobus) throws Exception {
        IntConsumer control = number -> {
            nobody.accept(number);
            PLANTED.set(new byte[48]);
        };
        Map<String, List<Double>> turns = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            memory("control", control, turns);
            memory("nobody", nobody, turns);
            memory("zerobus", zerobus, turns);
        }
        turns.forEach((what, numbers) -> {
            Collections.sort(numbers);
            print(what, numbers.get(TURNS / 2));
        });
    }

    /** Lets each thread log one event and live on, and compares the heap before, meanwhile and afterwards. */
    private void memory(String side, IntConsumer log, Map<String, List<Double>> turns) throws Exception {
        // what is made once and kept is there before
        live(log, () -> {});
        HeapCensus before = census(log);
        HeapCensus[] living = new HeapCensus[1];
        live(log, () -> living[0] = census(log));
        HeapCensus alive = living[0];
        HeapCensus ended = census(log);
        add(turns, "heap " + side, (double) (alive.bytes() - before.bytes()) / THREADS);
        add(turns, "objects " + side + " alive", objects(side + " alive", alive, before));
        add(turns, "objects " + side + " ended", objects(side + " ended", ended, before));
    }

    /** One more event first: with each, what those have left that are gone is looked at and let go. */
    private HeapCensus census(IntConsumer log) {
        settle.run();
        log.accept(0);
        settle.run();
        return HeapCensus.take();
    }

    private static void add(Map<String, List<Double>> turns, String what, double number) {
        turns.computeIfAbsent(what, each -> new ArrayList<>()).add(number);
    }

    private static double objects(String what, HeapCensus later, HeapCensus before) {
        Map<String, Long> more = later.moreThan(before);
        System.err.println("objects " + what + " " + more);
        return more.values().stream().mapToDouble(Long::doubleValue).sum();
    }

    /** Threads that have logged, and live until something is done. */
    private static void live(IntConsumer log, Runnable meanwhile) throws Exception {
        CountDownLatch logged = new CountDownLatch(THREADS);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(start(() -> {
                log.accept(number);
                logged.countDown();
                while (end.getCount() > 0) {
                    LockSupport.park();
                }
            }));
        }
        logged.await();
        meanwhile.run();
        end.countDown();
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.join();
        }
    }

    private static void print(String what, double number) {
        System.out.printf(Locale.ROOT, "%s %.1f%n", what, number);
    }

    /** Compiled for 17, which has no such method. */
    private static Thread start(Runnable task) {
        try {
            Method method = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) method.invoke(null, task);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads in Java " + Runtime.version(), e);
        }
    }
}
