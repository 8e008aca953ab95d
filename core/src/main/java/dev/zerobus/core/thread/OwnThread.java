// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

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
}
