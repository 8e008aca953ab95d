// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.lane.LaneSettings;
import dev.zerobus.core.lane.OverflowPolicy;
import dev.zerobus.core.lane.StreamLimits;
import dev.zerobus.core.spill.SpillSettings;
import dev.zerobus.core.stream.StreamSettings;
import java.time.Duration;
import java.util.Random;

/** How the client of one life is configured: within what is allowed, mostly small, so that bounds are met. */
final class SimSetup {

    private static final Duration[] FORCES = {
        Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(500), SpillSettings.NEVER
    };

    final LaneSettings lane;
    final StreamSettings stream;
    /** Whether there is a disk. */
    final boolean spills;
    /** Whether everything goes there before it is sent. */
    final boolean writeAhead;
    /** How much may be on disk, and how soon it is forced. */
    final SpillSettings spill;
    /** Whether the disk is full with a few hundred events. */
    final boolean spillsLittle;

    /** How many streams the lane may have, and what each takes. */
    final StreamLimits limits;

    final int streams;
    /** How often somebody wants another number of them, besides what the load does. */
    final int rescalings;

    final int producers;
    final long meanPauseNanos;
    final int largeOneIn;
    /** So many are emitted at most. */
    final int events;

    private final int keyOfFirst;
    private final int keysApart;

    final long activeNanos;
    /** The last end of the client has so long; 0: as long as it takes. */
    final long closeNanos;

    SimSetup(World world) {
        boolean blocks = world.oneIn(5);
        lane = LaneSettings.builder()
                .ringBytes(LaneSettings.MIN_RING_BYTES)
                .batchBytes((int) world.between(1 << 10, 16 << 10))
                .batchRecords((int) world.between(1, 40))
                .linger(Duration.ofNanos(world.between(0, 20 * World.MILLI)))
                .inFlightBatches((int) world.between(1, 12))
                .inFlightBytes((int) world.between(4 << 10, 64 << 10))
                .overflow(blocks ? OverflowPolicy.BLOCK : OverflowPolicy.DROP)
                .blockTimeout(Duration.ofNanos(world.between(0, 50 * World.MILLI)))
                .shedBelowPercent(world.oneIn(2) ? 0 : 20)
                .rejectionsPerMinute(world.oneIn(4) ? 5 : 60)
                .build();
        Duration firstBackoff = Duration.ofNanos(world.between(World.MILLI, 200 * World.MILLI));
        stream = StreamSettings.builder()
                .openTimeout(Duration.ofNanos(world.between(World.SECOND, 15 * World.SECOND)))
                .ackTimeout(Duration.ofNanos(world.between(2 * World.SECOND, 60 * World.SECOND)))
                .backoff(firstBackoff, firstBackoff.multipliedBy(1 << world.random.nextInt(9)))
                .closeSignalMaxWait(Duration.ofNanos(world.oneIn(4) ? 0 : world.between(0, 5 * World.SECOND)))
                .maxInFlightRequests((int) world.between(1, 40))
                .maxInFlightBytes(world.between(2 << 10, 64 << 10))
                .build();
        spills = !world.oneIn(3);
        writeAhead = world.oneIn(2);
        spillsLittle = world.oneIn(6);
        spill = new SpillSettings(
                spillsLittle ? world.between(8 << 10, 200 << 10) : 1 << 30,
                FORCES[world.random.nextInt(FORCES.length)]);
        producers = 1 + world.random.nextInt(4);
        // a quiet life is long enough for what happens every few minutes only
        boolean quiet = world.oneIn(12);
        meanPauseNanos = quiet ? world.between(World.SECOND, 5 * World.SECOND) : pause(world);
        largeOneIn = world.oneIn(2) ? 4 : 1_000;
        events = (int) world.between(20, 400);
        activeNanos = quiet
                ? world.between(300 * World.SECOND, 900 * World.SECOND)
                : world.between(World.SECOND / 2, 40 * World.SECOND);
        closeNanos = world.oneIn(3) ? world.between(0, 3 * World.SECOND) : 0;
        streams = Integer.getInteger("sim.streams", Math.max(1, world.more.nextInt(7) - 2));
        limits = streams == 1 ? StreamLimits.defaults() : rates(world.more).withStreams(streams);
        rescalings = streams == 1 ? 0 : world.more.nextInt(8);
        keyOfFirst = world.more.nextInt(OrderKey.KEYS);
        keysApart = world.more.nextInt(OrderKey.KEYS);
    }

    /** In a third of all lives so little that the lane wants more streams by itself. */
    private static StreamLimits rates(Random dice) {
        return dice.nextInt(3) == 0
                ? StreamLimits.of(StreamLimits.MIN_BYTES_PER_SECOND, 5 + dice.nextInt(200))
                : StreamLimits.defaults();
    }

    /** The order key of who has emitted an event; some producers share one. */
    int keyOf(Ledger.Entry entry) {
        return 1 + (keyOfFirst + entry.producer * keysApart) % OrderKey.KEYS;
    }

    private static long pause(World world) {
        return world.oneIn(3)
                ? world.between(World.MILLI / 100, World.MILLI)
                : world.between(World.MILLI, 300 * World.MILLI);
    }
}
