// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadNumbersTest {

    @Test
    void givesNeighboursDifferentNumbers() {
        Set<Integer> low = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            low.add(ThreadNumbers.of(new Thread(() -> {})) & 1023);
        }
        assertThat(low).hasSizeGreaterThan(60);
    }

    @Test
    void staysTheSameWhileSomebodyJoins() throws InterruptedException {
        int[] numbers = new int[2];
        Thread joined = new Thread(() -> {
            numbers[0] = ThreadNumbers.of(Thread.currentThread());
            synchronized (Thread.currentThread()) {
                numbers[1] = ThreadNumbers.of(Thread.currentThread());
            }
        });
        joined.start();
        joined.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(numbers[0]).isEqualTo(numbers[1]).isEqualTo(ThreadNumbers.of(joined));
    }

    @Test
    @SuppressWarnings("deprecation")
    void asksNoSubclassOfTheApplications() {
        Thread overridden = new Thread(() -> {}) {
            @Override
            public long getId() {
                throw new AssertionError("asked");
            }
        };
        assertThat(ThreadNumbers.of(overridden)).isEqualTo(ThreadNumbers.of(overridden));
    }

    @Test
    void numbersThreadsOfPoolsToo() throws Exception {
        int number = ForkJoinPool.commonPool()
                .submit(() -> ThreadNumbers.of(Thread.currentThread()))
                .get(20, TimeUnit.SECONDS);
        assertThat(number).isNotZero();
    }
}
