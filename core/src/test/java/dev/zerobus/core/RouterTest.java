// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zerobus.core.config.EventPatterns;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.thread.OwnThread;
import dev.zerobus.schema.TableName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final List<ClientLane> lanes = new ArrayList<>();

    private ClientLane lane(String name, String patterns) {
        Lane lane = Lane.builder(
                        name,
                        TableName.of("a.b." + name),
                        new RowIdentity(ProducerIds.next()),
                        table -> {
                            throw new SchemaException(true, "none", "none", null);
                        },
                        (table, listener, wakeup) -> new dev.zerobus.core.stream.ScriptedSession(listener, wakeup),
                        task -> new OwnThread(task, "house").start(),
                        (level, message) -> {})
                .settings(dev.zerobus.core.lane.LaneSettings.builder()
                        .ringBytes(1 << 16)
                        .build())
                .start();
        ClientLane made = new ClientLane(
                lane,
                EventPatterns.of(patterns),
                new DraftPool(EventLimits.DEFAULT, new MicroClock(), lane::offer, problem -> {}),
                new CountingLaneMetrics(name, "a.b." + name));
        lanes.add(made);
        return made;
    }

    @AfterEach
    void close() {
        Closing.close(lanes, 0);
    }

    @Test
    void theFirstLaneThatMatchesTakesTheEvent() {
        ClientLane orders = lane("orders", "order_*");
        ClientLane placed = lane("placed", "*_placed");
        Router router = new Router(lanes);
        for (int round = 0; round < 2; round++) {
            assertThat(router.find("order_placed")).isSameAs(orders);
            assertThat(router.find("bet_placed")).isSameAs(placed);
            assertThat(router.find("login")).isNull();
        }
        assertThat(router.remembered()).isEqualTo(3);
    }

    @Test
    void remembersABoundedNumberOfNamesAndRoutesTheOthersAsWell() {
        ClientLane orders = lane("orders", "order_*");
        Router router = new Router(lanes);
        for (int i = 0; i < 3 * Router.MAX_NAMES; i++) {
            assertThat(router.find("order_" + i)).isSameAs(orders);
        }
        assertThat(router.remembered()).isEqualTo(Router.MAX_NAMES);
        router.find("x".repeat(10_000));
        assertThat(router.remembered()).isEqualTo(Router.MAX_NAMES);
    }

    @Test
    void findingALaneAllocatesNothing() {
        lane("orders", "order_*");
        lane("rest", "*");
        Router router = new Router(lanes);
        String known = "order_placed";
        String[] unknown = new String[2 * Router.MAX_NAMES];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = "order_" + i;
            router.find(unknown[i]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20 && best > 0; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 10_000; i++) {
                router.find(known);
                router.find(unknown[unknown.length - 1]);
            }
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            best = Math.min(best, bytes);
        }
        // measuring itself allocates a little once
        assertThat(best).as("bytes for 20,000 look-ups").isLessThan(1_000);
    }
}
