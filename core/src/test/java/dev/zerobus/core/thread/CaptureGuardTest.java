// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CaptureGuardTest {

    private final CaptureGuard guard = new CaptureGuard(128);

    @Test
    void knowsWhoIsInside() {
        assertThat(guard.isInside()).isFalse();
        CaptureGuard.Place entered = guard.enter();
        assertThat(guard.isInside()).isTrue();
        entered.thread = null;
        assertThat(guard.isInside()).isFalse();
    }

    @Test
    void onlyTheOutermostOfNestedCallsLeaves() {
        CaptureGuard.Place outer = guard.enter();
        CaptureGuard.Place inner = guard.enter();
        assertThat(guard.isNested(inner)).isTrue();
        inner.thread = null;
        assertThat(guard.isInside()).isTrue();
        outer.thread = null;
        assertThat(guard.isInside()).isFalse();
    }

    @Test
    void saysNothingOfOtherThreads() throws InterruptedException {
        CaptureGuard.Place entered = guard.enter();
        AtomicInteger inside = new AtomicInteger();
        Thread other = new Thread(() -> inside.set(guard.isInside() ? 1 : 2));
        other.start();
        other.join();
        entered.thread = null;
        assertThat(inside).hasValue(2);
    }

    @Test
    void isRightWhenAllThreadsFallIntoOneBucket() throws Exception {
        holdAtOnce(new CaptureGuard(1), 64);
    }

    @Test
    void isRightWhenManyThreadsAreInsideAtOnce() throws Exception {
        holdAtOnce(guard, 300);
    }

    /** All threads are inside at the same time, each knows it of itself, and afterwards nobody is. */
    private static void holdAtOnce(CaptureGuard guard, int count) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(count);
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 5; round++) {
                    try {
                        count(wrong, guard.isInside());
                        CaptureGuard.Place entered = guard.enter();
                        barrier.await(30, TimeUnit.SECONDS);
                        count(wrong, !guard.isInside());
                        count(wrong, !guard.isNested(guard.enter()));
                        barrier.await(30, TimeUnit.SECONDS);
                        entered.thread = null;
                        count(wrong, guard.isInside());
                    } catch (Exception e) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(guard.inside()).isZero();
    }

    private static void count(AtomicInteger wrong, boolean isWrong) {
        if (isWrong) {
            wrong.incrementAndGet();
        }
    }

    @Test
    void neverMixesThreadsUpUnderContention() throws InterruptedException {
        CaptureGuard small = new CaptureGuard(2);
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 5_000; round++) {
                    CaptureGuard.Place entered = small.enter();
                    count(wrong, small.isNested(entered) || !small.isInside());
                    entered.thread = null;
                    count(wrong, small.isInside());
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(small.inside()).isZero();
    }

    @Test
    void aThreadThatOverridesItsIdentityIsToldApartAllTheSame() throws InterruptedException {
        CaptureGuard small = new CaptureGuard(1);
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(20);
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(new SameThread(() -> {
                CaptureGuard.Place entered = small.enter();
                count(wrong, small.isNested(entered));
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    wrong.incrementAndGet();
                }
                entered.thread = null;
            }));
        }
        threads.forEach(Thread::start);
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(small.inside()).isEqualTo(20);
        release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(small.inside()).isZero();
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 10_000; i++) {
                CaptureGuard.Place entered = guard.enter();
                guard.enter().thread = null;
                entered.thread = null;
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        assertThat(least).as("bytes for 10,000 times").isLessThan(1_000);
    }

    /** Says of each other that they are equal. */
    private static final class SameThread extends Thread {
        SameThread(Runnable task) {
            super(task);
        }

        @Override
        public long getId() {
            return 1;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SameThread;
        }
    }
}
