// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.Events;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ServerBuilder;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.auth.PrincipalsFile;
import dev.zerobus.server.auth.PrincipalsFile.NewPrincipal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may write where: the real client against the real server's tokens, grants and certificate. */
@Timeout(60)
class AccessTest {

    private static final String TABLE = "main.shop.orders";
    private static final String SQL =
            "CREATE TABLE main.shop.orders (producer_id STRING, seq BIGINT, event_name STRING, order_id BIGINT)";

    @TempDir
    Path directory;

    private final NewPrincipal principal = PrincipalsFile.newEntry("orders-app", TableName.of(TABLE));

    private Path principals(String entry, int lifeSeconds) throws IOException {
        return Files.writeString(
                directory.resolve("principals.json"),
                "{\"token_lifetime_seconds\": " + lifeSeconds + ", \"principals\": [" + entry + "]}");
    }

    private ServerBuilder server() {
        return ZerobusServer.builder(directory.resolve("data"))
                .host("127.0.0.1")
                .tick(Duration.ofMillis(100))
                .shutdownGrace(Duration.ZERO)
                .notices(line -> {});
    }

    private static ConfigBuilder oauth(ZerobusServer server, Path secret) {
        return Road.to(server)
                .set("auth", "oauth")
                .set("client.id", "orders-app")
                .set("client.secret-file", secret.toString())
                .set("table", TABLE);
    }

    private Path secret(String text) throws IOException {
        return Files.writeString(directory.resolve("secret"), text);
    }

    private static void emit(int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(Events.emit("order_placed", "order_id", i)).isTrue();
        }
    }

    private static void assertRows(ZerobusServer server, int count) throws IOException {
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> row : Road.rows(server, TABLE)) {
            ids.add(row.get("order_id"));
        }
        assertThat(ids).hasSize(count).contains(0L, count - 1L);
    }

    @Test
    void tokensThatExpireWhileItRunsOverTlsWithTheServersOwnCertificateLoseNothing() throws Exception {
        try (ZerobusServer server = server().auth(principals(principal.entry(), 1))
                .tls(true)
                .table(SQL)
                .start()) {
            Road road = Road.start(oauth(server, secret(principal.secret()))
                    .set("trust.certificate", String.valueOf(server.certificateFile())));
            int emitted = 0;
            try (road) {
                // a token is looked at when a stream opens, so streams have to open after tokens have expired
                long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
                long streams = 0;
                while (System.nanoTime() < until) {
                    emit(emitted, emitted + 10);
                    emitted += 10;
                    LockSupport.parkNanos(2_000_000);
                    if (road.lane().streamsOpened() > streams) {
                        streams = road.lane().streamsOpened();
                        server.signalClose(Duration.ofMillis(200));
                    }
                }
                road.assertDelivered(emitted);
                assertThat(streams).as("streams opened in 2.5 lives of a token").isGreaterThan(3);
                assertThat(road.said).noneMatch(line -> line.startsWith("ERROR"));
            }
            assertRows(server, emitted);
        }
    }

    @Test
    void withoutTheServersCertificateEventsWaitAndTheChannelNamesIt() throws Exception {
        try (ZerobusServer server = server().auth(principals(principal.entry(), 600))
                .tls(true)
                .table(SQL)
                .start()) {
            Road road = Road.start(oauth(server, secret(principal.secret())));
            emit(0, 10);
            road.await(
                    "a line about certificates",
                    () -> road.said.stream().anyMatch(line -> line.contains("certificat") && !line.contains("INFO")));
            LaneSnapshot lane = road.lane();
            assertThat(lane.state()).isIn("RECOVERING", "BLOCKED", "CONNECTING");
            assertThat(lane.accepted()).isEqualTo(10);
            assertThat(lane.balances()).isTrue();
            assertThat(road.client.close(Duration.ofMillis(50)).remaining()).isEqualTo(10);
        }
    }

    @Test
    void aWrongSecretBlocksUntilTheSecretFileIsRight() throws Exception {
        try (ZerobusServer server = server().auth(principals(principal.entry(), 600))
                        .table(SQL)
                        .start();
                Road road = Road.start(oauth(server, secret("not the secret")))) {
            emit(0, 50);
            road.awaitBlocked("default", "blocked", "401", "check the client id and the client secret");
            assertThat(road.said).noneMatch(line -> line.contains("not the secret"));
            assertKept(road, 50);
            secret(principal.secret());
            emit(50, 60);
            road.assertDelivered(60);
            assertRows(server, 60);
        }
    }

    @Test
    void aMissingGrantBlocksWith4024UntilItIsGiven() throws Exception {
        String readOnly = principal.entry().replaceAll(",\\s*\"MODIFY\"|\"MODIFY\"\\s*,", "");
        assertThat(readOnly).contains("SELECT").doesNotContain("MODIFY");
        ZerobusServer server =
                server().auth(principals(readOnly, 600)).table(SQL).start();
        try (Road road = Road.start(oauth(server, secret(principal.secret())))) {
            emit(0, 50);
            road.awaitBlocked("default", "blocked", "4024", "MODIFY ON TABLE main.shop.orders");
            assertKept(road, 50);
            int grpc = server.grpcUri().getPort();
            int http = server.httpUri().getPort();
            server.close();
            // principals are read when the server starts; the application goes on
            server = server().auth(principals(principal.entry(), 600))
                    .port(grpc)
                    .httpPort(http)
                    .start();
            emit(50, 60);
            road.assertDelivered(60);
            assertRows(server, 60);
        } finally {
            server.close();
        }
    }

    @Test
    void aTableThatUnityCatalogDoesNotKnowBlocksUntilItIsCreated() throws Exception {
        try (ZerobusServer server = server().start();
                Road road = Road.start(Road.to(server).set("table", TABLE))) {
            blocksUntilCreated(server, road);
        }
    }

    @Test
    void aTableThatOnlyADdlFileKnowsBlocksUntilItIsCreated() throws Exception {
        Path ddl = Files.writeString(directory.resolve("orders.sql"), SQL);
        try (ZerobusServer server = server().start();
                Road road = Road.start(Road.to(server)
                        .set("table", TABLE)
                        .set("schema.source", "ddl")
                        .set("schema.file", ddl.toString()))) {
            blocksUntilCreated(server, road);
        }
    }

    private static void blocksUntilCreated(ZerobusServer server, Road road) throws IOException {
        emit(0, 50);
        road.awaitBlocked("default", "blocked", TABLE, "create the table");
        assertKept(road, 50);
        server.createTable(SQL);
        emit(50, 60);
        road.assertDelivered(60);
        assertRows(server, 60);
    }

    private static void assertKept(Road road, int count) {
        LaneSnapshot lane = road.lane();
        assertThat(lane.accepted()).isEqualTo(count);
        assertThat(lane.acked()).isZero();
        assertThat(lane.queued() + lane.inFlight()).isEqualTo(count);
        assertThat(lane.setAsideTotal()).isZero();
        assertThat(lane.droppedTotal()).isZero();
    }
}
