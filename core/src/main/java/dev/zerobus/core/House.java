// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.thread.OwnThread;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that may block: tokens and schemas are fetched on it. Started on first need, and gone again when there is
 * nothing to do for a while: an idle client has no thread for it. Safe from any thread.
 */
final class House implements Executor {

    /**
     * Far more than lanes ask for: each has at most one fetch of a schema under way, and one of a token for each attempt to
     * connect that did not wait for it to its end.
     */
    static final int MAX_TASKS = 1_024;

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor thread;

    House() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_TASKS),
                task -> OwnThread.of(task, "house"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task later.
     *
     * @throws RejectedExecutionException if the client is closed, or too many tasks wait
     */
    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Takes no more tasks. Does not wait: a fetch that hangs ends with its own timeout, on a daemon thread. */
    void close() {
        thread.shutdownNow();
    }
}
