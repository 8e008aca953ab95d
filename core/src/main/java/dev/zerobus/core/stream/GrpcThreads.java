// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that gRPC runs on: one that reads each connection, one that writes while there is something to write, one for
 * timers. They end by themselves when idle, so nothing is left soon after the last stream is closed. Safe from any thread.
 */
final class GrpcThreads {

    private static final long IDLE_SECONDS = 1;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;

    GrpcThreads() {
        workers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("zerobus-grpc-"));
        timer = new ScheduledThreadPoolExecutor(1, named("zerobus-grpc-timer-"));
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    Executor workers() {
        return workers;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            // an application's class loader must not stay alive because of us
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
