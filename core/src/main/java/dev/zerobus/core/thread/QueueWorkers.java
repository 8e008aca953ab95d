// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Threads that hand over what was queued, and so wait for room where others of their kind do not: that of a logging framework's
 * queue, which whoever stops the queue interrupts, lest it waits for more, and which is to hand over what is left all the same;
 * and ours that hands over what came before the client was there. A thread that has ended is forgotten. Safe from any thread.
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
