// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.lane.OverflowPolicy;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.resource.Resource;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** The way of letters to one table: a lane as an application has it, that waits for room. Owned by one thread. */
final class ResubmitLane implements AutoCloseable {

    /** A quarter of it takes the largest event that there can be. */
    private static final int RING_BYTES = 64 << 20;
    /** Turns the breaker off. */
    private static final int NO_LIMIT = 1_000_000;

    private final Lane lane;
    private final CountingLaneMetrics metrics;
    private long offered;

    ResubmitLane(
            ZerobusConfig config,
            LaneConfig laneConfig,
            RowIdentity identity,
            DeadLetters refused,
            String letterLane,
            Executor house,
            Map<String, String> environment,
            StatusChannel status,
            Duration timeout) {
        Connections connections = new Connections(config, house, environment);
        metrics = new CountingLaneMetrics(laneConfig.name(), laneConfig.table().fullName());
        lane = Lane.builder(
                        laneConfig.name(),
                        laneConfig.table(),
                        identity,
                        connections.schemas(laneConfig),
                        connections.sessions(laneConfig),
                        house,
                        status)
                .settings(settings(laneConfig, timeout))
                // what is settled is a prefix of what was offered only if all goes by one stream
                .limits(connections.limits(laneConfig).withStreams(1))
                .metrics(metrics)
                .setAside(refused.forLane(letterLane, laneConfig.table()))
                .extras(Resource.of(config).extras(laneConfig))
                .open();
    }

    private static LaneSettings settings(LaneConfig config, Duration timeout) {
        return LaneSettings.builder()
                .ringBytes(RING_BYTES)
                .batchBytes(config.get(LaneOptions.BATCH_SIZE))
                .batchRecords(config.get(LaneOptions.BATCH_RECORDS))
                .overflow(OverflowPolicy.BLOCK)
                .blockTimeout(timeout)
                // that they are refused again is to be expected: the breaker is for events that are new
                .rejectionsPerMinute(NO_LIMIT)
                .blockedRetry(config.get(LaneOptions.BLOCKED_RETRY_MIN), config.get(LaneOptions.BLOCKED_RETRY_MAX))
                .build();
    }

    /** False if there was no room in time. */
    boolean offer(byte[] event) {
        boolean taken = lane.offer(event, 0, event.length, 0);
        offered += taken ? 1 : 0;
        return taken;
    }

    boolean flush(long deadlineNanos) {
        return lane.flush(deadlineNanos);
    }

    long offered() {
        return offered;
    }

    /** How many of the first that were offered are durable, or were refused and are kept again: they go in order. */
    long settled() {
        LaneSnapshot numbers = metrics.snapshot();
        return numbers.acked() + numbers.setAsideTotal();
    }

    long landed() {
        return metrics.snapshot().acked();
    }

    long refused() {
        return metrics.snapshot().setAsideTotal();
    }

    /** What it waits for. */
    String state() {
        LaneSnapshot numbers = metrics.snapshot();
        return lane.table() + " is " + numbers.state() + ": " + numbers.stateWhy();
    }

    @Override
    public void close() {
        lane.close(0);
    }
}
