// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.DdlException;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
