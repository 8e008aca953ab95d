// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.await;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.stream.StreamSession;
import dev.zerobus.core.testing.RecordingListener;
import dev.zerobus.core.testing.ScriptedOAuth;
import dev.zerobus.core.testing.SessionDriver;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other clients and appenders are known for. */
@Tag("long")
class RivalsTest {

    @TempDir
    Path dir;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(dir);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @Conforms({"latent_10_token_fetched_on_every_open", "rival_token_fetched_on_every_open"})
    void oneTokenServesManyStreams() {
        for (int i = 0; i < 5; i++) {
            bench.server.next(StreamScript.failAt(0, Status.UNAVAILABLE));
        }
        try (ScriptedOAuth oauth = ScriptedOAuth.start()) {
            bench.set("auth", "oauth")
                    .set("workspace.url", oauth.url())
                    .set("client.id", "orders-app")
                    .set("client.secret", "a-secret");
            bench.emit(0, 3);
            assertThat(bench.flush(LONG)).isTrue();
            assertThat(bench.server.streams()).hasSize(6);
            assertThat(oauth.requests()).hasSize(1);
        }
    }

    /** gRPC probes a silent connection no sooner than after ten seconds, so this takes its time. */
    @Test
    @Conforms({"latent_12_no_keepalive", "rival_no_keepalive"})
    void aConnectionThatSwallowsEverythingIsFoundByKeepalive() throws IOException {
        try (Forwarder forwarder = new Forwarder(bench.server.port())) {
            bench.set("endpoint", "http://localhost:" + forwarder.port())
                    .set("keepalive.interval", "10s")
                    .set("keepalive.timeout", "1s")
                    .set("ack.timeout", "5m");
            bench.emit(0, 1);
            assertThat(bench.flush(LONG)).isTrue();
            forwarder.swallow();
            bench.emit(1, 4);
            long began = System.nanoTime();
            assertThat(bench.flush(Duration.ofMinutes(1))).isTrue();
            assertThat(since(began)).as("long before the ack timeout").isLessThan(Duration.ofMinutes(1));
            assertThat(bench.server.streams()).hasSize(2);
            assertThat(bench.received()).isEqualTo(numbers(0, 4));
        }
    }

    @Test
    @Conforms("rival_unlimited_callback_queue")
    void aFloodOfAnswersIsTakenToItsEnd() {
        bench.server.next(StreamScript.onBatches((exchange, batch) -> {
            for (int i = 0; i < 50_000; i++) {
                exchange.ack(batch.getOffsetId());
            }
        }));
        bench.emit(0, 3);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(3);
        assertThat(bench.server.streams()).hasSize(1);
    }

    /** Nobody takes what the service says: it waits at the service, and here no more of it than a window. */
    @Test
    @Conforms("rival_unlimited_callback_queue")
    void whatNobodyTakesYetIsNotFetchedBeyondAWindow() {
        int flood = 50_000;
        AtomicBoolean flooded = new AtomicBoolean();
        bench.server.next(StreamScript.onBatches((exchange, batch) -> {
            for (int i = 0; i < flood; i++) {
                exchange.ack(0);
            }
            flooded.set(true);
        }));
        AtomicLong letters = new AtomicLong();
        RecordingListener heard = new RecordingListener();
        StreamSession session = SessionDriver.factory(
                        bench.server, SessionDriver.settings().build(), TokenSource.none())
                .create(SessionDriver.TABLE, heard, letters::incrementAndGet);
        session.connect(SessionDriver.DESCRIPTOR);
        await("the stream", () -> session.poll(System.nanoTime()) >= 0 && session.ready());
        long before = letters.get();
        byte[] rows = SessionDriver.rows("one");
        session.send(rows, 0, rows.length, 1, System.nanoTime());
        await("the flood", () -> flooded.get() && letters.get() - before >= 255);
        long began = System.nanoTime();
        await("some time for more to come", () -> since(began).toMillis() > 300);
        assertThat(letters.get() - before).as("in the mailbox").isLessThanOrEqualTo(256 + 8);
        assertThat(session.poll(System.nanoTime())).isLessThanOrEqualTo(256 + 8);
        await("all of it", () -> session.poll(System.nanoTime()) >= 0 && letters.get() - before >= flood);
        assertThat(heard.count("acked 0")).isEqualTo(1);
        session.close();
    }

    @Test
    @Conforms("rival_log_appender_drops_or_runs_out_of_memory")
    void anOutageCostsNoMoreMemoryThanTheRingAndEveryDropIsCounted() {
        bench.server.stop();
        bench.set("ring.size", "64KiB").set("overflow.shed-below", "0");
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            refused += bench.emit(i) ? 0 : 1;
        }
        assertThat(refused).isPositive();
        assertThat(bench.client().snapshot().dropped()).isEqualTo(refused);
        assertThat(bench.client().snapshot().accepted()).isEqualTo(2_000 - refused);
        bench.server.restart();
        assertThat(bench.flush(LONG)).isTrue();
        await("the books", () -> bench.client().snapshot().balances());
        assertThat(bench.client().snapshot().acked()).isEqualTo(2_000 - refused);
    }

    @Test
    @Conforms({"rival_stream_dead_after_four_retries", "rival_drops_after_two_minutes", "rival_retry_limit"})
    void anEndpointThatIsAwayForLongGetsEverythingWhenItIsBack() {
        bench.server.stop();
        bench.set("backoff.max", "20ms").emit(0, 50);
        long attempts = System.nanoTime();
        await("many failed attempts", () -> since(attempts).toMillis() > 1_500);
        assertThat(bench.lane().queued() + bench.lane().inFlight()).isEqualTo(50);
        bench.server.restart();
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.received()).isEqualTo(numbers(0, 50));
    }
}
