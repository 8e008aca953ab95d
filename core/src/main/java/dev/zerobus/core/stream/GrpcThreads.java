// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.thread.OwnThread;
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
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("grpc-"));
        timer = new ScheduledThreadPoolExecutor(1, named("grpc-timer-"));
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
        return task -> OwnThread.of(task, prefix + number.incrementAndGet());
    }
}
