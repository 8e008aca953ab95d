// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.concurrent.atomic.LongAdder;

/** Calls as fast as they return. One call of sixteen is timed. Owned by the cell's main thread. */
final class Saturation {

    /** Calls between two looks at the clock of the run; a power of two. */
    private static final int STRETCH = 256;

    private static final int TIMED = 16;

    private final Subject subject;
    private final int threads;
    private final LongAdder calls = new LongAdder();
    private volatile boolean running;

    Saturation(Subject subject, int threads) {
        this.subject = subject;
        this.threads = threads;
    }

    long calls() {
        return calls.sum();
    }

    CallTimes run(double seconds) throws Exception {
        running = true;
        Thread clock = new Thread(() -> end(seconds), "clock");
        clock.start();
        CallTimes times = CallerThreads.run(subject, threads, this::flat);
        clock.join();
        return times;
    }

    private void flat(int thread, CallTimes times) {
        int i = thread * 7_919;
        long bytes = 0;
        long done = 0;
        while (running) {
            subject.nextRequest(i >>> 8);
            long from = CallerThreads.allocatedBytes();
            for (int end = i + STRETCH; i != end; i++) {
                if ((i & (TIMED - 1)) == 0) {
                    long start = System.nanoTime();
                    subject.call(i);
                    times.record(System.nanoTime() - start, 0);
                } else {
                    subject.call(i);
                }
            }
            bytes += CallerThreads.allocatedBytes() - from;
            done += STRETCH;
            calls.add(STRETCH);
        }
        times.allocated(done, bytes);
    }

    private void end(double seconds) {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        try {
            while (System.nanoTime() < deadline && !subject.exhausted()) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
        }
    }
}
