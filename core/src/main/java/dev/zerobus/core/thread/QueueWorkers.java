// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Threads on which a logging framework hands over what it has queued. Whoever stops such a queue interrupts its thread, lest
 * that waits for more, and expects it to hand over what is left: its interrupt is no wish that it should wait no longer.
 * Known by what an appender has seen; a thread that has ended is forgotten. Safe from any thread.
 */
public final class QueueWorkers {

    private static final Set<Thread> WORKERS = Collections.newSetFromMap(new WeakHashMap<>());

    private QueueWorkers() {}

    /**
     * Notes that a thread is one of a queue.
     *
     * @param worker the thread
     */
    public static void add(Thread worker) {
        synchronized (WORKERS) {
            WORKERS.add(worker);
        }
    }

    /**
     * Forgets a thread: from now on it is like any other.
     *
     * @param worker the thread
     */
    public static void forget(Thread worker) {
        synchronized (WORKERS) {
            WORKERS.remove(worker);
        }
    }

    /**
     * Tells whether a thread was noted.
     *
     * @param thread any thread
     * @return whether it hands over what a framework has queued
     */
    public static boolean has(Thread thread) {
        synchronized (WORKERS) {
            return WORKERS.contains(thread);
        }
    }
}
