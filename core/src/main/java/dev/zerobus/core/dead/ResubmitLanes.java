// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.DeadLetterOptions;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.ReasonCounts;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.thread.OwnThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a lane for each table that letters want to go to, by the configuration of the application. Owned by one thread. */
final class ResubmitLanes implements AutoCloseable {

    private static final String NAME = "dead-letters";

    private final Supplier<ConfigBuilder> configs;
    private final @Nullable String table;
    private final Path directory;
    private final Map<String, String> environment;
    private final StatusChannel status;
    private final Duration timeout;
    /** Letters have their own; this one is for what has none. */
    private final RowIdentity identity = new RowIdentity(UUID::randomUUID);

    private final ReasonCounts<DeadLetterCount> counts = new ReasonCounts<>(DeadLetterCount.class);
    private final ExecutorService house =
            Executors.newSingleThreadExecutor(task -> OwnThread.of(task, "dead-letters-house"));
    private final Map<String, ResubmitLane> lanes = new HashMap<>();
    private @Nullable DeadLetters refused;

    /**
     * Prepares.
     *
     * @param configs the configuration's sources, anew for each lane
     * @param table where all letters go; null: each to its own table
     * @param directory where letters are kept that are refused again
     */
    ResubmitLanes(
            Supplier<ConfigBuilder> configs,
            @Nullable String table,
            Path directory,
            Map<String, String> environment,
            StatusChannel status,
            Duration timeout) {
        this.configs = configs;
        this.table = table;
        this.directory = directory;
        this.environment = environment;
        this.status = status;
        this.timeout = timeout;
    }

    String tableOf(DeadLetter letter) {
        return table == null ? letter.table() : table;
    }

    /** The lane for a letter; fails as the configuration does. */
    ResubmitLane of(DeadLetter letter) {
        String to = tableOf(letter);
        ResubmitLane lane = lanes.get(to);
        if (lane == null) {
            lane = open(to, letter.lane());
            lanes.put(to, lane);
        }
        return lane;
    }

    private ResubmitLane open(String to, String laneName) {
        ZerobusConfig config = configs.get().lane(NAME, to, NAME).build();
        return new ResubmitLane(
                config,
                lane(config, to, laneName),
                identity,
                refused(config),
                laneName,
                house,
                environment,
                status,
                timeout);
    }

    /** The application's own lane to this table knows its schema and its mapping of columns. */
    private static LaneConfig lane(ZerobusConfig config, String to, String laneName) {
        LaneConfig best = null;
        for (LaneConfig lane : config.lanes()) {
            boolean same = lane.table().fullName().equalsIgnoreCase(to);
            if (same && (best == null || best.name().equals(NAME) || lane.name().equals(laneName))) {
                best = lane;
            }
        }
        if (best == null) {
            throw new IllegalStateException("the configuration has no lane to " + to + " (zerobus.enabled?)");
        }
        return best;
    }

    private DeadLetters refused(ZerobusConfig config) {
        DeadLetters keeper = refused;
        if (keeper == null) {
            keeper = new DeadLetters(
                    directory.toFile(),
                    config.get(DeadLetterOptions.MAX_SIZE),
                    false,
                    identity,
                    counts,
                    status,
                    Clock.systemUTC(),
                    System::nanoTime);
            refused = keeper;
        }
        return keeper;
    }

    long landed() {
        return lanes.values().stream().mapToLong(ResubmitLane::landed).sum();
    }

    long refused() {
        return lanes.values().stream().mapToLong(ResubmitLane::refused).sum();
    }

    long count(DeadLetterCount what) {
        return counts.sums().getOrDefault(what, 0L);
    }

    @Override
    public void close() {
        lanes.values().forEach(ResubmitLane::close);
        if (refused != null) {
            refused.close();
        }
        house.shutdownNow();
    }
}
