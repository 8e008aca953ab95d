// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.dead.DeadLetters;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.resource.Resource;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Puts lanes together from their configuration. */
final class Lanes {

    private Lanes() {}

    /**
     * Opens all, or none: what was opened is closed again if one can not, say for lack of memory. Their threads start with
     * their first events.
     */
    static List<ClientLane> open(
            ZerobusConfig config,
            Connections connections,
            RowIdentity identity,
            Executor house,
            FieldProblems problems,
            StatusChannel status,
            MicroClock clock,
            @Nullable DeadLetters deadLetters) {
        List<ClientLane> opened = new ArrayList<>();
        Redaction redaction = Redactions.of(config);
        Resource resource = Resource.of(config);
        try {
            for (LaneConfig lane : config.lanes()) {
                SetAside setAside = deadLetters == null ? event -> {} : deadLetters.forLane(lane.name(), lane.table());
                opened.add(open(
                        lane, connections, resource, identity, house, problems, status, clock, redaction, setAside));
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.forEach(lane -> lane.lane().close(0));
            throw e;
        }
    }

    private static ClientLane open(
            LaneConfig config,
            Connections connections,
            Resource resource,
            RowIdentity identity,
            Executor house,
            FieldProblems problems,
            StatusChannel status,
            MicroClock clock,
            @Nullable Redaction redaction,
            SetAside setAside) {
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
                .setAside(setAside)
                // each lane keeps the clock that all share: which of them runs is not known
                .everySecond(clock::recalibrate)
                .extras(resource.extras(config))
                .open();
        return new ClientLane(
                lane, config.events(), new DraftPool(limits(config), clock, lane::offer, problems, redaction), metrics);
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
