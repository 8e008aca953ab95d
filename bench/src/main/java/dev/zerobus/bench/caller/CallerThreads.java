// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that make calls, named as those of a web server. Owned by the cell's main thread. */
final class CallerThreads {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CallerThreads() {}

    /** One thread's calls. */
    interface Body {
        void run(int thread, CallTimes times) throws Exception;
    }

    /** What the calling thread has allocated since its start, to the byte. */
    static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Runs a body on so many threads, which begin together; returns the sum when all have ended. */
    static CallTimes run(Subject subject, int count, Body body) throws Exception {
        CountDownLatch start = new CountDownLatch(count);
        AtomicReference<Throwable> broken = new AtomicReference<>();
        List<CallTimes> times = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            CallTimes own = new CallTimes();
            times.add(own);
            threads.add(new Thread(
                    () -> {
                        try {
                            subject.enterThread();
                            start.countDown();
                            start.await();
                            long before = THREADS.getCurrentThreadCpuTime();
                            body.run(number, own);
                            own.cpu(THREADS.getCurrentThreadCpuTime() - before);
                        } catch (Exception | Error e) {
                            broken.compareAndSet(null, e);
                        }
                    },
                    "http-nio-8080-exec-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable thrown = broken.get();
        if (thrown != null) {
            throw new IllegalStateException("a calling thread has failed: " + thrown, thrown);
        }
        CallTimes sum = new CallTimes();
        times.forEach(sum::add);
        return sum;
    }
}
