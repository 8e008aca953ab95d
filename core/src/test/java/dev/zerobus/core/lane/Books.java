// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneSnapshot;

/** The assertion that every test of a lane ends with. */
final class Books {

    private Books() {}

    /** At a quiet moment every accepted event is in exactly one place, by counters that know nothing of each other. */
    static LaneSnapshot assertBalanced(CountingLaneMetrics metrics, Lane lane) {
        LaneSnapshot now = metrics.snapshot();
        assertThat(now.accepted())
                .as("accepted = acked + queued + inFlight + setAside in " + now)
                .isEqualTo(now.acked()
                        + now.queued()
                        + now.spilled()
                        + now.inFlight()
                        + now.setAsideTotal()
                        + now.lostOnDisk());
        assertThat(now.balances()).as(now.toString()).isTrue();
        LaneTally tally = lane.drain().tally();
        assertThat(tally.acked()).as("acked, counted by the drain").isEqualTo(now.acked());
        assertThat(tally.setAside()).as("set aside, counted by the drain").isEqualTo(now.setAsideTotal());
        return now;
    }

    /** At the end: the report, which counted what is left in the ring, says the same as the counters. */
    static void assertAgree(LaneReport report, LaneSnapshot snapshot) {
        assertThat(report.balances()).as(report.toString()).isTrue();
        assertThat(report.accepted()).as("accepted by " + report).isEqualTo(snapshot.accepted());
        assertThat(report.acked()).as("acked by " + report).isEqualTo(snapshot.acked());
    }
}
