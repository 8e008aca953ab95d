// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.CreateTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SetAsideTest {

    @Test
    void anEventThatFitsNoRowIsHandedOverWithItsReasonAndTheOthersLand() {
        LaneHarness lane = new LaneHarness();
        lane.offer(2);
        lane.misfits(1);
        lane.offer(2);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).containsExactly(0L, 1L, 3L, 4L);
        assertThat(lane.asides).hasSize(1);
        LaneHarness.Aside aside = lane.asides.get(0);
        assertThat(aside.seq()).isEqualTo(2);
        assertThat(aside.reason()).isEqualTo(SetAsideReason.VALUE_DOES_NOT_FIT);
        assertThat(aside.column()).isEqualTo("id");
        assertThat(lane.said).anyMatch(line -> line.startsWith("WARN") && line.contains("VALUE_DOES_NOT_FIT"));
        lane.ackAll();
        assertThat(lane.assertBooksBalance().setAside()).containsEntry(SetAsideReason.VALUE_DOES_NOT_FIT, 1L);
    }

    @Test
    void itsRoomComesBackInOrderWithTheAcksAroundIt() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.misfits(3);
        lane.offer(10);
        lane.misfits(2);
        lane.settle();
        assertThat(lane.assertBooksBalance().setAsideTotal()).isZero();
        lane.session().willAck(0);
        lane.settle();
        // the three lie before the second request's first row, which is still in flight, and are settled with its end
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
        lane.session().willAck(1);
        lane.settle();
        assertThat(lane.assertBooksBalance().setAsideTotal()).isEqualTo(5);
        assertThat(lane.snapshot().inFlight() + lane.snapshot().queued()).isZero();
        assertThat(lane.asides).hasSize(5);
    }

    @Test
    void misfitsAloneNeedNoStream() {
        LaneHarness lane = new LaneHarness();
        lane.misfits(20_000 / 100);
        lane.settle();
        assertThat(lane.session().descriptors()).isEmpty();
        assertThat(lane.assertBooksBalance().setAsideTotal()).isEqualTo(200);
        assertThat(lane.snapshot().inFlight() + lane.snapshot().queued()).isZero();
    }

    @Test
    void aLossDoesNotHandItOverAgain() {
        LaneHarness lane = new LaneHarness();
        for (int i = 0; i < 5; i++) {
            lane.offer(4);
            lane.misfits(1);
        }
        lane.settle();
        for (int i = 0; i < 4; i++) {
            lane.session().willLose(LaneHarness.GONE);
            lane.settle();
            lane.assertBooksBalance();
        }
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.asides).extracting(LaneHarness.Aside::seq).containsExactly(4L, 9L, 14L, 19L, 24L);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
        assertThat(lane.snapshot().setAsideTotal()).isEqualTo(5);
    }

    @Test
    void whatWasSetAsideStaysSoWhenTheSchemaChanges() {
        LaneHarness lane = new LaneHarness();
        lane.offer(1);
        lane.misfits(1);
        lane.settle();
        lane.passLinger();
        lane.schema = CreateTable.parse(
                "CREATE TABLE main.test.orders (producer_id STRING, seq BIGINT, id BIGINT, note STRING, extra STRING)");
        lane.session().willLose(LaneHarness.GONE);
        lane.session().opensByItself(false);
        lane.session().willRejectSchema(LaneHarness.BAD);
        lane.settle();
        lane.pass(Duration.ofSeconds(2));
        assertThat(lane.asides).hasSize(1);
    }

    @Test
    void aTakerThatThrowsIsSaidAndTheEventStaysCounted() {
        LaneHarness lane = new LaneHarness(
                settings -> settings,
                builder -> builder.setAside(event -> {
                    throw new IllegalStateException("disk on fire");
                }),
                encoder -> encoder);
        lane.misfits(2);
        lane.offer(1);
        lane.settle();
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().setAsideTotal()).isEqualTo(2);
        assertThat(lane.said).anyMatch(line -> line.startsWith("ERROR") && line.contains("disk on fire"));
    }

    @Test
    void moreOfThemThanCanBeRememberedWaitForAnAck() {
        LaneHarness lane = new LaneHarness(settings -> settings.ringBytes(1 << 24));
        lane.offer(10);
        lane.misfits(SettledPositions.MAX + 500);
        lane.offer(10);
        lane.settle();
        assertThat(lane.asides).hasSize(SettledPositions.MAX);
        lane.ackAll();
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.asides).hasSize(SettledPositions.MAX + 500);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
        assertThat(lane.snapshot().setAsideTotal()).isEqualTo(SettledPositions.MAX + 500);
    }
}
