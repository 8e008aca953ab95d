// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.thread.OwnThread;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Delivers when the process ends, also where nobody stops Log4j (its hook is disabled, and the application's code does not
 * do it either). It does not close before: hooks run beside each other in no order, and others still log, or hand over what is in
 * the queues of asynchronous loggers. It goes on until nothing new comes, or the time is over: then it closes the client at
 * once, which says what remains. Safe from any thread.
 */
final class FlushAtExit {

    /** How long nothing has to come before this ends. */
    private static final long QUIET_NANOS = 50_000_000;

    private final ZerobusClient client;
    private final Duration timeout;
    private volatile boolean removed;
    private @Nullable Thread hook;

    FlushAtExit(ZerobusClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    synchronized void add() {
        Thread thread = OwnThread.of(this::run, "log4j2-exit");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
            hook = thread;
        } catch (IllegalStateException | SecurityException e) {
            // the process is ending already, or it is not allowed: then stopping Log4j is what delivers
        }
    }

    /** Called when the client is about to be closed, which delivers as well. */
    synchronized void remove() {
        removed = true;
        Thread thread = hook;
        hook = null;
        if (thread == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException | SecurityException e) {
            // the process is ending: the hook sees that it is not needed
        }
    }

    void run() {
        long deadline = System.nanoTime() + timeout.toNanos();
        long seen;
        boolean delivered;
        do {
            seen = client.snapshot().accepted();
            delivered = client.flush(Math.max(0, deadline - System.nanoTime()));
            LockSupport.parkNanos(QUIET_NANOS);
        } while (!removed && client.snapshot().accepted() != seen && deadline - System.nanoTime() > 0);
        if (!delivered && !removed) {
            client.close(Duration.ZERO);
        }
    }
}
