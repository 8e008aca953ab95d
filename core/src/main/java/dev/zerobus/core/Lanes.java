// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.Durability;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.SpillOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.dead.DeadLetters;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.lane.LaneBuilder;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.lane.SchemaSettings;
import dev.zerobus.core.lane.StreamLimits;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.resource.Resource;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillSettings;
import dev.zerobus.core.status.StatusChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Puts lanes together from their configuration. Safe from any thread. */
final class Lanes {

    private final ZerobusConfig config;
    private final Connections connections;
    private final Executor house;
    private final StatusChannel status;
    private final MicroClock clock;
    private final @Nullable DeadLetters deadLetters;
    private final @Nullable SpillDirectory spill;
    private final Resource resource;

    Lanes(
            ZerobusConfig config,
            Executor house,
            StatusChannel status,
            MicroClock clock,
            @Nullable DeadLetters deadLetters,
            @Nullable SpillDirectory spill) {
        this.config = config;
        this.connections = new Connections(config, house, System.getenv());
        this.house = house;
        this.status = status;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.spill = spill;
        this.resource = Resource.of(config);
    }

    /**
     * Opens all, or none: what was opened is closed again if one can not, say for lack of memory. Their threads start with
     * their first events.
     */
    List<ClientLane> open(RowIdentity identity, FieldProblems problems) {
        List<ClientLane> opened = new ArrayList<>();
        Redaction redaction = Redactions.of(config);
        try {
            for (LaneConfig lane : config.lanes()) {
                opened.add(open(lane, identity, problems, redaction));
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.forEach(lane -> lane.lane().close(0));
            throw e;
        }
    }

    private ClientLane open(
            LaneConfig config, RowIdentity identity, FieldProblems problems, @Nullable Redaction redaction) {
        CountingLaneMetrics metrics =
                new CountingLaneMetrics(config.name(), config.table().fullName());
        LaneBuilder builder = builder(config, config.name(), identity)
                .metrics(metrics)
                // each lane keeps the clock that all share: which of them runs is not known
                .everySecond(clock::recalibrate);
        SpillDirectory directory = spill;
        Durability durability = config.get(SpillOptions.DURABILITY);
        if (directory != null && durability != Durability.MEMORY) {
            String table = config.table().fullName();
            SpillSettings settings =
                    new SpillSettings(config.get(SpillOptions.MAX_SIZE), config.get(SpillOptions.FORCE_EVERY));
            builder.spill(() -> directory.log(config.name(), table, settings), durability == Durability.WRITE_AHEAD);
        }
        Lane lane = builder.open();
        return new ClientLane(
                lane, config.events(), new DraftPool(limits(config), clock, lane::offer, problems, redaction), metrics);
    }

    /** Begins a lane that sends what an earlier process has left. */
    LaneBuilder replay(LaneConfig config, String name, UUID producer, LaneMetrics metrics) {
        return builder(config, name, new RowIdentity(producer)).metrics(metrics);
    }

    private LaneBuilder builder(LaneConfig config, String name, RowIdentity identity) {
        DeadLetters letters = deadLetters;
        LaneBuilder builder = Lane.builder(
                        name,
                        config.table(),
                        identity,
                        connections.schemas(config),
                        connections.sessions(config),
                        house,
                        status)
                .settings(settings(config))
                .schemaSettings(schemaSettings(config))
                .limits(StreamLimits.of(
                        config.get(LaneOptions.STREAM_RATE_SIZE),
                        config.get(LaneOptions.STREAM_RATE_RECORDS),
                        config.get(LaneOptions.STREAM_COUNT)))
                .extras(resource.extras(config));
        return letters == null ? builder : builder.setAside(letters.forLane(config.name(), config.table(), identity));
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

    private static SchemaSettings schemaSettings(LaneConfig config) {
        return new SchemaSettings(
                config.get(LaneOptions.SCHEMA_RECHECK_MIN),
                config.get(LaneOptions.SCHEMA_RECHECK_MAX),
                config.get(LaneOptions.SCHEMA_CONFLICT));
    }

    private static EventLimits limits(LaneConfig config) {
        int eventBytes = config.get(LaneOptions.EVENT_MAX_SIZE);
        return EventLimits.DEFAULT
                .withEventBytes(eventBytes)
                .withTextBytes(Math.min(eventBytes, EventLimits.DEFAULT.textBytes()));
    }
}
