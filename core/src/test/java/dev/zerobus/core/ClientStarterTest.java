// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.await;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.status.StatusChannel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which appenders and the agent start a client. */
class ClientStarterTest {

    @TempDir
    Path dir;

    private ScriptedWorkspace workspace;

    @BeforeEach
    void serve() {
        workspace = new ScriptedWorkspace(dir);
    }

    @AfterEach
    void end() {
        assertThat(Events.enabled()).as("every test closes its client").isFalse();
        workspace.close();
    }

    private ClientStarter starter(ConfigBuilder config) {
        StatusChannel said = (level, message) -> workspace.said.add(level + " " + message);
        return ZerobusClient.starter(config.build()).status(said);
    }

    private ConfigBuilder orders() {
        return workspace.config().lane("orders", "shop.s.orders", "*");
    }

    private static boolean emit(ZerobusClient client) {
        EventDraft draft = client.begin("order_placed");
        draft.put("order_id", 1);
        return draft.emit();
    }

    @Test
    void leavesEventsAloneUnlessItIsAttached() {
        try (ZerobusClient client = starter(orders()).attach(false).start()) {
            assertThat(Events.enabled()).isFalse();
            assertThat(emit(client)).isTrue();
            assertThat(client.flush(LONG)).isTrue();
        }
        assertThat(workspace.rows("shop.s.orders")).hasSize(1);
    }

    @Test
    void asksForTheIdentityOnceAndNotBeforeTheFirstRow() {
        UUID given = new UUID(1, 2);
        AtomicInteger asked = new AtomicInteger();
        ZerobusClient client = starter(orders())
                .attach(false)
                .identity(() -> {
                    asked.incrementAndGet();
                    return given;
                })
                .start();
        assertThat(client.flush(LONG)).isTrue();
        assertThat(asked)
                .as("two copies of a process frozen here are told apart")
                .hasValue(0);
        assertThat(emit(client)).isTrue();
        assertThat(emit(client)).isTrue();
        client.close(LONG);
        assertThat(workspace.rows("shop.s.orders"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(value(row, "producer_id")).isEqualTo(given.toString()));
        assertThat(client.producerId()).isEqualTo(given);
        assertThat(asked).hasValue(1);
    }

    @Test
    void makesAnIdentityOfItsOwnIfTheGivenOneFails() {
        ZerobusClient broken = starter(orders())
                .attach(false)
                .identity(() -> {
                    throw new IllegalStateException("on purpose");
                })
                .start();
        ZerobusClient none =
                starter(orders()).attach(false).identity(() -> null).start();
        assertThat(broken.producerId()).isNotEqualTo(none.producerId());
        assertThat(broken.producerId().version()).isEqualTo(7);
        assertThat(none.producerId().version()).isEqualTo(7);
        assertThat(workspace.said)
                .anySatisfy(line -> assertThat(line).contains("producer id could not be made", "on purpose"))
                .anySatisfy(line -> assertThat(line).contains("no producer id was given"));
        broken.close();
        none.close();
    }

    @Test
    void startsTheThreadOfALaneWithItsFirstEvent() {
        ZerobusClient client = starter(workspace
                        .config()
                        .lane("eager", "shop.s.orders", "order_*")
                        .lane("idle", "shop.s.rest", "other_*"))
                .attach(false)
                .start();
        assertThat(threads()).noneMatch(name -> name.contains("eager") || name.contains("idle"));
        assertThat(emit(client)).isTrue();
        assertThat(threads()).contains("zerobus-drain-eager").noneMatch(name -> name.contains("idle"));
        assertThat(client.flush(LONG)).isTrue();
        CloseReport report = client.close(LONG);
        assertThat(report.finished()).isTrue();
        assertThat(report.lanes()).hasSize(2);
        // They have reported, and may have a last instruction to go.
        ScriptedWorkspace.await(
                "no thread of the client is left",
                () -> threads().stream().noneMatch(name -> name.contains("eager") || name.contains("idle")));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void losesNothingWhenManyThreadsRaiseTheFirstEventAtOnce() throws InterruptedException {
        ZerobusClient client = starter(orders()).attach(false).start();
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                if (emit(client)) {
                    accepted.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(threads()).filteredOn("zerobus-drain-orders"::equals).hasSize(1);
        client.close(LONG);
        assertThat(accepted).hasValue(16);
        assertThat(workspace.rows("shop.s.orders")).hasSize(16);
    }

    @Test
    void aLaneWithoutEventsClosesAtOnce() {
        ZerobusClient client = starter(orders()).attach(false).start();
        long begin = System.nanoTime();
        CloseReport report = client.close(LONG);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(report.finished()).isTrue();
    }

    @Test
    void showsItselfUnderItsName() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName lane = new ObjectName("dev.zerobus:type=Lane,client=checkout,name=orders");
        ObjectName whole = new ObjectName("dev.zerobus:type=Client,name=checkout");
        try (ZerobusClient client =
                starter(orders()).attach(false).name("checkout").start()) {
            assertThat(client.config().lanes()).hasSize(1);
            assertThat(beans.isRegistered(lane)).isTrue();
            assertThat(beans.isRegistered(whole)).isTrue();
        }
        assertThat(beans.isRegistered(lane)).isFalse();
        assertThat(beans.isRegistered(whole)).isFalse();
    }

    @Test
    void speaksUnderItsName() {
        ConfigBuilder config = orders();
        try (ZerobusClient first = starter(config).start();
                ZerobusClient second = starter(config).name("checkout").start()) {
            assertThat(first.config()).isNotSameAs(second.config());
            assertThat(workspace.said)
                    .anySatisfy(line -> assertThat(line).startsWith("WARN checkout: another listener had"));
        }
    }

    @Test
    void showsItselfThroughJmxLater() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName lane = new ObjectName("dev.zerobus:type=Lane,client=later,name=orders");
        ClientStarter starter = starter(orders()).attach(false).name("later").jmx(JmxTime.LATER);
        starter.jmxLaterNanos = Duration.ofHours(1).toNanos();
        try (ZerobusClient client = starter.start()) {
            assertThat(emit(client)).isTrue();
            assertThat(beans.isRegistered(lane)).isFalse();
            assertThat(threads()).contains("zerobus-jmx");
        }
        await("the waiting thread ends", () -> !threads().contains("zerobus-jmx"));
        assertThat(beans.isRegistered(lane)).isFalse();

        starter.jmxLaterNanos = Duration.ofMillis(20).toNanos();
        try (ZerobusClient client = starter.start()) {
            await("it is shown", () -> beans.isRegistered(lane));
            assertThat(emit(client)).isTrue();
        }
        assertThat(beans.isRegistered(lane)).isFalse();
    }

    @Test
    void neverShowsItselfThroughJmxIfToldSo() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName any = new ObjectName("dev.zerobus:client=hidden,*");
        try (ZerobusClient client = starter(orders())
                .attach(false)
                .name("hidden")
                .jmx(JmxTime.NEVER)
                .start()) {
            assertThat(emit(client)).isTrue();
            assertThat(beans.queryNames(any, null)).isEmpty();
        }
        try (ZerobusClient client = starter(orders().set("jmx", "false"))
                .attach(false)
                .name("hidden")
                .start()) {
            assertThat(emit(client)).isTrue();
            assertThat(beans.queryNames(any, null)).isEmpty();
        }
    }
}
