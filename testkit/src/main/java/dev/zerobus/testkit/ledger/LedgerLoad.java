// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import dev.zerobus.api.Events;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that emit numbered events at a pace, each with a ledger, through {@link Events}: whatever listens gets them. Safe from any
 * thread; each ledger is owned by its worker.
 */
public final class LedgerLoad implements AutoCloseable {

    private static final long PACE_NANOS = 2_000_000;

    private final Path directory;
    private final double perPace;
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private volatile boolean stopping;

    private LedgerLoad(Path directory, int perSecond) {
        this.directory = directory;
        this.perPace = perSecond * (PACE_NANOS / 1e9);
    }

    /**
     * Starts workers.
     *
     * @param directory where ledgers are
     * @param name what the names of workers begin with; ledgers of that name go on at number {@code from}
     * @param from the first number of each worker
     * @param count how many workers
     * @param perSecond events a second and worker
     * @return the running load
     */
    public static LedgerLoad start(Path directory, String name, int from, int count, int perSecond) {
        LedgerLoad load = new LedgerLoad(directory, perSecond);
        for (int i = 0; i < count; i++) {
            String worker = name + i;
            load.workers.add(new Thread(() -> load.work(worker, from), "ledger-" + worker));
        }
        load.workers.forEach(Thread::start);
        return load;
    }

    private void work(String worker, int from) {
        try (LedgerWriter ledger = LedgerWriter.open(directory, worker)) {
            long next = System.nanoTime();
            double due = 0;
            for (long n = from; !stopping; ) {
                for (due += perPace; due >= 1; due--, n++) {
                    emit(ledger, worker, n);
                }
                next += PACE_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException | RuntimeException | Error e) {
            broken.compareAndSet(null, e);
        }
    }

    private void emit(LedgerWriter ledger, String worker, long n) throws IOException {
        begun.incrementAndGet();
        ledger.emit(
                n,
                () -> Events.event("tick")
                        .put("worker", worker)
                        .put("n", n)
                        .put("payload", LedgerCheck.payload(worker, n))
                        .emit());
    }

    /**
     * Counts events.
     *
     * @return how many were emitted, accepted or not
     */
    public long begun() {
        return begun.get();
    }

    /** Ends all workers; their ledgers are complete when this returns. */
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable why = broken.get();
        if (why != null) {
            throw new IllegalStateException("a worker could not go on", why);
        }
    }
}
