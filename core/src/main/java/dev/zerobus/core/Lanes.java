// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.resource.Resource;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Puts lanes together from their configuration, and starts them. */
final class Lanes {

    private Lanes() {}

    /** Starts all, or none: what has started is closed again if one can not, say for lack of memory. */
    static List<ClientLane> start(
            ZerobusConfig config,
            Connections connections,
            RowIdentity identity,
            Executor house,
            FieldProblems problems,
            StatusChannel status) {
        List<ClientLane> started = new ArrayList<>();
        MicroClock clock = new MicroClock();
        Resource resource = Resource.of(config);
        try {
            for (LaneConfig lane : config.lanes()) {
                // any one lane keeps the clock that all share
                Runnable everySecond = started.isEmpty() ? clock::recalibrate : () -> {};
                started.add(start(lane, connections, resource, identity, house, problems, status, clock, everySecond));
            }
            return started;
        } catch (RuntimeException | Error e) {
            started.forEach(lane -> lane.lane().close(0));
            throw e;
        }
    }

    private static ClientLane start(
            LaneConfig config,
            Connections connections,
            Resource resource,
            RowIdentity identity,
            Executor house,
            FieldProblems problems,
            StatusChannel status,
            MicroClock clock,
            Runnable everySecond) {
        CountingLaneMetrics metrics =
                new CountingLaneMetrics(config.name(), config.table().fullName());
        Lane lane = Lane.builder(
                        config.name(),
                        config.table(),
                        identity,
                        connections.schemas(config),
                        connections.sessions(config),
                        house,
                        status)
                .settings(settings(config))
                .metrics(metrics)
                .everySecond(everySecond)
                .extras(resource.extras(config))
                .start();
        return new ClientLane(
                lane, config.events(), new DraftPool(limits(config), clock, lane::offer, problems), metrics);
    }

    private static LaneSettings settings(LaneConfig config) {
        LaneSettings.Builder settings = LaneSettings.builder()
                .ringBytes(config.get(LaneOptions.RING_SIZE))
                .batchBytes(config.get(LaneOptions.BATCH_SIZE))
                .batchRecords(config.get(LaneOptions.BATCH_RECORDS))
                .linger(config.get(LaneOptions.BATCH_LINGER))
                .inFlightBatches(config.get(LaneOptions.INFLIGHT_BATCHES))
                .overflow(config.get(LaneOptions.OVERFLOW_POLICY))
                .blockTimeout(config.get(LaneOptions.OVERFLOW_TIMEOUT))
                .shedBelowPercent(config.get(LaneOptions.OVERFLOW_SHED_BELOW))
                .rejectionsPerMinute(config.get(LaneOptions.REJECTIONS_PER_MINUTE))
                .blockedRetry(config.get(LaneOptions.BLOCKED_RETRY_MIN), config.get(LaneOptions.BLOCKED_RETRY_MAX));
        Integer inFlight = config.find(LaneOptions.INFLIGHT_SIZE);
        return (inFlight == null ? settings : settings.inFlightBytes(inFlight)).build();
    }

    private static EventLimits limits(LaneConfig config) {
        int eventBytes = config.get(LaneOptions.EVENT_MAX_SIZE);
        return EventLimits.DEFAULT
                .withEventBytes(eventBytes)
                .withTextBytes(Math.min(eventBytes, EventLimits.DEFAULT.textBytes()));
    }
}
