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
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real server sees of the limits of a stream. */
class ThrottleOverGrpcTest {

    private static final int ROWS_PER_SECOND = 2_000;

    private final ScriptedZerobus server = ScriptedZerobus.start();
    private LiveLane live;

    private void open(StreamLimits limits) {
        StreamSettings streams = StreamSettings.builder()
                .backoff(Duration.ofMillis(1), Duration.ofMillis(50))
                .build();
        live = new LiveLane(
                new GrpcSessions(
                        StreamEndpoint.parse(server.url()),
                        streams,
                        TokenSource.none(),
                        ProxyRules.direct(),
                        TrustedCertificates.platform(),
                        Runnable::run),
                settings -> settings.ringBytes(1 << 23).linger(Duration.ofMillis(1)),
                builder -> builder.limits(limits));
    }

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
        server.close();
    }

    /** So many rows had come when the time was so much after the start. */
    private record Arrived(long nanos, long rows) {}

    @Test
    void theServiceNeverHasMoreThanItsLimitAllows() {
        List<Arrived> arrived = new CopyOnWriteArrayList<>();
        AtomicInteger rows = new AtomicInteger();
        long start = System.nanoTime();
        server.otherwise(StreamScript.onBatches((exchange, batch) -> {
            int all = rows.addAndGet(batch.getProtoEncodedBatch().getRecordsCount());
            arrived.add(new Arrived(System.nanoTime() - start, all));
            exchange.ack(batch.getOffsetId());
        }));
        open(StreamLimits.of(StreamLimits.DEFAULT_BYTES_PER_SECOND, ROWS_PER_SECOND, 1));
        live.emit(0, 6_000);
        assertThat(live.flush(Duration.ofSeconds(60))).isTrue();
        // Arrivals may be held up on their way, but none comes before it was sent.
        for (Arrived at : arrived) {
            assertThat((double) at.rows)
                    .as("rows after " + at.nanos / 1_000_000 + " ms")
                    .isLessThanOrEqualTo(ROWS_PER_SECOND * (0.95 * at.nanos / 1e9 + 0.05));
        }
        assertThat(rows).hasValue(6_000);
        assertThat(live.metrics.snapshot().throttledNanos())
                .isGreaterThan(Duration.ofSeconds(2).toNanos());
        Books.assertBalanced(live.metrics, live.lane);
    }

    @Test
    void aServiceWhoseQuotaIsUsedUpIsTriedAgainAndNothingIsLost() {
        AtomicInteger exhausted = new AtomicInteger();
        server.otherwise(new StreamScript() {
            @Override
            public void onBatch(ScriptedExchange exchange, dev.zerobus.proto.wire.IngestRecordBatchRequest batch) {
                if (exhausted.get() < 5) {
                    exhausted.incrementAndGet();
                    exchange.fail(Status.RESOURCE_EXHAUSTED.withDescription("quota of the workspace"));
                } else {
                    exchange.ack(batch.getOffsetId());
                }
            }
        });
        open(StreamLimits.defaults());
        live.emit(0, 500);
        assertThat(live.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(exhausted).hasValue(5);
        assertThat(server.streams())
                .as("each time a stream, with a pause before it")
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(live.said)
                .anyMatch(line -> line.contains("RESOURCE_EXHAUSTED")
                        && line.contains("quota of the workspace")
                        && line.contains("ask for a higher limit"));
        assertThat(Books.assertBalanced(live.metrics, live.lane).acked()).isEqualTo(500);
        assertThat(live.asides).isEmpty();
    }
}
