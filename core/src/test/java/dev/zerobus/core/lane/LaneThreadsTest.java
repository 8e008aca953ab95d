// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.stream.ScriptedSession;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lane with its real threads, against a session in memory: flush, close, overflow, many producers. */
class LaneThreadsTest {

    private final AtomicReference<ScriptedSession> session = new AtomicReference<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sentRows = new AtomicLong();
    private LiveLane live;

    private LiveLane open(boolean acks, java.util.function.UnaryOperator<LaneSettings.Builder> settings) {
        live = new LiveLane(
                (table, listener, wakeup) -> {
                    session.set(new ScriptedSession(listener, wakeup).acksByItself(acks));
                    return new HookedSession(session.get(), () -> {}, (rows, records) -> {
                        requests.incrementAndGet();
                        sentRows.addAndGet(records);
                    });
                },
                settings);
        return live;
    }

    @AfterEach
    void close() {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void theDrainThreadIsADaemonOfItsOwn() {
        open(true, settings -> settings);
        Thread drain = drainThread();
        assertThat(drain.isDaemon()).isTrue();
        assertThat(drain.getContextClassLoader()).isNull();
        live.close(Duration.ofSeconds(5));
        LiveLane.await("the end of the thread", () -> !drain.isAlive());
    }

    private static Thread drainThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("zerobus-drain-orders"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEmptyFlushReturnsAtOnce() {
        open(false, settings -> settings);
        long begin = System.nanoTime();
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void flushWaitsUntilEverythingIsAckedAndDoesNotLinger() {
        open(true, settings -> settings.linger(Duration.ofSeconds(10)));
        live.emit(0, 100);
        long begin = System.nanoTime();
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(live.metrics.snapshot().acked()).isEqualTo(100);
    }

    @Test
    void flushReturnsFalseAtItsDeadline() {
        open(false, settings -> settings);
        live.emit(0, 1);
        long begin = System.nanoTime();
        assertThat(live.flush(Duration.ofMillis(80))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(80), Duration.ofSeconds(10));
    }

    @Test
    void flushDoesNotWaitForLaterEvents() {
        open(false, settings -> settings);
        live.emit(0, 10);
        LiveLane.await("the first rows sent", () -> sentRows.get() == 10);
        long first = requests.get();
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> result.complete(live.flush(Duration.ofMinutes(4))));
        caller.start();
        LiveLane.await("a waiting flush", () -> caller.getState() == Thread.State.TIMED_WAITING);
        live.emit(10, 500);
        LiveLane.await("the later rows sent", () -> sentRows.get() == 500);
        session.get().willAck(first - 1);
        assertThat(result.join()).isTrue();
        assertThat(live.metrics.snapshot().inFlight()).isEqualTo(490);
    }

    @Test
    void anInterruptedFlushReturnsAndKeepsTheFlag() throws Exception {
        open(false, settings -> settings);
        live.emit(0, 1);
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        CountDownLatch inside = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            inside.countDown();
            boolean flushed = live.flush(Duration.ofMinutes(4));
            kept.complete(!flushed && Thread.currentThread().isInterrupted());
        });
        caller.start();
        inside.await();
        caller.interrupt();
        assertThat(kept.get()).isTrue();
    }

    @Test
    void manyThreadsFlushAtOnce() {
        open(true, settings -> settings);
        List<CompletableFuture<Boolean>> flushes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long from = i * 100L;
            flushes.add(CompletableFuture.supplyAsync(() -> {
                live.emit(from, from + 100);
                return live.flush(Duration.ofSeconds(30));
            }));
        }
        assertThat(flushes).allMatch(CompletableFuture::join);
        assertThat(live.metrics.snapshot().acked()).isEqualTo(800);
    }

    @Test
    void closeDeliversEverythingAndRefusesWhatComesLater() {
        open(true, settings -> settings.linger(Duration.ofSeconds(10)));
        live.emit(0, 1000);
        LaneReport report = live.close(Duration.ofSeconds(30));
        assertThat(report.finished()).isTrue();
        assertThat(report.acked()).isEqualTo(1000);
        assertThat(report.remaining()).isZero();
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
        assertThat(live.emit(1)).isFalse();
        assertThat(live.metrics.snapshot().dropped()).containsEntry(DropReason.CLOSED, 1L);
        assertThat(live.flush(Duration.ofSeconds(30)))
                .as("everything is durable")
                .isTrue();
    }

    @Test
    void closeGivesUpAtItsDeadlineAndSaysWhatRemains() {
        open(false, settings -> settings);
        live.emit(0, 50);
        long begin = System.nanoTime();
        LaneReport report = live.close(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).isEqualTo(50);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
        long again = System.nanoTime();
        assertThat(live.flush(Duration.ofSeconds(30))).as("a flush after close").isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void closeWorksWhenItNeverConnected() {
        open(false, settings -> settings);
        session.get().opensByItself(false);
        live.emit(0, 5);
        assertThat(live.close(Duration.ofMillis(100)).remaining()).isEqualTo(5);
    }

    @Test
    void closeOfAnUntouchedLaneReturnsAtOnce() {
        open(false, settings -> settings);
        long begin = System.nanoTime();
        assertThat(live.close(Duration.ofSeconds(30)).finished()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aFlushThatWaitsIsLetGoByClose() {
        open(false, settings -> settings);
        live.emit(0, 5);
        CompletableFuture<Boolean> flush = CompletableFuture.supplyAsync(() -> live.flush(Duration.ofMinutes(4)));
        live.close(Duration.ofMillis(50));
        assertThat(flush.join()).isFalse();
    }

    @Test
    void racingClosesNeitherHangNorRunTwice() {
        open(true, settings -> settings);
        live.emit(0, 100);
        List<CompletableFuture<LaneReport>> closes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            closes.add(CompletableFuture.supplyAsync(() -> live.close(Duration.ofSeconds(20))));
        }
        LaneReport first = closes.get(0).join();
        assertThat(closes).allSatisfy(close -> assertThat(close.join()).isSameAs(first));
        assertThat(first.acked()).isEqualTo(100);
        assertThat(live.close(Duration.ZERO)).isSameAs(first);
    }

    @Test
    void aShorterCloseDoesNotWaitForALongerOne() {
        open(false, settings -> settings);
        live.emit(0, 5);
        CompletableFuture<LaneReport> patient = CompletableFuture.supplyAsync(() -> live.close(Duration.ofSeconds(4)));
        LiveLane.await("the first close", () -> !live.emit(9));
        LaneReport hasty = live.close(Duration.ofMillis(1));
        assertThat(hasty.finished() || !patient.isDone()).isTrue();
        session.get().willAck(0);
        session.get().acksByItself(true);
        assertThat(patient.join().finished()).isTrue();
    }

    @Test
    void closeWithConcurrentProducersLosesNothingThatWasAccepted() {
        open(true, settings -> settings.ringBytes(1 << 22));
        List<CompletableFuture<Long>> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            long from = p * 1_000_000L;
            producers.add(CompletableFuture.supplyAsync(() -> {
                long accepted = 0;
                while (live.emit(from + accepted)) {
                    accepted++;
                }
                return accepted;
            }));
        }
        LiveLane.await("some traffic", () -> live.metrics.snapshot().acked() > 500);
        LaneReport report = live.close(Duration.ofSeconds(30));
        long accepted = producers.stream().mapToLong(CompletableFuture::join).sum();
        // a producer also stops at a full ring; either way what it was told counts
        assertThat(report.accepted()).isEqualTo(accepted);
        assertThat(report.acked()).isEqualTo(accepted);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }

    @Test
    void fourProducersUnderRandomLossesLandInOrderAtLeastOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        open(
                true,
                settings -> settings.overflow(OverflowPolicy.BLOCK)
                        .blockTimeout(Duration.ofMinutes(1))
                        .linger(Duration.ofMillis(1))
                        .batchRecords(50));
        int each = 5_000;
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            long from = p * 1_000_000L;
            producers.add(CompletableFuture.runAsync(() -> live.emit(from, from + each)));
        }
        long losses = 0;
        while (!producers.stream().allMatch(CompletableFuture::isDone)) {
            long streams = live.metrics.snapshot().streamsOpened();
            if (streams > losses && live.metrics.snapshot().batchesSent() > 0) {
                session.get().willLose(LaneHarness.GONE);
                losses++;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(2_000_000));
        }
        producers.forEach(CompletableFuture::join);
        LaneReport report = live.close(Duration.ofSeconds(60));
        assertThat(report.acked()).as("seed " + seed + ", " + report).isEqualTo(4L * each);
        assertThat(losses).isPositive();
        assertLandedInOrder(session.get().sent(), 4, each);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }

    /** First occurrences: gap-free numbers in order, each producer's events in its order, the same number on a resend. */
    static void assertLandedInOrder(List<ScriptedSession.Sent> sent, int producers, int each) {
        Map<Long, Long> idOfSeq = new HashMap<>();
        long nextSeq = 0;
        long[] next = new long[producers];
        for (ScriptedSession.Sent request : sent) {
            for (Rows.Row row : Rows.parse(LaneHarness.TABLE, request.rows())) {
                if (row.seq() < nextSeq) {
                    assertThat(row.id()).isEqualTo(idOfSeq.get(row.seq()));
                    continue;
                }
                assertThat(row.seq()).isEqualTo(nextSeq++);
                idOfSeq.put(row.seq(), row.id());
                int producer = (int) (row.id() / 1_000_000);
                assertThat(row.id() % 1_000_000).isEqualTo(next[producer]++);
            }
        }
        assertThat(next).containsOnly(each);
    }

    @Test
    void aFullRingDropsAndCountsAndNothingAcceptedIsLost() {
        open(false, settings -> settings.ringBytes(1 << 16));
        long accepted = 0;
        long refused = 0;
        for (int i = 0; i < 2_000; i++) {
            if (live.emit(i)) {
                accepted++;
            } else {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(live.metrics.snapshot().dropped()).containsEntry(DropReason.RING_FULL, refused);
        LiveLane.await("everything sent", () -> live.metrics.snapshot().queued() == 0);
        session.get().acksByItself(true);
        session.get().willLose(LaneHarness.GONE);
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(Books.assertBalanced(live.metrics, live.lane).acked()).isEqualTo(accepted);
    }

    @Test
    void aFullRingIsSaidOnTheStatusChannel() {
        open(false, settings -> settings.ringBytes(1 << 16));
        for (int i = 0; i < 1_000; i++) {
            live.emit(i);
        }
        LiveLane.await(
                "a word about it",
                () -> live.said.stream().anyMatch(line -> line.startsWith("WARN") && line.contains("has no room")));
    }

    @Test
    void anInterruptOfTheDrainThreadChangesNothing() {
        open(true, settings -> settings);
        live.emit(0, 10);
        drainThread().interrupt();
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        live.emit(10, 20);
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(drainThread().isInterrupted()).isFalse();
    }

    @Test
    void fiveHundredThreadsGetAnAnswer() throws Exception {
        open(true, settings -> settings.ringBytes(1 << 24));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long id = i;
            Thread thread = new Thread(() -> live.emit(id));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(Books.assertBalanced(live.metrics, live.lane).acked()).isEqualTo(500);
    }

    @Test
    void anIdleLaneCostsNextToNothing() {
        open(true, settings -> settings);
        live.emit(0, 10);
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        long id = drainThread().getId();
        java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // let it compile and grow its sleeps
        LiveLane.await("a silence", quietFor(Duration.ofMillis(500)));
        long before = threads.getThreadCpuTime(id);
        long begin = System.nanoTime();
        LiveLane.await("two seconds", quietFor(Duration.ofSeconds(2)));
        double share = (double) (threads.getThreadCpuTime(id) - before) / (System.nanoTime() - begin);
        assertThat(share)
                .as("share of a core while idle; the mark is 0.001, measured alone")
                .isLessThan(0.01);
    }

    private static java.util.function.BooleanSupplier quietFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() - until > 0;
    }
}
