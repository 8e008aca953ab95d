// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.core.thread.QueueWorkers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int RING = 1 << 16;
    private static final byte[] EVENT = new byte[200];

    private final CountingLaneMetrics metrics = new CountingLaneMetrics("lane", "a.b.c");
    private final EventRing ring = new EventRing(RING);

    private Admission admission(OverflowPolicy policy, Duration blockTimeout) {
        LaneSettings settings = LaneSettings.builder()
                .ringBytes(RING)
                .overflow(policy)
                .blockTimeout(blockTimeout)
                .build();
        return new Admission(ring, settings, metrics, System::nanoTime);
    }

    private static boolean offer(Admission admission) {
        return admission.offer(EVENT, 0, EVENT.length, 9, 0);
    }

    private void fill(Admission admission) {
        for (int i = 0; i < RING / 256; i++) {
            assertThat(offer(admission)).isTrue();
        }
    }

    private long dropped(DropReason reason) {
        return metrics.snapshot().dropped().get(reason);
    }

    @Test
    void dropsAndCountsWhenTheRingIsFull() {
        Admission admission = admission(OverflowPolicy.DROP, Duration.ZERO);
        fill(admission);
        assertThat(offer(admission)).isFalse();
        assertThat(offer(admission)).isFalse();
        assertThat(dropped(DropReason.RING_FULL)).isEqualTo(2);
        assertThat(metrics.snapshot().accepted()).isEqualTo(RING / 256);
    }

    @Test
    void shedsTraceAndDebugBelowAFifth() {
        Admission admission = admission(OverflowPolicy.DROP, Duration.ZERO);
        while (ring.freeBytes() >= RING / 5) {
            assertThat(admission.offer(EVENT, 0, EVENT.length, 5, 0)).isTrue();
        }
        assertThat(admission.offer(EVENT, 0, EVENT.length, 1, 0)).isFalse();
        assertThat(admission.offer(EVENT, 0, EVENT.length, 8, 0)).isFalse();
        assertThat(dropped(DropReason.SHED)).isEqualTo(2);
        assertThat(admission.offer(EVENT, 0, EVENT.length, 9, 0)).isTrue();
        assertThat(admission.offer(EVENT, 0, EVENT.length, 0, 0))
                .as("no severity")
                .isTrue();
    }

    @Test
    void refusesWhatIsTooLargeEvenWhenEmpty() {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        byte[] giant = new byte[ring.maxRecordBytes() + 1];
        assertThat(admission.offer(giant, 0, giant.length, 9, 0)).isFalse();
        assertThat(dropped(DropReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void refusesEverythingWhenClosed() {
        Admission admission = admission(OverflowPolicy.DROP, Duration.ZERO);
        admission.close();
        assertThat(offer(admission)).isFalse();
        assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void blocksAtMostAsLongAsConfigured() {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMillis(60));
        fill(admission);
        long begin = System.nanoTime();
        assertThat(offer(admission)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(60), Duration.ofSeconds(10));
        assertThat(dropped(DropReason.BLOCK_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void aBlockedCallerGetsTheRoomThatIsGivenBack() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        CompletableFuture<Boolean> blocked = onThread(Thread::new, () -> offer(admission));
        assertThat(ring.reader().next()).isTrue();
        ring.reader().release(ring.reader().position());
        assertThat(blocked.get()).isTrue();
    }

    @Test
    void aBlockedCallerIsLetGoWhenTheLaneCloses() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        CompletableFuture<Boolean> blocked = onThread(Thread::new, () -> offer(admission));
        admission.close();
        assertThat(blocked.get()).isFalse();
        assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void neverBlocksAnInterruptedCallerAndKeepsItsFlag() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        boolean flag = onThread(Thread::new, () -> {
                    Thread.currentThread().interrupt();
                    assertThat(offer(admission)).isFalse();
                    return Thread.currentThread().isInterrupted();
                })
                .get();
        assertThat(flag).isTrue();
        assertThat(dropped(DropReason.RING_FULL)).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            inside.countDown();
            boolean accepted = offer(admission);
            flag.complete(!accepted && Thread.currentThread().isInterrupted());
        });
        caller.start();
        inside.await();
        caller.interrupt();
        assertThat(flag.get()).isTrue();
    }

    @Test
    void aThreadThatHandsOverWhatIsQueuedWaitsAlthoughItIsInterrupted() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            QueueWorkers.add(Thread.currentThread());
            Thread.currentThread().interrupt();
            inside.countDown();
            boolean accepted = offer(admission);
            flag.complete(accepted && Thread.currentThread().isInterrupted());
        });
        worker.start();
        inside.await();
        // asleep although its flag was set, and again after an interrupt
        while (LockSupport.getBlocker(worker) != admission) {
            assertThat(flag).isNotDone();
            Thread.onSpinWait();
        }
        worker.interrupt();
        assertThat(ring.reader().next()).isTrue();
        ring.reader().release(ring.reader().position());
        assertThat(flag.get()).as("accepted, and the flag is as it was").isTrue();
    }

    @Test
    void aThreadThatHandsOverWhatIsQueuedWaitsInVainOnceOnlyWhenItIsInterrupted() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMillis(20));
        fill(admission);
        boolean flag = onThread(Thread::new, () -> {
                    QueueWorkers.add(Thread.currentThread());
                    Thread.currentThread().interrupt();
                    boolean any = offer(admission) || offer(admission) || offer(admission);
                    return !any && Thread.currentThread().isInterrupted();
                })
                .get();
        assertThat(flag).isTrue();
        assertThat(dropped(DropReason.BLOCK_TIMEOUT)).isEqualTo(1);
        assertThat(dropped(DropReason.RING_FULL)).isEqualTo(2);
    }

    @Test
    void neverBlocksTheClientsOwnThreads() throws Exception {
        Admission admission = admission(OverflowPolicy.BLOCK, Duration.ofMinutes(1));
        fill(admission);
        assertThat(onThread(task -> new OwnThread(task, "drain-x"), () -> offer(admission))
                        .get())
                .isFalse();
        assertThat(dropped(DropReason.RING_FULL)).isEqualTo(1);
    }

    private static CompletableFuture<Boolean> onThread(
            java.util.concurrent.ThreadFactory threads, java.util.function.BooleanSupplier task)
            throws ExecutionException {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread = threads.newThread(() -> {
            try {
                result.complete(task.getAsBoolean());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }
}
