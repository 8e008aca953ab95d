// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import dev.zerobus.api.EventBuilder;
import dev.zerobus.api.Events;
import dev.zerobus.core.dead.DeadLetterReader;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever an application emits becomes a row, a dead letter or a counted refusal: nothing reaches the application, nothing
 * else is disturbed, the books balance and memory stays bounded. The long form takes {@code -Dhostile.seconds=3600}.
 */
class HostileEventsTest {

    private static final int SECONDS = Integer.getInteger("hostile.seconds", 2);
    private static final long SEED = Long.getLong("hostile.seed", System.nanoTime());
    private static final String TEN_MIB = "x".repeat(10 << 20);

    @TempDir
    Path temp;

    private ScriptedWorkspace workspace;
    private ZerobusClient client;

    @BeforeEach
    void start() {
        workspace = new ScriptedWorkspace(temp);
        client = workspace.start(workspace
                .config()
                .lane("orders", "shop.s.orders", "order_*")
                .lane("rest", "shop.s.rest", "*")
                .set("ring.size", "8MiB")
                .set("overflow.policy", "block")
                .set("overflow.timeout", "20s")
                .set("dead-letters.dir", temp.resolve("dead").toString())
                .set("dead-letters.max-size", "16MiB"));
    }

    @AfterEach
    void stop() {
        client.close(Duration.ofSeconds(10));
        workspace.close();
    }

    /** Values that applications put into events on bad days. */
    private static final List<Supplier<Object>> NASTY = List.of(
            () -> TEN_MIB,
            () -> Double.NaN,
            () -> Float.NEGATIVE_INFINITY,
            () -> "\uD800",
            () -> "a\uDC00\uD800b",
            () -> "\u0000\uFFFF\uD83D\uDE00".repeat(100),
            Throwing::new,
            Recursive::new,
            Logging::new,
            HostileEventsTest::cyclicMap,
            HostileEventsTest::cyclicList,
            () -> nested(10_000),
            () -> new byte[1 << 20],
            () -> Collections.nCopies(100_000, "element"),
            () -> new java.math.BigDecimal("1E+1000000000"),
            () -> java.time.Instant.MAX,
            () -> Map.of(new Throwing(), 1),
            () -> new Object[] {null, new Throwing(), 3});

    private static final class Throwing {
        @Override
        public String toString() {
            throw new StackOverflowError("on purpose");
        }
    }

    private static final class Recursive {
        @Override
        public String toString() {
            return toString() + "!";
        }
    }

    /** Emits while it is emitted. */
    private static final class Logging {
        @Override
        public String toString() {
            Events.emit("order_placed", "from", "inside");
            return "logged";
        }
    }

    private static Object cyclicMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        map.put("list", List.of(map, map));
        return map;
    }

    private static Object cyclicList() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add(list);
        return list;
    }

    private static Object nested(int depth) {
        Object value = "deep";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    /** Nothing it does may throw. */
    private static void emit(String event, Map<String, Supplier<Object>> fields) {
        EventBuilder draft = Events.event(event);
        fields.forEach((name, value) -> draft.put(name, value.get()));
        draft.emit();
    }

    private void assertNothingIsLost(String what) throws Exception {
        assertThat(client.flush(LONG)).as(what + client.snapshot()).isTrue();
        ClientSnapshot now = client.snapshot();
        assertThat(now.balances()).as(what + now).isTrue();
        long setAside =
                now.lanes().stream().mapToLong(LaneSnapshot::setAsideTotal).sum();
        assertThat(now.acked() + setAside).as(what + now).isEqualTo(now.accepted());
        assertThat(now.deadLetters().get(DeadLetterCount.WRITTEN)).as(what).isEqualTo(setAside);
        assertThat(now.deadLetters().get(DeadLetterCount.UNWRITTEN)).as(what).isZero();
        assertThat(workspace.said).as(what).noneMatch(line -> line.contains("please report"));
    }

    @Test
    void everyNastyValueEverywhereBecomesARowOrALetterAndItsNeighboursLand() throws Exception {
        int sent = 0;
        for (Supplier<Object> nasty : NASTY) {
            for (String column :
                    List.of("order_id", "amount", "producer_id", "seq", "event_name", "attributes", "\uD800")) {
                for (String event : List.of("order_placed", "anything")) {
                    emit(event, Map.of(column, nasty));
                    emit("order_witness", Map.of("order_id", () -> 7L));
                    sent++;
                }
            }
            assertNothingIsLost("");
        }
        long witnesses = 0;
        for (DynamicMessage row : workspace.rows("shop.s.orders")) {
            witnesses += "order_witness".equals(ScriptedWorkspace.value(row, "event_name")) ? 1 : 0;
        }
        assertThat(witnesses).isEqualTo(sent);
        assertThat(client.snapshot().deadLetters().get(DeadLetterCount.WRITTEN)).isPositive();
        assertThat(DeadLetterReader.readAll(temp.resolve("dead")))
                .as("letters can be read back")
                .hasSize(client.snapshot()
                        .deadLetters()
                        .get(DeadLetterCount.WRITTEN)
                        .intValue());
    }

    @Test
    void twoMillionNamesOfFieldsAndEventsLeaveMemoryBounded() throws Exception {
        long before = usedAfterCollection();
        for (int i = 0; i < 200_000; i++) {
            EventBuilder draft = Events.event("order_" + i);
            for (int field = 0; field < 10; field++) {
                draft.put("field_" + i + "_" + field, (long) i);
            }
            draft.emit();
            if (i % 20_000 == 0) {
                assertThat(client.flush(LONG)).isTrue();
                // the test's server keeps what it gets
                workspace.server.forget();
            }
        }
        assertNothingIsLost("");
        workspace.server.forget();
        assertThat(client.snapshot().acked()).isEqualTo(200_000);
        assertThat(client.snapshot().lane("orders").unknownFieldTotal()).isEqualTo(2_000_000);
        assertThat(client.snapshot().lane("orders").unknownFields()).hasSizeLessThan(2_000);
        assertThat(usedAfterCollection() - before).isLessThan(16 << 20);
    }

    private static long usedAfterCollection() {
        MemoryUsage usage = null;
        for (int i = 0; i < 3; i++) {
            System.gc();
            usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        }
        return usage.getUsed();
    }

    @Test
    void randomNastyEventsForAWhile() throws Exception {
        String seed = "seed " + SEED + " (-Dhostile.seed) ";
        Random random = new Random(SEED);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long highest = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 50; i++) {
                Map<String, Supplier<Object>> fields = new HashMap<>();
                for (int field = random.nextInt(4); field >= 0; field--) {
                    String[] names = {"order_id", "amount", "who", "service_name", "attributes", "n" + random.nextInt()
                    };
                    fields.put(names[random.nextInt(names.length)], NASTY.get(random.nextInt(NASTY.size())));
                }
                emit(random.nextBoolean() ? "order_x" : "other" + random.nextInt(), fields);
            }
            assertNothingIsLost(seed);
            workspace.server.forget();
            highest = Math.max(highest, SECONDS > 10 ? usedAfterCollection() : 0);
        }
        assertThat(highest).as(seed + "heap").isLessThan(256 << 20);
    }
}
