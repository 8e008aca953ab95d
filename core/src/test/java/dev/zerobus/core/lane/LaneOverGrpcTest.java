// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.stream.GrpcSessions;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamEndpoint;
import dev.zerobus.core.stream.StreamSettings;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.CreateIngestStreamRequest;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lane with its real threads, over real gRPC, against a server that does what the test says. */
class LaneOverGrpcTest {

    private final ScriptedZerobus server = ScriptedZerobus.start();
    private LiveLane live;

    private LiveLane open(UnaryOperator<LaneSettings.Builder> settings) {
        return open(server.url(), settings);
    }

    private LiveLane open(String url, UnaryOperator<LaneSettings.Builder> settings) {
        return open(url, Duration.ofMillis(1), settings);
    }

    private LiveLane open(String url, Duration firstBackoff, UnaryOperator<LaneSettings.Builder> settings) {
        StreamSettings streams = StreamSettings.builder()
                .backoff(firstBackoff, firstBackoff.multipliedBy(20))
                .build();
        live = new LiveLane(
                (table, listener, wakeup) -> new GrpcSessions(
                                StreamEndpoint.parse(url),
                                streams,
                                TokenSource.none(),
                                ProxyRules.direct(),
                                TrustedCertificates.platform(),
                                Runnable::run)
                        .create(table, listener, wakeup),
                settings);
        return live;
    }

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
        server.close();
    }

    private static List<Rows.Row> parse(IngestRecordBatchRequest batch) {
        return Rows.parse(LaneHarness.TABLE, batch.getProtoEncodedBatch().toByteArray());
    }

    /** A service that keeps rows, and loses streams and asks to move on as its dice say. */
    private static final class Moody implements StreamScript {
        private final Random random;
        private final List<Rows.Row> landed = new ArrayList<>();
        private ScriptedExchange current;
        private int disturbances;

        Moody(long seed) {
            random = new Random(seed);
        }

        @Override
        public synchronized void onCreate(ScriptedExchange exchange, CreateIngestStreamRequest request) {
            current = exchange;
            exchange.created();
        }

        @Override
        public synchronized void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
            if (exchange != current) {
                return;
            }
            int dice = random.nextInt(40);
            if (dice == 0) {
                end(exchange);
                return;
            }
            landed.addAll(parse(batch));
            if (dice == 1) {
                end(exchange);
            } else if (dice == 2) {
                disturbances++;
                exchange.ack(batch.getOffsetId());
                exchange.closeSignal(Duration.ofMillis(random.nextInt(20)));
            } else if (dice > 5) {
                exchange.ack(batch.getOffsetId());
            } else {
                // acknowledged by a later ack, or not at all if the stream ends before
                exchange.later(Duration.ofMillis(10), () -> exchange.ack(batch.getOffsetId()));
            }
        }

        private void end(ScriptedExchange exchange) {
            disturbances++;
            current = null;
            exchange.fail(random.nextBoolean() ? Status.UNAVAILABLE : Status.INTERNAL.withDescription("oops"));
        }

        synchronized List<Rows.Row> landed() {
            return List.copyOf(landed);
        }
    }

    @Test
    void fourProducersUnderRandomStreamKillsLandInOrderAtLeastOnce() {
        long seed = System.nanoTime();
        Moody service = new Moody(seed);
        server.otherwise(service);
        open(settings -> settings.overflow(OverflowPolicy.BLOCK)
                .blockTimeout(Duration.ofMinutes(1))
                .batchRecords(100)
                .linger(Duration.ofMillis(1)));
        int each = 5_000;
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            long from = p * 1_000_000L;
            producers.add(CompletableFuture.runAsync(() -> live.emit(from, from + each)));
        }
        producers.forEach(CompletableFuture::join);
        LaneReport report = live.close(Duration.ofSeconds(60));
        assertThat(report.acked()).as("seed " + seed + ", " + report).isEqualTo(4L * each);
        assertThat(service.disturbances).as("seed " + seed).isPositive();
        assertInOrder(service.landed(), 4, each, "seed " + seed);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }

    private static void assertInOrder(List<Rows.Row> landed, int producers, int each, String seed) {
        long nextSeq = 0;
        long[] next = new long[producers];
        List<Long> ids = new ArrayList<>();
        for (Rows.Row row : landed) {
            if (row.seq() < nextSeq) {
                assertThat(row.id()).as(seed).isEqualTo(ids.get((int) row.seq()));
                continue;
            }
            assertThat(row.seq()).as(seed).isEqualTo(nextSeq++);
            ids.add(row.id());
            assertThat(row.id() % 1_000_000).as(seed).isEqualTo(next[(int) (row.id() / 1_000_000)]++);
        }
        assertThat(next).as(seed).containsOnly(each);
    }

    @Test
    void aServerThatIsKilledAndComesBackGetsEverything() {
        Moody service = new Moody(1);
        server.otherwise(service);
        open(settings -> settings.ringBytes(1 << 24).linger(Duration.ofMillis(1)));
        live.emit(0, 500);
        LiveLane.await("some rows", () -> live.metrics.snapshot().acked() > 0);
        server.stop();
        live.emit(500, 1_000);
        server.restart();
        live.emit(1_000, 1_500);
        assertThat(live.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(Books.assertBalanced(live.metrics, live.lane).acked()).isEqualTo(1_500);
        assertInOrder(service.landed(), 1, 1_500, "seed 1");
    }

    @Test
    void aRejectedRecordStandsAloneInTheEndAndTheOthersLand() {
        server.otherwise(StreamScript.reject(record -> idOf(record) % 100 == 37, "no such customer"));
        open(settings -> settings.linger(Duration.ofMillis(20)).rejectionsPerMinute(10_000));
        live.emit(0, 300);
        assertThat(live.flush(Duration.ofSeconds(60))).isTrue();
        LaneSnapshot books = Books.assertBalanced(live.metrics, live.lane);
        assertThat(books.acked()).isEqualTo(297);
        assertThat(books.setAside()).containsEntry(SetAsideReason.REJECTED, 3L);
        assertThat(live.asides).containsExactly(37L, 137L, 237L);
        assertThat(live.said).anyMatch(line -> line.contains("REJECTED") && line.contains("no such customer"));
    }

    private static long idOf(ByteString record) {
        try {
            return Rows.parseOne(LaneHarness.TABLE, record).id();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEmptyFlushReturnsAtOnce() {
        open(settings -> settings);
        long begin = System.nanoTime();
        assertThat(live.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(System.nanoTime() - begin).isLessThan(Duration.ofMillis(500).toNanos());
        assertThat(server.streams())
                .as("nothing goes to the network before the first event")
                .isEmpty();
    }

    @Test
    void flushWaitsForTheSlowAckAndNotForLaterEvents() {
        server.otherwise(StreamScript.slow(Duration.ofMillis(300)));
        open(settings -> settings);
        live.emit(0, 10);
        long begin = System.nanoTime();
        CompletableFuture<Boolean> flush = CompletableFuture.supplyAsync(() -> live.flush(Duration.ofSeconds(30)));
        long id = 10;
        while (!flush.isDone()) {
            live.emit(id++);
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        assertThat(flush.join()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
        assertThat(live.metrics.snapshot().acked()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void flushReturnsAtItsDeadlineWhenNothingIsAcknowledged() {
        server.otherwise(StreamScript.silent());
        open(settings -> settings);
        live.emit(0, 10);
        long begin = System.nanoTime();
        assertThat(live.flush(Duration.ofMillis(200))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void closeFlushesEverythingThenTheStreamEnds() {
        open(settings -> settings.linger(Duration.ofSeconds(5)));
        live.emit(0, 1_000);
        LaneReport report = live.close(Duration.ofSeconds(30));
        assertThat(report.acked()).isEqualTo(1_000);
        assertThat(server.stream(0).records()).hasSize(1_000);
        LiveLane.await("the end of the stream", () -> server.stream(0).isClientGone());
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"CONNECTING", "OPEN", "PAUSED", "RECOVERING", "BLOCKED"})
    void closeKeepsItsDeadlineInEveryState(SessionState state) {
        server.otherwise(leadsTo(state));
        // RECOVERING lasts as long as the delay before the next attempt
        boolean slowly = state == SessionState.RECOVERING;
        open(server.url(), slowly ? Duration.ofSeconds(20) : Duration.ofMillis(1), settings -> settings);
        live.emit(0, 100);
        LiveLane.await("the lane to be " + state, () -> now().state().equals(state.name()));
        if (state == SessionState.OPEN) {
            LiveLane.await("everything to be in flight", () -> now().inFlight() == 100);
        }
        assertClosesInTime(Duration.ofMillis(300), 100);
    }

    private LaneSnapshot now() {
        return live.metrics.snapshot();
    }

    private static StreamScript leadsTo(SessionState state) {
        switch (state) {
            case CONNECTING:
                return StreamScript.neverCreate();
            case OPEN:
                return StreamScript.silent();
            case PAUSED:
                return StreamScript.closeSignalAt(0, Duration.ofSeconds(30));
            case RECOVERING:
                return StreamScript.createThenBreak();
            case BLOCKED:
                return StreamScript.failCreate(Status.PERMISSION_DENIED);
            default:
                throw new IllegalArgumentException("no script leads to " + state);
        }
    }

    @Test
    void closeKeepsItsDeadlineWhenTheSchemaIsRefused() {
        server.otherwise(StreamScript.failCreate(Status.INVALID_ARGUMENT));
        open(settings -> settings);
        live.emit(0, 100);
        LiveLane.await("the lane to be blocked", () -> now().state().equals("BLOCKED"));
        assertClosesInTime(Duration.ofMillis(300), 100);
    }

    @Test
    void aBlackHoleDoesNotHoldTheCloseUp() throws Exception {
        // accepts connections into its backlog and never says anything
        try (ServerSocket hole = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            open("http://localhost:" + hole.getLocalPort(), settings -> settings);
            live.emit(0, 100);
            assertClosesInTime(Duration.ofSeconds(1), 100);
        }
    }

    private void assertClosesInTime(Duration time, long remaining) {
        long begin = System.nanoTime();
        LaneReport report = live.close(time);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(took).isBetween(time, time.plusSeconds(3));
        assertThat(report.finished()).isTrue();
        assertThat(report.remaining()).isEqualTo(remaining);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }
}
