// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A thread of the client. Its class is the mark by which events that it raises are known as feedback: asking costs no
 * thread-local and no allocation, and works beside any number of virtual threads, which are never ours.
 *
 * <p>A daemon; takes over nothing of the thread that happens to start it: no context class loader (an application's loader
 * must not stay alive because of us) and no inheritable thread-locals.
 */
public final class OwnThread extends Thread {

    /** What the names of all of the client's threads begin with. */
    public static final String PREFIX = "zerobus-";

    /**
     * Makes a thread that takes over no rights of its creator either: up to Java 23 a thread holds on to the protection
     * domains of the whole stack on which it was made, and so to class loaders of the application.
     *
     * @param task what it runs
     * @param name its name, which {@link #PREFIX} goes before
     * @return the thread, not started
     */
    public static OwnThread of(Runnable task, String name) {
        return AccessController.doPrivileged(new Making(task, name));
    }

    /**
     * Makes a thread.
     *
     * @param task what it runs
     * @param name its name, which {@link #PREFIX} goes before
     */
    public OwnThread(Runnable task, String name) {
        super(null, task, PREFIX + name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }

    /**
     * Tells whether the calling thread is one of the client's.
     *
     * @return whether it is
     */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof OwnThread;
    }

    /** The stack seems to begin here. */
    private static final class Making implements PrivilegedAction<OwnThread> {
        private final Runnable task;
        private final String name;

        Making(Runnable task, String name) {
            this.task = task;
            this.name = name;
        }

        @Override
        public OwnThread run() {
            return new OwnThread(task, name);
        }
    }
}
