// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zerobus.api.Events;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.metrics.DropReason;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at one client, and what an event costs the thread that raises it. */
class ClientThreadsTest {

    @TempDir
    Path dir;

    private ScriptedWorkspace workspace;

    @BeforeEach
    void serve() {
        workspace = new ScriptedWorkspace(dir);
    }

    @AfterEach
    void end() {
        workspace.close();
    }

    @Test
    void everyEventIsDurableOrCountedWhenManyThreadsEmitAndCloseAtOnce() throws Exception {
        ZerobusClient client = workspace.start(
                workspace.config().lane("orders", "shop.s.orders", "order_*").set("table", "shop.s.rest"));
        AtomicLong accepted = new AtomicLong();
        CountDownLatch warm = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        AtomicLong offered = new AtomicLong();
        AtomicBoolean closed = new AtomicBoolean();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0, after = 0; i < 20_000 || after < 1_000; i++) {
                    after += closed.get() ? 1 : 0;
                    offered.incrementAndGet();
                    EventDraft draft = client.begin(i % 2 == 0 ? "order_placed" : "other");
                    if (draft != null && draft.emit()) {
                        accepted.incrementAndGet();
                    }
                    if (i == 1_000) {
                        warm.countDown();
                    }
                }
            }));
        }
        List<CloseReport> reports = Collections.synchronizedList(new ArrayList<>());
        List<Thread> closers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            closers.add(new Thread(() -> {
                reports.add(client.close(LONG));
                closed.set(true);
            }));
        }
        threads.forEach(Thread::start);
        assertThat(warm.await(60, TimeUnit.SECONDS)).isTrue();
        closers.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Thread closer : closers) {
            closer.join();
        }
        ClientSnapshot end = client.snapshot();
        assertThat(end.accepted()).isEqualTo(accepted.get());
        assertThat(end.acked()).isEqualTo(accepted.get());
        assertThat(end.balances()).as(end.toString()).isTrue();
        assertThat(end.accepted() + end.dropped()).isEqualTo(offered.get());
        assertThat(end.droppedBeforeLanes().get(DropReason.CLOSED)).isPositive();
        assertThat(reports)
                .hasSize(4)
                .allSatisfy(report -> assertThat(report.remaining()).isZero());
        assertThat(workspace.rows("shop.s.orders").size()
                        + workspace.rows("shop.s.rest").size())
                .isEqualTo((int) accepted.get());
    }

    @Test
    void anEventOfPrimitivesAllocatesNothingOnTheWayThroughTheClient() {
        ZerobusClient client = workspace.start(workspace
                .config()
                .lane("orders", "shop.s.orders", "order_*")
                .set("table", "shop.s.rest")
                .set("service.name", "till"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 60 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 1_000; i++) {
                EventDraft draft = client.begin("order_placed");
                draft.put("order_id", i);
                draft.put("amount", i / 2.0);
                draft.put("note", "short");
                draft.emit();
            }
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            client.flush(LONG);
        }
        client.close();
        assertThat(least).as("bytes for 1,000 events").isLessThan(1_000);
    }

    @Test
    void closingManyBrokenLanesTakesTheTimeOfOne() {
        workspace.server.stop();
        var config = workspace.config();
        for (int i = 0; i < 8; i++) {
            config.lane("lane" + i, "shop.s.table" + i, "event" + i);
        }
        ZerobusClient client = workspace.start(config);
        for (int i = 0; i < 8; i++) {
            assertThat(Events.emit("event" + i)).isTrue();
        }
        long begin = System.nanoTime();
        CloseReport report = client.close(Duration.ofSeconds(2));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(report.remaining()).isEqualTo(8);
        assertThat(report.lanes()).hasSize(8);
        assertThat(took).as("one after the other it would be 16 s").isLessThan(Duration.ofSeconds(8));
    }
}
