// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.EventPatterns;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.lane.Lane;
import dev.zerobus.core.metrics.CountingLaneMetrics;

/** A lane with what the client keeps beside it. Safe from any thread. */
final class ClientLane {

    private final Lane lane;
    private final EventPatterns patterns;
    private final DraftPool drafts;
    private final CountingLaneMetrics metrics;

    ClientLane(Lane lane, EventPatterns patterns, DraftPool drafts, CountingLaneMetrics metrics) {
        this.lane = lane;
        this.patterns = patterns;
        this.drafts = drafts;
        this.metrics = metrics;
    }

    Lane lane() {
        return lane;
    }

    EventPatterns patterns() {
        return patterns;
    }

    DraftPool drafts() {
        return drafts;
    }

    CountingLaneMetrics metrics() {
        return metrics;
    }
}
