// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CountingLaneMetricsTest {

    private final CountingLaneMetrics metrics = new CountingLaneMetrics("orders", "a.b.c");

    @Test
    void countsEveryReasonForItself() {
        for (DropReason reason : DropReason.values()) {
            for (int i = 0; i <= reason.ordinal(); i++) {
                metrics.dropped(reason);
            }
        }
        for (SetAsideReason reason : SetAsideReason.values()) {
            metrics.setAside(reason);
        }
        LaneSnapshot now = metrics.snapshot();
        for (DropReason reason : DropReason.values()) {
            assertThat(now.dropped()).containsEntry(reason, reason.ordinal() + 1L);
        }
        int reasons = DropReason.values().length;
        assertThat(now.droppedTotal()).isEqualTo(reasons * (reasons + 1L) / 2);
        assertThat(now.setAside()).hasSize(SetAsideReason.values().length).containsEntry(SetAsideReason.REJECTED, 1L);
    }

    @Test
    void balancesWhenEveryEventIsAccountedFor() {
        for (int i = 0; i < 10; i++) {
            metrics.accepted(100);
        }
        assertThat(metrics.snapshot().balances()).as("all queued").isTrue();
        assertThat(metrics.snapshot().queued()).isEqualTo(10);
        metrics.position(7, 0, 0);
        assertThat(metrics.snapshot().inFlight()).isEqualTo(7);
        assertThat(metrics.snapshot().queued()).isEqualTo(3);
        metrics.acked(4);
        metrics.setAside(SetAsideReason.REJECTED);
        metrics.position(7, 5, 5);
        LaneSnapshot now = metrics.snapshot();
        assertThat(now.balances()).isTrue();
        assertThat(now.acked() + now.queued() + now.inFlight() + now.setAsideTotal())
                .isEqualTo(now.accepted());
        assertThat(now.acceptedBytes()).isEqualTo(1_000);
    }

    @Test
    void doesNotBalanceWhenAnEventIsLostOrCountedTwice() {
        metrics.accepted(1);
        metrics.accepted(1);
        metrics.position(2, 2, 2);
        metrics.acked(1);
        assertThat(metrics.snapshot().balances())
                .as("room given back for an event of which nothing is known")
                .isFalse();
        metrics.acked(2);
        assertThat(metrics.snapshot().balances()).as("acked twice").isFalse();
        CountingLaneMetrics ghost = new CountingLaneMetrics("x", "a.b.c");
        ghost.position(1, 1, 1);
        ghost.acked(1);
        assertThat(ghost.snapshot().balances()).as("acked, but never accepted").isFalse();
    }

    @Test
    void countsUnknownFieldsByNameUpToABound() {
        for (int i = 0; i < NameCounts.MAX_NAMES + 50; i++) {
            metrics.unknownField("field" + i);
            metrics.unknownField("field" + i);
        }
        metrics.unknownField("x".repeat(100_000));
        Map<String, Long> names = metrics.snapshot().unknownFields();
        assertThat(names)
                .hasSize(NameCounts.MAX_NAMES + 1)
                .containsEntry("field0", 2L)
                .containsEntry("(others)", 101L);
        assertThat(metrics.snapshot().unknownFieldTotal()).isEqualTo(2L * NameCounts.MAX_NAMES + 101);
        CountingLaneMetrics fresh = new CountingLaneMetrics("x", "a.b.c");
        fresh.unknownField("y".repeat(100_000));
        assertThat(fresh.snapshot().unknownFields().keySet())
                .allMatch(name -> name.length() == NameCounts.MAX_NAME_LENGTH);
    }

    @Test
    void theBoundOfNamesHoldsUnderManyThreads() throws Exception {
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            metrics.unknownField("n" + i % 1_000);
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        Map<String, Long> names = metrics.snapshot().unknownFields();
        assertThat(names).hasSize(NameCounts.MAX_NAMES + 1);
        assertThat(names.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(20_000);
    }

    @Test
    void everythingElseIsCountedToo() {
        metrics.rowSent();
        metrics.batchSent(1, 50);
        metrics.resent(2);
        metrics.ackIgnored();
        metrics.throttled(7);
        metrics.throttled(8);
        metrics.streamOpened();
        metrics.streamLost();
        metrics.closeSignalled();
        metrics.schemaFetched();
        metrics.schemaRechecked();
        metrics.schemaRechecked();
        metrics.schemaFailed();
        metrics.stateChanged("OPEN", "stream 1 is open");
        LaneSnapshot now = metrics.snapshot();
        assertThat(now.rowsSent()).isEqualTo(1);
        assertThat(now.batchesSent()).isEqualTo(1);
        assertThat(now.bytesSent()).isEqualTo(50);
        assertThat(now.resent()).isEqualTo(2);
        assertThat(now.acksIgnored()).isEqualTo(1);
        assertThat(now.throttledNanos()).isEqualTo(15);
        assertThat(now.streamsOpened()).isEqualTo(1);
        assertThat(now.streamsLost()).isEqualTo(1);
        assertThat(now.closeSignals()).isEqualTo(1);
        assertThat(now.schemasFetched()).isEqualTo(1);
        assertThat(now.schemaRechecks()).isEqualTo(2);
        assertThat(now.schemasFailed()).isEqualTo(1);
        assertThat(now.state()).isEqualTo("OPEN");
        assertThat(now.stateWhy()).contains("stream 1");
        assertThat(now.toString()).contains("orders", "a.b.c", "OPEN");
    }

    @Test
    void theNoOpTakesEverything() throws Exception {
        for (Method method : LaneMetrics.class.getMethods()) {
            if (java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Object[] arguments = java.util.Arrays.stream(method.getParameterTypes())
                    .map(type -> type == int.class
                            ? (Object) 1
                            : type == long.class ? 1L : type == String.class ? "x" : null)
                    .toArray();
            method.invoke(LaneMetrics.none(), arguments);
        }
        assertThat(LaneMetrics.none()).isSameAs(LaneMetrics.none());
    }
}
