// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.stream.ScriptedSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is settled is given back while the lane may send nothing, whichever of its streams has settled it. */
class BlockedStreamsTest {

    private final LaneHarness lane = new LaneHarness(
            settings -> settings.batchRecords(1).rejectionsPerMinute(2),
            builder -> builder.limits(StreamLimits.of(1 << 30, 999_999_999).withStreams(2)),
            encoder -> encoder);
    private long id;

    private void offer(int key, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(lane.offer(key, LaneHarness.event(id++, 10))).isTrue();
        }
    }

    private void twoStreams() {
        for (int i = 0; i < 20; i++) {
            offer(i % 2, 1);
        }
        lane.passLinger();
        lane.ackAll();
        lane.drain.rescale(2);
        lane.pass(Duration.ofMillis(10));
        assertThat(lane.sessions).hasSize(2);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
    }

    @Test
    void whatOtherStreamsHaveBehindARejectedRecordIsNotKeptWhenTheBreakerTrips() {
        twoStreams();
        int before = lane.sessions.get(0).sent().size();
        offer(0, 2);
        offer(1, 3);
        lane.passLinger();
        boolean firstHasKey0 = lane.sessions.get(0).sent().size() - before == 2;
        ScriptedSession bad = lane.sessions.get(firstHasKey0 ? 0 : 1);
        ScriptedSession good = lane.sessions.get(firstHasKey0 ? 1 : 0);
        good.willAck(good.sent().get(good.sent().size() - 1).offset());
        lane.settle();
        for (int i = 0; i < 10 && lane.asides.size() < 2; i++) {
            bad.willReject(LaneHarness.BAD);
            lane.pass(Duration.ofMillis(200));
        }
        assertThat(lane.said).anyMatch(line -> line.contains("rejections.per-minute"));
        LaneSnapshot now = lane.assertBooksBalance();
        assertThat(now.setAsideTotal()).isEqualTo(2);
        assertThat(now.acked()).isEqualTo(23);
        assertThat(now.queued() + now.inFlight()).as("nothing waits: %s", now).isZero();
    }
}
