// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.delta.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as users run it: in a process of its own, which can be killed. */
@Tag("long")
final class ForkedServerTest {

    private static final String ORDERS = "main.shop.orders";

    @TempDir
    Path temp;

    private Path data;

    @BeforeEach
    void createTable() throws Exception {
        data = temp.resolve("data");
        Process process = new ProcessBuilder(ForkedServer.command(
                        "create-table",
                        "--data",
                        data.toString(),
                        "CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)"))
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private ForkedServer serve() throws Exception {
        return ForkedServer.start(
                temp, "serve", "--data", data.toString(), "--port", "0", "--http-port", "0", "--tick", "100ms");
    }

    private List<Long> ids() throws Exception {
        List<Long> ids = new ArrayList<>();
        TableReader.of(data.resolve("tables/main/shop/orders"))
                .forEach(List.of("order_id"), row -> ids.add((Long) row.get("order_id")));
        return ids;
    }

    @Test
    void saysWhereItIsTakesRowsAndStopsCleanly() throws Exception {
        try (ForkedServer server = serve()) {
            assertThat(server.data).isEqualTo(data.toString());
            assertThat(server.stderr())
                    .contains(server.grpc.toString(), server.http.toString(), data.toString(), ORDERS, "none");
            LoadClient client = new LoadClient(ORDERS);
            client.send(server.grpc, 1_000);
            assertThat(client.acked).hasSizeGreaterThanOrEqualTo(1_000);

            assertThat(server.terminate()).isZero();
            assertThat(server.restOfStdout()).isEmpty();
            assertThat(server.stderr())
                    .doesNotContain("Exception")
                    .doesNotContain("WARNING")
                    .doesNotContain("SLF4J");
            assertThat(ids()).as("the last tick took everything").containsExactlyInAnyOrderElementsOf(client.acked);
        }
    }

    @Test
    void keepsEveryAcknowledgedRowExactlyOnceWhenItIsKilledUnderLoad() throws Exception {
        LoadClient client = new LoadClient(ORDERS);
        for (int round = 0; round < 4; round++) {
            try (ForkedServer server = serve()) {
                long before = client.acked.size();
                CompletableFuture<Throwable> sending = CompletableFuture.supplyAsync(() -> {
                    try {
                        return client.send(server.grpc, 1_000_000);
                    } catch (Exception e) {
                        return e;
                    }
                });
                long target = before + 3_000 + round * 1_700L;
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (client.acked.size() < target && !sending.isDone() && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                server.kill9();
                sending.get(60, TimeUnit.SECONDS);
                assertThat(client.acked.size()).as("round %s", round).isGreaterThanOrEqualTo((int) target);
            }
        }
        try (ForkedServer server = serve()) {
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr()).doesNotContain("damaged");
        }
        List<Long> ids = ids();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new java.util.HashSet<>(ids)).containsAll(client.acked);
    }

    @Test
    void refusesADirectoryThatAnotherProcessUses() throws Exception {
        try (ForkedServer server = serve()) {
            Process second = new ProcessBuilder(
                            ForkedServer.command("serve", "--data", data.toString(), "--port", "0", "--http-port", "0"))
                    .start();
            String err = new String(second.getErrorStream().readAllBytes());
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(err.strip()).doesNotContain("\n").contains("pid " + server.process.pid(), data.toString());
        }
    }
}
