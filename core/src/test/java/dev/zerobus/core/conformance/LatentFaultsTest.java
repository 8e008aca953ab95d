// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.await;
import static dev.zerobus.core.conformance.Workbench.ids;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that were found by reading other clients: we do not have them. */
class LatentFaultsTest {

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
    @Conforms("latent_1_ack_regression")
    void anAckThatGoesBackwardsChangesNothing() {
        bench.server.next(StreamScript.silent());
        bench.emit(0, 9);
        ScriptedExchange first = bench.requests(0, 9);
        first.ack(5);
        first.ack(3);
        first.ack(6);
        await("six and the one before", () -> bench.lane().acked() == 7);
        first.fail(Status.UNAVAILABLE);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).as("7 and 8 were not acknowledged").containsExactly(7L, 8L);
        assertThat(bench.lane().acksIgnored()).isEqualTo(1);
    }

    @Test
    @Conforms("latent_2_ack_beyond_what_was_sent")
    void anAckBeyondWhatWasSentIsIgnoredAndCounted() {
        bench.server.next(StreamScript.silent());
        bench.emit(0, 3);
        ScriptedExchange first = bench.requests(0, 3);
        first.ack(100);
        await("it is counted", () -> bench.lane().acksIgnored() == 1);
        assertThat(bench.lane().acked()).isZero();
        first.ack(2);
        assertThat(bench.flush(LONG)).isTrue();
    }

    @Test
    @Conforms("latent_3_create_then_break_is_a_hot_loop")
    void streamsThatBreakAtOnceAreOpenedMoreAndMoreSeldom() {
        bench.server.otherwise(StreamScript.createThenBreak());
        bench.set("backoff.min", "50ms").set("backoff.max", "30s").emit(0, 1);
        long began = System.nanoTime();
        await("two seconds", () -> since(began).toMillis() > 2_000);
        // full jitter: 2 s hold 6 attempts in the mean, and a hot loop hundreds
        assertThat(bench.server.streams().size()).isBetween(2, 25);
    }

    @Test
    @Conforms("latent_4_fixed_retries_then_dead")
    void goesOnAfterAnyNumberOfFailures() {
        for (int i = 0; i < 30; i++) {
            bench.server.next(StreamScript.failCreate(Status.UNAVAILABLE));
        }
        bench.set("backoff.max", "10ms").emit(0, 3);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(3);
    }

    @Test
    @Conforms({"latent_5_waiting_event_is_in_no_set", "latent_6_lock_held_while_waiting"})
    void callersThatWaitForRoomAreInTheBooksAndWaitForNoLock() {
        bench.server.otherwise(StreamScript.failAt(0, Status.NOT_FOUND));
        bench.set("overflow.policy", "block").set("overflow.timeout", "1s").set("ring.size", "64KiB");
        bench.client();
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(CompletableFuture.runAsync(() -> {
                while (bench.emit(1)) {
                    accepted.incrementAndGet();
                }
                refused.incrementAndGet();
            }));
        }
        await(
                "a full ring",
                () -> bench.lane().state().equals("BLOCKED")
                        && bench.lane().queued() + bench.lane().inFlight() > 200);
        CloseReport report = bench.close(Duration.ofMillis(50));
        threads.forEach(CompletableFuture::join);
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).isEqualTo(accepted.get());
        assertThat(bench.client().snapshot().dropped()).isEqualTo(refused.get());
        assertThat(bench.client().snapshot().balances()).isTrue();
    }

    @Test
    @Conforms("latent_7_bound_counts_requests_not_bytes")
    void whatIsKeptIsBoundInBytes() {
        bench.server.otherwise(StreamScript.silent());
        bench.set("ring.size", "64KiB").set("overflow.shed-below", "0");
        long accepted = 0;
        while (bench.emit(accepted)) {
            accepted++;
        }
        long bytes = bench.client().snapshot().lane("default").acceptedBytes();
        assertThat(bytes).isLessThanOrEqualTo(64 << 10);
        assertThat(bench.client().snapshot().dropped()).isEqualTo(1);
    }

    @Test
    @Conforms("latent_8_ack_timer_restarts_on_any_message")
    void messagesWithoutProgressDoNotKeepADeadStreamAlive() {
        bench.server.next(StreamScript.onBatches((exchange, batch) -> nag(exchange)));
        bench.set("ack.timeout", "500ms").emit(0, 1);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.said).anyMatch(line -> line.contains("made no progress within 500 ms"));
        assertThat(bench.lane().acksIgnored()).isPositive();
    }

    private static void nag(ScriptedExchange exchange) {
        exchange.ack(77);
        if (!exchange.isClientGone()) {
            exchange.later(Duration.ofMillis(50), () -> nag(exchange));
        }
    }

    @Test
    @Conforms("latent_9_a_request_after_the_close_signal")
    void nothingIsSentOnceTheSignalIsHere() {
        bench.server.next(StreamScript.closeSignalAt(3, Duration.ofSeconds(60)));
        bench.set("inflight.batches", "50").set("close-signal.wait", "60s");
        bench.emit(0, 4);
        bench.requests(0, 4);
        bench.untilState("PAUSED");
        bench.emit(4, 200);
        assertThat(bench.flush(Duration.ofMillis(200))).isFalse();
        assertThat(bench.lane().queued()).as("50 may be in flight").isGreaterThan(190);
        assertThat(ids(bench.stream(0))).as("on the stream that ends").isEqualTo(numbers(0, 4));
        bench.stream(0).ack(3);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(0))).as("on the stream that ended").isEqualTo(numbers(0, 4));
        assertThat(ids(bench.stream(1))).isEqualTo(numbers(4, 200));
    }

    @Test
    @Conforms("latent_11_invalid_argument_fails_everything_pending")
    void oneBadEventAmongThousandsIsTheOnlyOneSetAside() {
        bench.server.otherwise(StreamScript.reject(row -> Workbench.id(row) == 1_234, "bad record"));
        bench.set("batch.records", "100").emit(0, 3_000);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(2_999);
        assertThat(bench.lane().setAside()).containsEntry(SetAsideReason.REJECTED, 1L);
    }
}
