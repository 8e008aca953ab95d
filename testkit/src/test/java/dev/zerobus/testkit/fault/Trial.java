// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.schema.TableName;
import dev.zerobus.server.ServerBuilder;
import dev.zerobus.server.ZerobusServer;
import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerLoad;
import dev.zerobus.testkit.ledger.Verdict;
import dev.zerobus.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client under load, a proxy, a server, and faults one after the other; then everything is compared. More faults:
 * {@code -Dfaults=200}. Owned by one thread.
 */
final class Trial implements AutoCloseable {

    /** How often a fault of the network or the server happens; those of credentials half as often. */
    static final int FAULTS = Integer.getInteger("faults", 10);

    static final String TABLE = "t.fault.ticks";
    static final int BATCH_RECORDS = 50;
    static final int BATCHES_IN_FLIGHT = 8;

    /** What may have to be sent again after one fault. */
    static final int IN_FLIGHT = BATCH_RECORDS * BATCHES_IN_FLIGHT;

    private static final int WORKERS = 2;
    private static final int PER_SECOND = 1_000;

    final ZerobusServer server;
    final FaultProxy proxy;
    final ZerobusClient client;
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Path directory;
    private final LedgerLoad load;
    private int faults;

    private Trial(Path directory, ZerobusServer server, FaultProxy proxy, ZerobusConfig config) {
        this.directory = directory;
        this.server = server;
        this.proxy = proxy;
        this.client = ZerobusClient.start(config, (level, message) -> said.add(level + " " + message));
        this.load = LedgerLoad.start(directory.resolve("ledgers"), "w", 0, WORKERS, PER_SECOND);
    }

    static Trial start(Path directory) throws Exception {
        return start(directory, builder -> {}, Map.of());
    }

    static Trial start(Path directory, Consumer<ServerBuilder> settings, Map<String, String> options) throws Exception {
        return start(directory, settings, options, server -> {});
    }

    static Trial start(
            Path directory,
            Consumer<ServerBuilder> settings,
            Map<String, String> options,
            Consumer<ZerobusServer> beforeTheClient)
            throws Exception {
        ServerBuilder builder = ZerobusServer.builder(directory.resolve("data"))
                .shutdownGrace(Duration.ZERO)
                .table(LedgerCheck.ddl(TABLE));
        settings.accept(builder);
        ZerobusServer server = builder.start();
        beforeTheClient.accept(server);
        FaultProxy proxy = FaultProxy.to(server.grpcUri().getPort());
        return new Trial(directory, server, proxy, config(server, proxy, options));
    }

    private static ZerobusConfig config(ZerobusServer server, FaultProxy proxy, Map<String, String> options) {
        String scheme = server.grpcUri().getScheme();
        ConfigBuilder config = ZerobusConfig.builder()
                .set("endpoint", scheme + "://localhost:" + proxy.port())
                .set("workspace.url", server.httpUri().toString())
                .set("auth", "none")
                .set("proxy", "none")
                .set("table", TABLE)
                .set("ring.size", "16MiB")
                .set("batch.records", String.valueOf(BATCH_RECORDS))
                .set("inflight.batches", String.valueOf(BATCHES_IN_FLIGHT))
                .set("open.timeout", "500ms")
                .set("ack.timeout", "300ms")
                .set("backoff.min", "10ms")
                .set("backoff.max", "100ms")
                .set("blocked-retry.min", "50ms")
                .set("blocked-retry.max", "200ms");
        options.forEach(config::set);
        return config.build();
    }

    LaneSnapshot lane() {
        return client.snapshot().lanes().get(0);
    }

    /** Waits until rows are durable that were accepted after now: the stream is open and moves. */
    void awaitFlow() {
        long accepted = lane().accepted();
        awaitAcked(accepted + 1);
    }

    private void awaitAcked(long rows) {
        await(rows + " rows to be durable", () -> lane().acked() >= rows);
    }

    void await(String what, Callable<Boolean> condition) {
        Await.until(what, Await.LONG, condition, () -> lane() + ", " + lane().stateWhy() + ", said " + said);
    }

    /** A number that the worker who is behind will come to before long, and the other one perhaps. */
    long numberToCome() {
        return load.begun() / WORKERS + PER_SECOND / 5;
    }

    /** A fault, of which the client must come out by itself: everything accepted until the fault is over becomes durable. */
    void suffer(int times, Fault fault) throws Exception {
        for (int i = 0; i < times; i++) {
            awaitFlow();
            fault.happen(i);
            faults++;
            awaitFlow();
        }
    }

    /** A fault that costs the stream. */
    void lose(int times, Fault fault) throws Exception {
        suffer(times, i -> {
            long before = lane().streamsLost();
            fault.happen(i);
            await("the stream to be lost", () -> lane().streamsLost() > before);
        });
    }

    interface Fault {
        void happen(int number) throws Exception;
    }

    /** Ends everything and compares. */
    Verdict finish(String what) throws Exception {
        return finish(what, check -> {});
    }

    /** Ends everything and compares, with what is special. */
    Verdict finish(String what, Consumer<LedgerCheck> special) throws Exception {
        load.close();
        server.faults().clear();
        assertThat(client.flush(Await.LONG))
                .as("%s said %s", client.snapshot(), said)
                .isTrue();
        CloseReport report = client.close(Await.LONG);
        assertThat(server.awaitMaterialised(Await.LONG)).isTrue();
        LedgerCheck check = check(report);
        special.accept(check);
        Verdict verdict = check.run();
        System.out.println(what + ", " + faults + " times: " + verdict + ", resent " + lane().resent());
        assertThat(verdict.accepted()).isGreaterThan(faults * 10L);
        assertThat(verdict.refused()).isZero();
        return verdict.assertHolds();
    }

    private LedgerCheck check(CloseReport report) {
        return LedgerCheck.of(directory.resolve("ledgers"), server.location(TableName.of(TABLE)))
                .books(client.snapshot())
                .closed(report)
                .duplicatesAtMost(Math.min((long) faults * IN_FLIGHT, lane().resent()))
                .callerAtMost(Duration.ofSeconds(2));
    }

    static void closeAll(@Nullable AutoCloseable... all) throws Exception {
        for (AutoCloseable one : all) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeAll(load, () -> client.close(Duration.ZERO), server, proxy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("the trial could not be ended", e);
        }
    }
}
