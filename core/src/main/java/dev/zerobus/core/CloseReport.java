// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.lane.LaneReport;
import java.util.List;

/** What became of a client's events when it was closed. Immutable. */
public final class CloseReport {

    private final List<LaneReport> lanes;

    CloseReport(List<LaneReport> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /**
     * Returns the lanes' reports.
     *
     * @return one for each lane; can not be changed
     */
    public List<LaneReport> lanes() {
        return lanes;
    }

    /**
     * Returns what was accepted, is not durable at the service, and waits on disk for the next start.
     *
     * @return events of all lanes
     */
    public long spilled() {
        return lanes.stream().mapToLong(LaneReport::spilled).sum();
    }

    /**
     * Returns what was accepted and is neither durable nor set aside nor on disk.
     *
     * @return events of all lanes
     */
    public long remaining() {
        return lanes.stream().mapToLong(LaneReport::remaining).sum();
    }

    /**
     * Tells whether all lanes came to their end within the time.
     *
     * @return whether the numbers are final
     */
    public boolean finished() {
        return lanes.stream().allMatch(LaneReport::finished);
    }

    @Override
    public String toString() {
        return lanes.toString();
    }
}
