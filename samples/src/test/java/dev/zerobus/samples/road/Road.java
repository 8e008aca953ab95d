// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A client of a real server and what it said. Closes the client; owned by one thread. */
final class Road implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(15);

    final Queue<String> said;
    final ZerobusClient client;

    private Road(ZerobusClient client, Queue<String> said) {
        this.client = client;
        this.said = said;
    }

    /** A configuration for a server, with attempts in quick succession. */
    static ConfigBuilder to(ZerobusServer server) {
        return ZerobusConfig.builder()
                .set("endpoint", server.grpcUri().toString())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("ring.size", "4MiB")
                .set("backoff.min", "10ms")
                .set("backoff.max", "100ms")
                .set("blocked-retry.min", "50ms")
                .set("blocked-retry.max", "200ms");
    }

    static Road start(ConfigBuilder config) {
        Queue<String> said = new ConcurrentLinkedQueue<>();
        return new Road(ZerobusClient.start(config.build(), (level, message) -> said.add(level + " " + message)), said);
    }

    LaneSnapshot lane() {
        return client.snapshot().lanes().get(0);
    }

    /** Waits until the lane is blocked and an error says all the words in one line. */
    void awaitBlocked(String... words) {
        await("an error with " + String.join(", ", words), () -> lane().state().equals("BLOCKED") && saysError(words));
    }

    private boolean saysError(String... words) {
        return said.stream().anyMatch(line -> line.startsWith("ERROR") && containsAll(line, words));
    }

    private static boolean containsAll(String line, String... words) {
        for (String word : words) {
            if (!line.contains(word)) {
                return false;
            }
        }
        return true;
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + ": " + client.snapshot() + ", "
                        + lane().stateWhy() + ", said " + said);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Everything accepted is settled, nothing was refused, and the books balance. */
    void assertDelivered(long acked) {
        assertThat(client.flush(LONG)).as("%s said %s", client.snapshot(), said).isTrue();
        assertThat(lane().acked()).isEqualTo(acked);
        assertThat(client.snapshot().dropped()).isZero();
        assertThat(client.snapshot().balances())
                .as(client.snapshot().toString())
                .isTrue();
    }

    static List<Map<String, Object>> rows(ZerobusServer server, String table) throws IOException {
        assertThat(server.awaitMaterialised(LONG)).isTrue();
        List<Map<String, Object>> rows = new ArrayList<>();
        server.reader(TableName.of(table)).forEach(List.of(), rows::add);
        return rows;
    }

    @Override
    public void close() {
        client.close(LONG);
    }
}
