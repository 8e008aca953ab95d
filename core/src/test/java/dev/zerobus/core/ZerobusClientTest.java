// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.await;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.zerobus.api.Events;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.core.thread.OwnThread;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole client over a real gRPC server, from {@code Events.emit} to the row. */
class ZerobusClientTest {

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

    @Test
    void eventsBecomeRowsAndTheBooksBalance() {
        ZerobusClient client = workspace.start(workspace.config().set("table", "shop.s.orders"));
        try (client) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(Events.event("order_placed")
                                .put("order_id", i)
                                .put("amount", i / 2.0)
                                .emit())
                        .isTrue();
            }
            assertThat(Events.flush(LONG)).isTrue();
            ClientSnapshot now = client.snapshot();
            assertThat(now.balances()).as(now.toString()).isTrue();
            assertThat(now.accepted()).isEqualTo(1_000);
            assertThat(now.acked()).isEqualTo(1_000);
            assertThat(now.dropped()).isZero();
        }
        List<DynamicMessage> rows = workspace.rows("shop.s.orders");
        assertThat(rows).hasSize(1_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(value(rows.get(i), "order_id")).isEqualTo((long) i);
            assertThat(value(rows.get(i), "seq")).isEqualTo((long) i);
            assertThat(value(rows.get(i), "amount")).isEqualTo(i / 2.0);
            assertThat(value(rows.get(i), "producer_id"))
                    .isEqualTo(client.producerId().toString());
        }
        assertThat(client.snapshot().balances()).isTrue();
        assertThat(workspace.said).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
    }

    @Test
    void closeDeliversWhatWasNotFlushed() {
        ZerobusClient client =
                workspace.start(workspace.config().set("table", "shop.s.orders").set("batch.linger", "10s"));
        for (int i = 0; i < 100; i++) {
            Events.emit("order_placed", "order_id", i);
        }
        CloseReport report = client.close(LONG);
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).isZero();
        assertThat(workspace.rows("shop.s.orders")).hasSize(100);
        assertThat(Events.emit("order_placed")).as("nothing listens any more").isFalse();
        assertThat(client.begin("order_placed")).isNull();
        assertThat(client.snapshot().droppedBeforeLanes()).containsEntry(DropReason.CLOSED, 1L);
        CloseReport again = client.close(LONG);
        assertThat(again.lanes()).hasSize(1);
        assertThat(again.remaining()).isZero();
    }

    @Test
    void aCloseThatIsInterruptedDoesNotCutDeliveryShort() {
        ZerobusClient client = workspace.start(workspace
                .config()
                .lane("orders", "shop.s.orders", "order_*")
                .set("table", "shop.s.rest")
                .set("batch.linger", "10s"));
        for (int i = 0; i < 100; i++) {
            Events.emit("order_placed", "order_id", i);
            Events.emit("other", "x", i);
        }
        Thread.currentThread().interrupt();
        client.close(LONG);
        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        CloseReport report = client.close(LONG);
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).as(report.toString()).isZero();
        assertThat(workspace.rows("shop.s.orders")).hasSize(100);
        assertThat(workspace.rows("shop.s.rest")).hasSize(100);
    }

    @Test
    void asManyBatchesAreInFlightAsConfigured() {
        workspace.server.otherwise(StreamScript.onBatches((exchange, batch) -> {}));
        ZerobusClient client = workspace.start(workspace
                .config()
                .set("table", "shop.s.orders")
                .set("ring.size", "4MiB")
                .set("batch.records", "1")
                .set("inflight.batches", "5000"));
        for (int i = 0; i < 5_500; i++) {
            assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
        }
        await("5,000 batches", () -> workspace.rows("shop.s.orders").size() >= 5_000);
        assertThat(client.snapshot().lane("default").inFlight()).isBetween(5_000L, 5_001L);
        client.close(Duration.ZERO);
        assertThat(workspace.rows("shop.s.orders")).hasSize(5_000);
    }

    @Test
    void eventsGoToTheirLanesByPatternAndABrokenTableStopsNoOther() {
        workspace.server.otherwise(new StreamScript() {
            @Override
            public void onCreate(
                    dev.zerobus.core.testing.ScriptedExchange exchange,
                    dev.zerobus.proto.wire.CreateIngestStreamRequest request) {
                if (request.getTableName().equals("shop.s.audit")) {
                    exchange.fail(Status.NOT_FOUND.withDescription("no such table"));
                } else {
                    exchange.created();
                }
            }
        });
        ZerobusClient client = workspace.start(workspace
                .config()
                .lane("orders", "shop.s.orders", "order_*,payment")
                .lane("audit", "shop.s.audit", "login")
                .set("lanes.audit.blocked-retry.min", "10ms")
                .set("table", "shop.s.rest")
                .set("service.name", "till"));
        for (int i = 0; i < 50; i++) {
            assertThat(Events.emit("login", "who", "me" + i)).isTrue();
            assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
            assertThat(Events.emit("payment", "order_id", i)).isTrue();
            assertThat(Events.emit("other", "x", i)).isTrue();
        }
        await(
                "the two good lanes",
                () -> client.snapshot().lane("orders").acked() == 100
                        && client.snapshot().lane("default").acked() == 50);
        assertThat(client.flush(Duration.ofMillis(50)))
                .as("audit can not be durable")
                .isFalse();
        LaneSnapshot audit = client.snapshot().lane("audit");
        assertThat(audit.acked()).isZero();
        assertThat(audit.accepted()).isEqualTo(50);
        CloseReport report = client.close(Duration.ofMillis(300));
        assertThat(report.remaining()).isEqualTo(50);
        assertThat(workspace.said).anySatisfy(line -> assertThat(line).contains("lane audit", "remaining=50", "lost"));
        assertThat(workspace.rows("shop.s.orders")).hasSize(100);
        List<DynamicMessage> rest = workspace.rows("shop.s.rest");
        assertThat(rest)
                .hasSize(50)
                .allSatisfy(row -> assertThat(value(row, "service_name")).isEqualTo("till"));
        assertThat(client.snapshot().balances())
                .as(client.snapshot().toString())
                .isTrue();
    }

    @Test
    void everythingArrivesThoughStreamsBreak() {
        workspace.server.next(
                StreamScript.failAt(1, Status.UNAVAILABLE),
                StreamScript.createThenBreak(),
                StreamScript.failAt(2, Status.UNAVAILABLE));
        ZerobusClient client =
                workspace.start(workspace.config().set("table", "shop.s.orders").set("batch.records", "10"));
        for (int i = 0; i < 500; i++) {
            assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
        }
        assertThat(client.flush(LONG)).isTrue();
        assertThat(client.snapshot().balances())
                .as(client.snapshot().toString())
                .isTrue();
        client.close();
        Set<Object> seqs = new HashSet<>();
        workspace.rows("shop.s.orders").forEach(row -> seqs.add(value(row, "seq")));
        assertThat(seqs).hasSize(500);
        assertThat(client.snapshot().lanes().get(0).streamsLost()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatDoesNotFitTheTableIsSetAsideAndCounted() {
        ZerobusClient client = workspace.start(workspace.config().lane("audit", "shop.s.audit", "login"));
        Events.emit("login", "who", "me");
        Events.emit("login", "whom", "nobody");
        Events.emit("login", "who", "you", "from", "home");
        assertThat(client.flush(LONG)).isTrue();
        LaneSnapshot audit = client.snapshot().lane("audit");
        client.close();
        assertThat(audit.acked()).isEqualTo(2);
        assertThat(audit.setAside()).containsEntry(SetAsideReason.REQUIRED_COLUMN_MISSING, 1L);
        assertThat(audit.unknownFields()).containsKeys("whom", "from");
        assertThat(audit.balances()).isTrue();
        assertThat(workspace.rows("shop.s.audit")).hasSize(2);
    }

    @Test
    void refusesWhatNoLaneTakesAndWhatItsOwnThreadsRaise() throws Exception {
        ZerobusClient client = workspace.start(workspace.config().lane("orders", "shop.s.orders", "order_*"));
        assertThat(Events.emit("login", "who", "me")).isFalse();
        assertThat(Events.emit(null)).isFalse();
        AtomicBoolean accepted = new AtomicBoolean(true);
        Thread own = new OwnThread(() -> accepted.set(Events.emit("order_placed")), "test");
        own.start();
        own.join();
        assertThat(accepted).isFalse();
        assertThat(client.snapshot().droppedBeforeLanes())
                .containsEntry(DropReason.NO_LANE, 2L)
                .containsEntry(DropReason.FEEDBACK, 1L);
        client.close();
    }

    @Test
    void whatAToStringRaisesIsRefusedAsFeedback() {
        ZerobusClient client = workspace.start(workspace.config().set("table", "shop.s.rest"));
        Object once = new Object() {
            @Override
            public String toString() {
                Events.emit("inner", "x", 1);
                return "once";
            }
        };
        Object endless = new Object() {
            @Override
            public String toString() {
                Events.emit("endless", "self", this);
                return "endless";
            }
        };
        assertThat(Events.emit("outer", "value", once)).isTrue();
        Events.emit("endless", "self", endless);
        assertThat(Events.emit("after", "x", 2)).isTrue();
        assertThat(client.flush(LONG)).isTrue();
        ClientSnapshot now = client.snapshot();
        assertThat(now.balances()).as(now.toString()).isTrue();
        client.close();
        List<Object> names = workspace.rows("shop.s.rest").stream()
                .map(row -> value(row, "event_name"))
                .toList();
        assertThat(names).as("what a toString raises is feedback").containsExactly("outer", "endless", "after");
        assertThat(now.droppedBeforeLanes()).containsEntry(DropReason.FEEDBACK, 2L);
        assertThat(now.fieldProblems().get(FieldProblem.INTERNAL)).isZero();
    }

    @Test
    void nothingGoesToTheNetworkAndNoThreadStartsBeforeTheFirstEvent() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ZerobusClient client = workspace.start(workspace.config().set("table", "shop.s.orders"));
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        assertThat(started).isEmpty();
        assertThat(client.flush(LONG)).as("nothing to wait for").isTrue();
        assertThat(workspace.server.streams()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("zerobus-drain"));
        client.close();
        assertThat(workspace.server.streams()).isEmpty();
    }

    @Test
    void startsAndTakesEventsWhileTheServiceIsAwayAndClosesInTime() {
        workspace.server.stop();
        ZerobusClient client = workspace.start(workspace.config().set("table", "shop.s.orders"));
        assertThat(Events.emit("order_placed", "order_id", 1)).isTrue();
        long begin = System.nanoTime();
        CloseReport report = client.close(Duration.ofMillis(200));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(report.remaining()).isEqualTo(1);
        assertThat(client.snapshot().balances()).isTrue();
    }

    @Test
    void lanesAreShownThroughJmxUntilTheClientIsClosed() throws Exception {
        var beans = ManagementFactory.getPlatformMBeanServer();
        var names = new ObjectName("dev.zerobus:type=Lane,name=orders,*");
        ZerobusClient client = workspace.start(workspace.config().lane("orders", "shop.s.orders", "*"));
        assertThat(beans.queryNames(names, null)).hasSize(1);
        client.close();
        assertThat(beans.queryNames(names, null)).isEmpty();
        ZerobusClient hidden = workspace.start(
                workspace.config().lane("orders", "shop.s.orders", "*").set("jmx", "false"));
        assertThat(beans.queryNames(names, null)).isEmpty();
        hidden.close();
    }

    @Test
    void theKillSwitchStartsNothing() {
        ZerobusClient client = workspace.start(workspace.config().set("enabled", "false"));
        assertThat(Events.enabled()).isFalse();
        assertThat(client.begin("x")).isNull();
        assertThat(client.flush()).isTrue();
        assertThat(client.close(LONG).lanes()).isEmpty();
        assertThat(client.snapshot().balances()).isTrue();
    }

    @Test
    void saysWhenItTakesTheEventsOfAnotherOne() {
        ZerobusClient first = workspace.start(workspace.config().set("table", "shop.s.orders"));
        ZerobusClient second = workspace.start(workspace.config().set("table", "shop.s.orders"));
        assertThat(workspace.said).anySatisfy(line -> assertThat(line).contains("another listener"));
        Events.emit("order_placed");
        assertThat(second.snapshot().accepted()).isEqualTo(1);
        first.close();
        assertThat(Events.enabled()).as("the second one still listens").isTrue();
        second.close();
    }

    @Test
    void aCertificateThatIsNoneIsAWrongConfiguration() throws Exception {
        Path pem = Files.writeString(dir.resolve("ca.pem"), "not a certificate");
        assertThatThrownBy(() -> workspace.start(
                        workspace.config().set("table", "shop.s.orders").set("trust.certificate", pem.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zerobus.trust.certificate");
    }

    @Test
    void theTablesOfAWorkspaceThatAreMissingAreSaidAndKeepTheirEvents() {
        ZerobusClient client = workspace.start(workspace.config().set("table", "shop.s.missing"));
        Events.emit("order_placed", "order_id", 1);
        await("the message", () -> workspace.said.stream().anyMatch(line -> line.contains("shop.s.missing")));
        assertThat(client.snapshot().accepted()).isEqualTo(1);
        CloseReport report = client.close(Duration.ofMillis(100));
        assertThat(report.remaining()).isEqualTo(1);
    }
}
