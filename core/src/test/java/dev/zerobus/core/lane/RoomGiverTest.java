// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seam for spilling: who gives room is asked in time, and what it takes leaves the ring in order. */
class RoomGiverTest {

    private final List<Long> taken = new ArrayList<>();
    private int asked;
    private int take = 50;
    private RuntimeException error;

    private final LaneHarness lane = new LaneHarness(
            settings -> settings.ringBytes(1 << 16), builder -> builder.roomGiver(this::giveRoom), encoder -> encoder);

    private void giveRoom(RoomGiver.OldestEvents oldest) {
        asked++;
        for (int i = 0; i < take && oldest.next(); i++) {
            assertThat(oldest.length()).isPositive();
            taken.add(oldest.seq());
            oldest.taken();
        }
        if (error != null) {
            throw error;
        }
        // looked at, but not taken
        oldest.next();
    }

    @Test
    void isNotAskedWhileThereIsRoomOrTheServiceTakesEvents() {
        lane.offer(256 * 3 / 4);
        lane.settle();
        lane.pass(Duration.ofSeconds(1));
        assertThat(asked).isZero();
        lane.offer(256 / 4);
        lane.settle();
        assertThat(asked).as("the stream is open").isZero();
    }

    @Test
    void whatItTakesLeavesTheRingAndTheRestGoesOutWithItsOwnNumbers() {
        lane.session().opensByItself(false);
        lane.offer(256);
        assertThat(lane.offer(LaneHarness.event(999, 1))).isFalse();
        lane.settle();
        assertThat(taken).isEqualTo(DeliveryTest.numbers(0, 100)).as("twice 50, until a fifth is free");
        assertThat(lane.offer(LaneHarness.event(999, 1))).isTrue();
        lane.session().willOpen();
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1))
                .extracting(Rows.Row::seq)
                .containsExactlyElementsOf(DeliveryTest.numbers(100, 257));
        lane.ackAll();
        LaneReport report = lane.drain.finish();
        assertThat(report.moved()).isEqualTo(100);
        assertThat(report.acked()).isEqualTo(157);
        assertThat(report.balances()).as(report.toString()).isTrue();
    }

    @Test
    void isNotAskedAgainAtOnceWhenItTakesNothing() {
        take = 0;
        lane.session().opensByItself(false);
        lane.offer(256);
        lane.settle();
        for (int i = 0; i < 100; i++) {
            lane.pass(Duration.ofMillis(1));
        }
        assertThat(asked).isBetween(1, 3);
    }

    @Test
    void whatItTookBeforeItFailedIsNotSentAsWell() {
        error = new IllegalStateException("disk full");
        lane.session().opensByItself(false);
        lane.offer(256);
        lane.settle();
        assertThat(taken).isEqualTo(DeliveryTest.numbers(0, 50));
        error = null;
        take = 0;
        lane.pass(Duration.ofSeconds(2));
        lane.session().willOpen();
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1))
                .extracting(Rows.Row::seq)
                .containsExactlyElementsOf(DeliveryTest.numbers(50, 256));
    }
}
