// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.TableName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZerobusServerTest {

    private static final String ORDERS = "CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)";
    private static final TableName NAME = TableName.of("main.shop.orders");

    private final List<String> notices = new CopyOnWriteArrayList<>();

    @TempDir
    Path temp;

    private ServerBuilder builder() {
        return ZerobusServer.builder(temp)
                .table(ORDERS)
                .shutdownGrace(Duration.ZERO)
                .notices(notices::add);
    }

    private static List<Long> ids(ZerobusServer server) throws Exception {
        List<Long> ids = new ArrayList<>();
        server.reader(NAME).forEach(List.of("order_id"), row -> ids.add((Long) row.get("order_id")));
        return ids;
    }

    @Test
    void bringsAcknowledgedRowsIntoTheTableAndCountsThem() throws Exception {
        try (ZerobusServer server = builder().tick(Duration.ofHours(1)).start()) {
            LoadClient client = new LoadClient(NAME.fullName());
            client.send(server.grpcUri(), 500);
            assertThat(server.awaitMaterialised(Duration.ofSeconds(30))).isTrue();

            assertThat(ids(server)).containsExactlyInAnyOrderElementsOf(client.acked);
            ServerStats stats = server.stats();
            assertThat(stats.ingest().records()).isEqualTo(client.acked.size());
            assertThat(stats.wal().rows()).isEqualTo(client.acked.size());
            assertThat(stats.materialisedPosition()).isEqualTo(stats.durablePosition());
            assertThat(stats.tables())
                    .singleElement()
                    .satisfies(table -> assertThat(table.rows()).isEqualTo(client.acked.size()));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void closingBringsTheRestIntoTheTableAndTheNextServerGoesOnThere() throws Exception {
        LoadClient client = new LoadClient(NAME.fullName());
        for (int start = 0; start < 2; start++) {
            try (ZerobusServer server = builder().tick(Duration.ofHours(1)).start()) {
                client.send(server.grpcUri(), 200);
            }
        }
        try (ZerobusServer server = builder().start()) {
            assertThat(ids(server)).containsExactlyInAnyOrderElementsOf(client.acked);
        }
    }

    @Test
    void findsATableThatWasCreatedWhileItRuns() throws Exception {
        try (ZerobusServer server = builder().start()) {
            server.createTable("CREATE TABLE main.shop.clicks (order_id BIGINT NOT NULL, note STRING)");
            ServerMain.run(
                    new String[] {
                        "create-table",
                        "--data",
                        temp.toString(),
                        "CREATE TABLE main.shop.outside (order_id BIGINT NOT NULL, note STRING)"
                    },
                    new java.io.PrintWriter(System.out),
                    new java.io.PrintWriter(System.err));
            for (String table : List.of("main.shop.clicks", "main.shop.outside")) {
                LoadClient client = new LoadClient(table);
                client.send(server.grpcUri(), 10);
                assertThat(server.awaitMaterialised(Duration.ofSeconds(30))).isTrue();
                assertThat(server.reader(TableName.of(table)).rowCount()).isEqualTo(client.acked.size());
                assertThat(client.acked).isNotEmpty();
            }
        }
    }

    @Test
    void answersHttpForTokensTablesAndItsStatus() throws Exception {
        try (ZerobusServer server = builder().start()) {
            HttpClient http = HttpClient.newHttpClient();
            HttpResponse<String> table = http.send(
                    HttpRequest.newBuilder(
                                    URI.create(server.httpUri() + "/api/2.1/unity-catalog/tables/main.shop.orders"))
                            .header("authorization", "Bearer any")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(table.statusCode()).isEqualTo(200);
            assertThat(table.body()).contains("order_id");
            HttpResponse<String> status = http.send(
                    HttpRequest.newBuilder(URI.create(server.httpUri() + "/")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(status.body())
                    .contains("durable_position", server.grpcUri().toString());
        }
    }

    @Test
    void saysOnceAndInItsStatusThatATableCanNotTakeItsRows() throws Exception {
        try (ZerobusServer server = builder().tick(Duration.ofHours(1)).start()) {
            LoadClient client = new LoadClient(NAME.fullName());
            client.send(server.grpcUri(), 10);
            Path log = server.location(NAME).resolve("_delta_log");
            Files.move(log, log.resolveSibling("gone"));
            assertThat(server.awaitMaterialised(Duration.ofSeconds(1))).isFalse();

            assertThat(status(server)).contains("\"tables_failing\":1", "main.shop.orders", "\"failure\":");
            assertThat(notices).singleElement().asString().contains("main.shop.orders", "write-ahead log");
            Files.move(log.resolveSibling("gone"), log);
            assertThat(server.awaitMaterialised(Duration.ofSeconds(60))).isTrue();
            assertThat(status(server)).contains("\"tables_failing\":0");
            assertThat(ids(server)).containsExactlyInAnyOrderElementsOf(client.acked);
        }
    }

    private static String status(ZerobusServer server) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.httpUri() + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void namesHttpsAddressesAndACertificateWithTls() throws Exception {
        try (ZerobusServer server = builder().tls(true).start()) {
            assertThat(server.grpcUri().getScheme()).isEqualTo("https");
            assertThat(server.httpUri().getScheme()).isEqualTo("https");
            assertThat(server.certificateFile()).exists();
        }
    }

    @Test
    void refusesASecondServerOnItsDirectoryAndFreesItWhenClosed() throws Exception {
        try (ZerobusServer server = builder().start()) {
            assertThatThrownBy(() -> builder().start()).hasMessageContaining("in use by another server");
            assertThat(server.data()).isEqualTo(temp.toAbsolutePath());
        }
        builder().start().close();
    }
}
