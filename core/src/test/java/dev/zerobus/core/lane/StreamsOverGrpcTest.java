// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.stream.GrpcSessions;
import dev.zerobus.core.stream.StreamEndpoint;
import dev.zerobus.core.stream.StreamSettings;
import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.ScriptedZerobus;
import dev.zerobus.core.testing.StreamScript;
import dev.zerobus.proto.wire.IngestRecordBatchRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several streams with real threads over real gRPC: they come under load, and each producer's events stay in order. */
@Tag("long")
class StreamsOverGrpcTest {

    private static final int PRODUCERS = 6;
    private static final int EACH = 3_000;
    private static final long APART = 1_000_000;

    private final ScriptedZerobus server = ScriptedZerobus.start();
    private LiveLane live;

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
        server.close();
    }

    /** A service that keeps rows in the order in which they come, and breaks streams now and then. */
    private static final class Moody implements StreamScript {
        private final Random random;
        private final List<Rows.Row> landed = new ArrayList<>();
        private final Set<ScriptedExchange> ended = new HashSet<>();
        private int broken;

        Moody(long seed) {
            random = new Random(seed);
        }

        @Override
        public synchronized void onBatch(ScriptedExchange exchange, IngestRecordBatchRequest batch) {
            if (ended.contains(exchange)) {
                return;
            }
            landed.addAll(
                    Rows.parse(LaneHarness.TABLE, batch.getProtoEncodedBatch().toByteArray()));
            if (random.nextInt(60) == 0) {
                broken++;
                ended.add(exchange);
                exchange.fail(Status.UNAVAILABLE);
            } else {
                exchange.ack(batch.getOffsetId());
            }
        }
    }

    @Test
    void moreStreamsComeUnderLoadAndEveryProducersEventsLandInOrder() throws Exception {
        long seed = System.nanoTime();
        Moody service = new Moody(seed);
        server.otherwise(service);
        live = new LiveLane(
                new GrpcSessions(
                        StreamEndpoint.parse(server.url()),
                        StreamSettings.builder()
                                .backoff(Duration.ofMillis(1), Duration.ofMillis(20))
                                .build(),
                        TokenSource.none(),
                        ProxyRules.direct(),
                        TrustedCertificates.platform(),
                        Runnable::run),
                settings -> settings.ringBytes(1 << 18)
                        .overflow(OverflowPolicy.BLOCK)
                        .blockTimeout(Duration.ofMinutes(1))
                        .linger(Duration.ofMillis(1)),
                builder -> builder.limits(StreamLimits.of(StreamLimits.DEFAULT_BYTES_PER_SECOND, 1_000)
                        .withStreams(4)));
        CountDownLatch done = new CountDownLatch(PRODUCERS);
        for (int p = 0; p < PRODUCERS; p++) {
            long from = p * APART;
            new Thread(() -> {
                        live.emit(from, from + EACH);
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        LaneReport report = live.close(Duration.ofSeconds(60));
        String what = "seed " + seed + ", " + report + ", said " + live.said;
        assertThat(report.acked()).as(what).isEqualTo((long) PRODUCERS * EACH);
        assertThat(live.metrics.snapshot().rescalings()).as(what).isPositive();
        assertThat(service.broken).as(what).isPositive();
        assertInOrder(service.landed, what);
        Books.assertAgree(report, Books.assertBalanced(live.metrics, live.lane));
    }

    private static void assertInOrder(List<Rows.Row> landed, String what) {
        Map<Long, Long> next = new HashMap<>();
        for (Rows.Row row : landed) {
            long producer = row.id() / APART;
            long expected = next.getOrDefault(producer, 0L);
            if (row.id() % APART >= expected) {
                assertThat(row.id() % APART).as(what).isEqualTo(expected);
                next.put(producer, expected + 1);
            }
        }
        assertThat(next).as(what).hasSize(PRODUCERS);
        assertThat(next.values()).as(what).containsOnly((long) EACH);
    }
}
