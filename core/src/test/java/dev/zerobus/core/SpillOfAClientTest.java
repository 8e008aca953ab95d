// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static dev.zerobus.core.ScriptedWorkspace.LONG;
import static dev.zerobus.core.ScriptedWorkspace.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.lane.LaneReport;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with a spill directory, one after another: all real but the service. */
class SpillOfAClientTest {

    private static final String ORDERS = "shop.s.orders";
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path temp;

    private final Service service = new Service();
    private ScriptedWorkspace workspace;
    private Path spill;

    /** Acknowledges, or hears and says nothing. */
    private static final class Service implements StreamScript {
        volatile boolean silent;

        @Override
        public void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
            if (!silent) {
                exchange.ack(batch.getOffsetId());
            }
        }
    }

    @BeforeEach
    void start() {
        workspace = new ScriptedWorkspace(temp);
        workspace.server.otherwise(service);
        spill = temp.resolve("not/yet/there/spill");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private ConfigBuilder config(String durability) {
        return workspace
                .config()
                .set("table", ORDERS)
                .set("ring.size", "64KiB")
                .set("event.max-size", "4KiB")
                .set("batch.size", "8KiB")
                .set("durability", durability)
                .set("spill.dir", spill.toString());
    }

    private static void emit(ZerobusClient client, int from, int to) {
        for (int i = from; i < to; i++) {
            var draft = client.begin("order");
            draft.put("order_id", (long) i);
            assertThat(draft.emit()).as("event " + i).isTrue();
        }
    }

    private List<String> slots() throws Exception {
        if (!Files.isDirectory(spill)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(spill)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overflow", "write-ahead"})
    void whatIsLeftAtTheEndIsSentByTheNextClientUnderTheOldProducerId(String durability) throws Exception {
        service.silent = true;
        ZerobusClient first = workspace.start(config(durability).set("jmx", "false"));
        UUID producer = first.producerId();
        emit(first, 0, 100);
        LaneReport report = first.close(SHORT).lanes().get(0);
        assertThat(report.spilled()).as(report.toString()).isEqualTo(100);
        assertThat(report.remaining()).isZero();
        assertThat(report.balances()).isTrue();
        assertThat(workspace.said).anyMatch(line -> line.contains("sent by the next client"));
        assertThat(slots()).containsExactly("slot-" + producer);
        int before = workspace.rows(ORDERS).size();

        service.silent = false;
        ZerobusClient second = workspace.start(config(durability));
        ScriptedWorkspace.await(
                "the replay", () -> second.snapshot().lane("default").disk().replayed() == 100);
        ScriptedWorkspace.await("the end of the slot", () -> {
            try {
                return slots().isEmpty();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        LaneSnapshot now = second.snapshot().lane("default");
        assertThat(now.accepted()).isZero();
        assertThat(now.balances()).as(now.toString()).isTrue();
        emit(second, 100, 110);
        assertThat(second.flush(LONG)).isTrue();
        second.close(LONG);
        List<DynamicMessage> rows =
                workspace.rows(ORDERS).subList(before, workspace.rows(ORDERS).size());
        assertThat(rows).hasSize(110);
        for (int i = 0; i < 110; i++) {
            assertThat(value(rows.get(i), "order_id")).isEqualTo((long) i);
            assertThat(value(rows.get(i), "seq")).isEqualTo((long) (i < 100 ? i : i - 100));
            assertThat(value(rows.get(i), "producer_id").equals(producer.toString()))
                    .isEqualTo(i < 100);
        }
        assertThat(slots()).as("a client that leaves nothing leaves no slot").isEmpty();
    }

    @Test
    void memoryTouchesNoDisk() {
        service.silent = true;
        ZerobusClient client = workspace.start(config("memory"));
        emit(client, 0, 100);
        LaneReport report = client.close(SHORT).lanes().get(0);
        assertThat(report.remaining()).isEqualTo(100);
        assertThat(report.spilled()).isZero();
        assertThat(spill).doesNotExist();
    }

    @Test
    void anOutageLongerThanTheRingLosesNothingAndKeepsTheOrder() throws Exception {
        service.silent = true;
        ZerobusClient client = workspace.start(
                config("overflow").set("overflow.policy", "block").set("overflow.timeout", "30s"));
        emit(client, 0, 2_000);
        LaneSnapshot during = client.snapshot().lane("default");
        assertThat(during.droppedTotal()).isZero();
        assertThat(during.disk().bytes()).isPositive();
        service.silent = false;
        workspace.server.streams().forEach(stream -> stream.fail(io.grpc.Status.UNAVAILABLE));
        assertThat(client.flush(LONG)).isTrue();
        LaneSnapshot after = client.snapshot().lane("default");
        assertThat(after.acked()).isEqualTo(2_000);
        assertThat(after.balances()).as(after.toString()).isTrue();
        assertThat(workspace.rows(ORDERS).stream()
                        .map(row -> value(row, "order_id"))
                        .distinct())
                .hasSize(2_000)
                .isSorted();
        assertThat(client.close(LONG).spilled()).isZero();
        assertThat(slots()).isEmpty();
    }

    @Test
    void keepsWhatBelongsToNoLaneOfItsOwn() throws Exception {
        service.silent = true;
        ZerobusClient first = workspace.start(config("overflow"));
        emit(first, 0, 10);
        first.close(SHORT);
        service.silent = false;
        ZerobusClient second =
                workspace.start(workspace.config().set("table", "shop.s.rest").set("spill.dir", spill.toString()));
        ScriptedWorkspace.await(
                "the message",
                () -> workspace.said.stream().anyMatch(line -> line.contains("no lane of that name with that table")));
        second.close(LONG);
        assertThat(slots()).hasSize(1);
        ZerobusClient third = workspace.start(config("overflow"));
        ScriptedWorkspace.await(
                "the replay", () -> third.snapshot().lane("default").disk().replayed() == 10);
        third.close(LONG);
        assertThat(slots()).isEmpty();
    }

    @Test
    void aClientThatClosesDuringAReplayLeavesTheRest() throws Exception {
        service.silent = true;
        ZerobusClient first = workspace.start(config("overflow"));
        emit(first, 0, 100);
        first.close(SHORT);
        // it may have closed before it had one
        int before = workspace.server.streams().size();
        ZerobusClient second = workspace.start(config("overflow"));
        ScriptedWorkspace.await(
                "a stream of the replay", () -> workspace.server.streams().size() > before);
        long begin = System.nanoTime();
        second.close(SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(slots()).hasSize(1);
        service.silent = false;
        ZerobusClient third = workspace.start(config("overflow"));
        ScriptedWorkspace.await(
                "the replay", () -> third.snapshot().lane("default").disk().replayed() == 100);
        third.close(LONG);
        assertThat(slots()).isEmpty();
    }

    @Test
    void eventsWhoseTableIsNotKnownAnyMoreAreKeptAndSaidAndGoOnOnceSomebodyHasWrittenIt() throws Exception {
        service.silent = true;
        ZerobusClient first = workspace.start(config("overflow"));
        emit(first, 0, 10);
        first.close(SHORT);
        service.silent = false;
        Path names = spill.resolve(slots().get(0)).resolve("lane-default").resolve("lane");
        assertThat(Files.readString(names)).startsWith("default\n" + ORDERS + "\n");
        Files.write(names, new byte[17]);
        int before = workspace.rows(ORDERS).size();
        ZerobusClient second = workspace.start(config("overflow"));
        ScriptedWorkspace.await(
                "the message",
                () -> workspace.said.stream()
                        .anyMatch(line -> line.startsWith("ERROR")
                                && line.contains("for which table is not known: " + names)
                                && line.contains("write two lines")));
        emit(second, 100, 101);
        assertThat(second.flush(LONG)).as("nothing else is held up").isTrue();
        second.close(LONG);
        assertThat(workspace.rows(ORDERS)).as("sent to no table").hasSize(before + 1);
        assertThat(slots()).hasSize(1);

        Files.writeString(names, "default\n" + ORDERS + "\n");
        ZerobusClient third = workspace.start(config("overflow"));
        ScriptedWorkspace.await(
                "the replay", () -> third.snapshot().lane("default").disk().replayed() == 10);
        third.close(LONG);
        assertThat(slots()).isEmpty();
    }

    /** The configuration refuses a plain file; what it can not see is said at the start, not in the outage. */
    @ParameterizedTest
    @ValueSource(strings = {"overflow", "write-ahead"})
    void whatIsNoDirectoryIsSaidAtOnceAndAllGoesOnInMemory(String durability) throws Exception {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        spill = Files.createSymbolicLink(temp.resolve("spill"), elsewhere);
        ZerobusClient client = workspace.start(config(durability));
        ScriptedWorkspace.await(
                "the message",
                () -> workspace.said.stream()
                        .anyMatch(line -> line.startsWith("ERROR") && line.contains(spill + " is no directory")));
        emit(client, 0, 200);
        assertThat(client.flush(LONG)).isTrue();
        LaneSnapshot now = client.snapshot().lane("default");
        assertThat(now.acked()).isEqualTo(200);
        assertThat(now.balances()).as(now.toString()).isTrue();
        service.silent = true;
        emit(client, 200, 210);
        LaneReport report = client.close(SHORT).lanes().get(0);
        assertThat(report.remaining()).as("and not one is said to be on disk").isEqualTo(10);
        assertThat(report.spilled()).isZero();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceOrAboveItIsRefusedByTheConfiguration() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "no directory");
        for (Path wrong : List.of(file, file.resolve("spill"))) {
            spill = wrong;
            assertThatThrownBy(() -> config("overflow").build())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("zerobus.spill.dir")
                    .hasMessageContaining(" is a file");
        }
    }
}
