// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

/**
 * A number for each thread, to spread threads over slots: always the same for the same thread, mostly another one for another
 * thread. Stateless; allocates nothing and runs no code of the application.
 *
 * <p>The identity hash alone would do, but a thread that somebody joins has an inflated lock, and then that hash is a call into
 * the JVM, of some fifty nanoseconds on JDK 17. The id is a field; but an application's subclass may have overridden its
 * getter, so it is only asked of the JDK's own classes of threads.
 */
public final class ThreadNumbers {

    private static final Module BASE = Thread.class.getModule();

    private ThreadNumbers() {}

    /**
     * Returns a thread's number.
     *
     * @param thread any thread
     * @return any number, of which the lowest bits differ most
     */
    public static int of(Thread thread) {
        Class<?> type = thread.getClass();
        if (type == Thread.class || type.getModule() == BASE) {
            // one after the other: neighbours in time get slots of their own
            long id = thread.getId();
            return (int) (id ^ (id >>> 16));
        }
        int hash = System.identityHashCode(thread);
        return hash ^ (hash >>> 16);
    }
}
