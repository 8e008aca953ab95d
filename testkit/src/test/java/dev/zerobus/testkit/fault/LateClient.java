// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.api.EventBuilder;
import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server with one table that is going to be altered, and a client of it that emits numbered events. Owned by one thread. */
final class LateClient implements AutoCloseable {

    static final String TABLE = "t.late.orders";

    final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Path directory;
    private ZerobusServer server;
    private ZerobusClient client;
    private Map<String, String> options;

    private LateClient(Path directory, ZerobusServer server, Map<String, String> options) {
        this.directory = directory;
        this.server = server;
        this.options = options;
        this.client = startClient();
    }

    static LateClient start(Path directory, String columns, Map<String, String> options) throws Exception {
        ZerobusServer server = ZerobusServer.builder(directory.resolve("data"))
                .shutdownGrace(Duration.ZERO)
                .table("CREATE TABLE " + TABLE + " (producer_id STRING, seq BIGINT, n BIGINT, " + columns + ")")
                .start();
        return new LateClient(directory, server, options);
    }

    private ZerobusClient startClient() {
        ConfigBuilder config = ZerobusConfig.builder()
                .set("endpoint", server.grpcUri().toString())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("table", TABLE)
                .set("batch.records", "50")
                .set("backoff.min", "10ms")
                .set("backoff.max", "100ms")
                .set("blocked-retry.min", "50ms")
                .set("blocked-retry.max", "200ms")
                .set("schema.recheck.min", "10ms")
                .set("schema.recheck.max", "50ms");
        options.forEach(config::set);
        return ZerobusClient.start(config.build(), (level, message) -> said.add(level + " " + message));
    }

    ZerobusServer server() {
        return server;
    }

    ZerobusClient client() {
        return client;
    }

    /** Ends the client as far as it gets, and starts another one. */
    void startAnew(Map<String, String> with) {
        client.close(Duration.ofSeconds(1));
        options = with;
        client = startClient();
    }

    /** The same directory and ports, as after a crash of the machine. */
    void restartTheServer() throws Exception {
        int port = server.grpcUri().getPort();
        int httpPort = server.httpUri().getPort();
        server.close();
        server = ZerobusServer.builder(directory.resolve("data"))
                .shutdownGrace(Duration.ZERO)
                .port(port)
                .httpPort(httpPort)
                .start();
    }

    void alter(String what) {
        server.alterTable("ALTER TABLE " + TABLE + " " + what);
    }

    void emit(int from, int to, Consumer<EventBuilder> fields) {
        for (int n = from; n < to; n++) {
            EventBuilder event = Events.event("order").put("n", n);
            fields.accept(event);
            event.emit();
        }
    }

    LaneSnapshot lane() {
        return client.snapshot().lanes().get(0);
    }

    void await(String what, Callable<Boolean> condition) {
        Await.until(what, Await.LONG, condition, () -> lane() + ", " + lane().stateWhy() + ", said " + said);
    }

    /** Waits until everything accepted is durable at the service. */
    void flush() {
        assertThat(client.flush(Await.LONG))
                .as("%s, %s, said %s", lane(), lane().stateWhy(), said)
                .isTrue();
        assertThat(lane().balances()).isTrue();
    }

    /** Waits until the lane is blocked for a reason with these words. */
    void awaitBlocked(String... words) {
        await("the lane to be blocked by " + List.of(words), () -> {
            String why = lane().stateWhy();
            return lane().state().equals("BLOCKED") && List.of(words).stream().allMatch(why::contains);
        });
        String first = words[0];
        // where another reason came first, this one is said with the next word about the lane
        awaitSaid("ERROR lane default is blocked", first);
    }

    /** Waits for a line that begins like this and has these words: it is said behind the change that it tells of. */
    void awaitSaid(String begin, String... words) {
        await(
                "the line " + begin,
                () -> said.stream()
                        .anyMatch(line -> line.startsWith(begin)
                                && List.of(words).stream().allMatch(line::contains)));
    }

    /** Some columns of all rows, in the order of {@code n}. */
    List<Map<String, @Nullable Object>> rows(String... columns) throws Exception {
        assertThat(server.awaitMaterialised(Await.LONG)).isTrue();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        server.reader(TableName.of(TABLE)).forEach(List.of(columns), rows::add);
        rows.sort(Comparator.comparingLong(row -> (Long) row.get("n")));
        return rows;
    }

    /** Every number from 0, once. */
    void assertEachOnce(int events) throws Exception {
        List<Map<String, @Nullable Object>> rows = rows("n");
        assertThat(rows).hasSize(events);
        for (int n = 0; n < events; n++) {
            assertThat(rows.get(n)).containsEntry("n", (long) n);
        }
    }

    @Override
    public void close() {
        client.close(Duration.ZERO);
        server.close();
    }
}
