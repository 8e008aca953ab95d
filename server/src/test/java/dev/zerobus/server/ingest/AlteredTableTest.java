// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.DdlException;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are altered while streams write to them. */
class AlteredTableTest {

    private static final String ORDERS = "main.shop.orders";

    @TempDir
    private Path directory;

    private ZerobusServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        server = ZerobusServer.builder(directory)
                .shutdownGrace(Duration.ZERO)
                .table("CREATE TABLE main.shop.orders (id BIGINT NOT NULL, note STRING)")
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.grpcUri().getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    private TestStream opened() throws Exception {
        TestStream stream = new TestStream(channel, TestStream.metadata(ORDERS)).createJson(ORDERS);
        assertThat(stream.next().hasCreateStreamResponse()).isTrue();
        return stream;
    }

    private List<Map<String, Object>> rows() throws Exception {
        assertThat(server.awaitMaterialised(Duration.ofSeconds(20))).isTrue();
        List<Map<String, Object>> rows = new ArrayList<>();
        server.reader(TableName.of(ORDERS)).forEach(List.of(), rows::add);
        return rows;
    }

    private String newestCommit() throws Exception {
        try (var files = Files.list(server.location(TableName.of(ORDERS)).resolve("_delta_log"))) {
            Path newest = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
            return Files.readString(newest);
        }
    }

    @Test
    void gainsAColumnWhileAStreamGoesOnWithoutIt() throws Exception {
        TestStream old = opened().json(0, "{\"id\":1,\"note\":\"a\"}");
        old.awaitAck(0);
        server.alterTable("ALTER TABLE main.shop.orders ADD COLUMN amount DECIMAL(10,2)");
        assertThat(newestCommit())
                .contains("metaData")
                .contains("amount")
                .contains("decimal(10,2)")
                .doesNotContain("\"add\"");
        old.json(1, "{\"id\":2,\"note\":\"b\"}").awaitAck(1);
        opened().json(0, "{\"id\":3,\"amount\":\"1.50\"}").awaitAck(0);

        assertThat(server.tables().get(0).columns()).hasSize(3);
        assertThat(rows())
                .extracting(row -> row.get("id") + ":" + row.get("note") + ":" + row.get("amount"))
                .containsExactly("1:a:null", "2:b:null", "3:null:1.50");
    }

    @Test
    void dropsAColumnAndEndsTheStreamsThatHaveIt() throws Exception {
        TestStream old = opened().json(0, "{\"id\":1,\"note\":\"a\"}");
        old.awaitAck(0);
        server.alterTable("ALTER TABLE main.shop.orders DROP COLUMN note");

        Status status = old.closed.get(20, TimeUnit.SECONDS);
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("note");
        opened().json(0, "{\"id\":2}").awaitAck(0);
        assertThat(rows()).containsExactly(Map.of("id", 1L), Map.of("id", 2L));
    }

    @Test
    void givesAColumnAnotherTypeAndItsOldOneBack() throws Exception {
        TestStream old = opened().json(0, "{\"id\":1,\"note\":\"a\"}");
        old.awaitAck(0);
        server.alterTable("alter table main.shop.orders alter column note type BIGINT;");
        assertThat(old.closed.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(server.tables().get(0).column("note").type().sql()).isEqualTo("BIGINT");

        server.alterTable("ALTER TABLE main.shop.orders ALTER COLUMN note TYPE STRING");
        opened().json(0, "{\"id\":2,\"note\":\"b\"}").awaitAck(0);
        assertThat(rows()).extracting(row -> row.get("note")).containsExactly("a", "b");
    }

    @Test
    void refusesAStreamThatWasAgreedOnBeforeAndIsCreatedAfterwards() throws Exception {
        InjectedFault held = server.faults().add(Fault.onOpen().hang());
        TestStream late = new TestStream(channel, TestStream.metadata(ORDERS)).createJson(ORDERS);
        assertThat(held.awaitFired(1, Duration.ofSeconds(20))).isTrue();
        server.alterTable("ALTER TABLE main.shop.orders DROP COLUMN note");
        held.clear();

        Status status = late.closed.get(20, TimeUnit.SECONDS);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains(ORDERS, "altered", "connect again");
        opened().json(0, "{\"id\":2}").awaitAck(0);
    }

    @Test
    @Timeout(120)
    void isAlteredWhileStreamsAreOpenedAllTheTime() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong created = new AtomicLong();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        List<Thread> openers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread opener = new Thread(() -> {
                while (!over.get()) {
                    created.addAndGet(openOne(wrong));
                }
            });
            opener.start();
            openers.add(opener);
        }
        try {
            for (int i = 0; i < 20; i++) {
                long before = created.get();
                server.alterTable("ALTER TABLE main.shop.orders DROP COLUMN note");
                server.alterTable("ALTER TABLE main.shop.orders ADD COLUMN note STRING");
                while (created.get() == before && wrong.get() == null) {
                    Thread.onSpinWait();
                }
            }
        } finally {
            over.set(true);
            for (Thread opener : openers) {
                opener.join();
            }
        }
        assertThat(wrong.get()).isNull();
        assertThat(rows()).hasSize((int) created.get());
    }

    /** Opens a stream, writes a row, and tells how many rows are durable: none if the table was just being altered. */
    private int openOne(AtomicReference<Throwable> wrong) {
        try {
            TestStream stream = new TestStream(channel, TestStream.metadata(ORDERS))
                    .createJson(ORDERS)
                    .json(0, "{\"id\":1}")
                    .halfClose();
            Status.Code code = stream.status().getCode();
            assertThat(code).isIn(Status.Code.OK, Status.Code.UNAVAILABLE, Status.Code.INVALID_ARGUMENT);
            // it was created, and the row was acknowledged
            return stream.waiting() == 2 ? 1 : 0;
        } catch (Exception | AssertionError e) {
            wrong.compareAndSet(null, e);
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE main.shop.orders",
                "ALTER TABLE main.shop.orders RENAME COLUMN note TO text",
                "ALTER TABLE main.shop.others ADD COLUMN a INT",
                "ALTER TABLE main.shop.orders ADD COLUMN note INT",
                "ALTER TABLE main.shop.orders ADD COLUMN a INT NOT NULL",
                "ALTER TABLE main.shop.orders ADD COLUMN a VARIANT",
                "ALTER TABLE main.shop.orders ADD COLUMN a ARRAY<TIMESTAMP_NTZ>",
                "ALTER TABLE main.shop.orders DROP COLUMN text",
                "ALTER TABLE main.shop.orders ALTER COLUMN note TYPE NUMBER",
            })
    void refusesWhatCanNotBe(String sql) {
        assertThatThrownBy(() -> server.alterTable(sql))
                .isInstanceOfAny(IllegalArgumentException.class, DdlException.class);
        assertThat(server.tables().get(0).columns()).hasSize(2);
        assertThat(server.faults().fired()).isEmpty();
    }

    @Test
    void keepsItsColumnsAcrossARestart() throws Exception {
        opened().json(0, "{\"id\":1}").awaitAck(0);
        server.alterTable("ALTER TABLE main.shop.orders ADD COLUMNS (a INT, b STRUCT<c: INT>)");
        server.close();
        server = ZerobusServer.builder(directory).shutdownGrace(Duration.ZERO).start();
        assertThat(server.tables().get(0).columns()).hasSize(4);
        assertThat(rows()).hasSize(1);
    }
}
