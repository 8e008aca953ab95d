// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.zerobus.api.Events;
import dev.zerobus.server.junit.ZerobusServerExtension;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand virtual threads share one client, on a JDK that has them. */
@Timeout(60)
class VirtualThreadsTest {

    private static final int THREADS = 10_000;
    private static final int EVENTS_EACH = 3;

    @RegisterExtension
    static final ZerobusServerExtension zerobus = ZerobusServerExtension.withTables(
            "CREATE TABLE t.virtual.ticks (producer_id STRING, seq BIGINT, n BIGINT)");

    @Test
    void everythingThatTenThousandVirtualThreadsGotAcceptedLands() throws Exception {
        Method start = startVirtualThread();
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        try (Road road = Road.start(
                Road.to(zerobus.server()).set("table", "t.virtual.ticks").set("ring.size", "16MiB"))) {
            for (int i = 0; i < THREADS; i++) {
                int first = i * EVENTS_EACH;
                Runnable work = () -> {
                    for (int n = first; n < first + EVENTS_EACH; n++) {
                        if (Events.event("tick").put("n", n).emit()) {
                            accepted.incrementAndGet();
                        }
                        Thread.yield();
                    }
                };
                threads.add((Thread) start.invoke(null, work));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(accepted).hasValue(THREADS * EVENTS_EACH);
            road.assertDelivered(accepted.get());
        }
        Set<Object> numbers = new HashSet<>();
        Set<Object> seqs = new HashSet<>();
        for (Map<String, Object> row : zerobus.rows("t.virtual.ticks")) {
            numbers.add(row.get("n"));
            seqs.add(row.get("seq"));
        }
        assertThat(numbers).hasSize(accepted.get());
        assertThat(seqs).hasSize(accepted.get());
    }

    private static Method startVirtualThread() {
        try {
            // Java 21; this compiles for 17
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return abort("no virtual threads in Java " + Runtime.version().feature());
        }
    }
}
