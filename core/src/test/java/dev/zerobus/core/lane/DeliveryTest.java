// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    @Test
    void doesNothingBeforeTheFirstEvent() {
        LaneHarness lane = new LaneHarness();
        lane.pass(Duration.ofMinutes(10));
        assertThat(lane.fetches).isEmpty();
        assertThat(lane.session().descriptors()).isEmpty();
        assertThat(lane.assertBooksBalance().accepted()).isZero();
    }

    @Test
    void sendsRowsInRingOrderWithIdentityAndGapFreeNumbers() {
        LaneHarness lane = new LaneHarness();
        lane.offer(25);
        lane.settle();
        lane.passLinger();
        List<Rows.Row> rows = lane.rowsOfStream(1);
        assertThat(rows).extracting(Rows.Row::seq).containsExactlyElementsOf(numbers(0, 25));
        assertThat(rows).extracting(Rows.Row::id).containsExactlyElementsOf(numbers(0, 25));
        assertThat(rows).extracting(Rows.Row::producer).containsOnly(LaneHarness.PRODUCER.toString());
        assertThat(lane.assertBooksBalance().inFlight()).isEqualTo(25);
        lane.ackAll();
        LaneSnapshot end = lane.assertBooksBalance();
        assertThat(end.acked()).isEqualTo(25);
        assertThat(end.inFlight() + end.queued()).isZero();
    }

    @Test
    void closesARequestAtItsRecords() {
        LaneHarness lane = new LaneHarness();
        lane.offer(23);
        lane.settle();
        assertThat(lane.session().sent())
                .extracting(request -> request.records())
                .containsExactly(10, 10);
        lane.passLinger();
        assertThat(lane.last().records()).isEqualTo(3);
    }

    @Test
    void closesARequestBeforeItsBytesAreTooMany() {
        LaneHarness lane = new LaneHarness(settings -> settings.batchBytes(4096).batchRecords(1000));
        for (int i = 0; i < 20; i++) {
            assertThat(lane.offer(LaneHarness.event(i, 900))).isTrue();
        }
        lane.settle();
        lane.passLinger();
        assertThat(lane.session().sent()).hasSizeBetween(5, 7).allMatch(request -> request.rows().length <= 4096);
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).containsExactlyElementsOf(numbers(0, 20));
    }

    @Test
    void aRowLargerThanARequestTravelsAlone() {
        LaneHarness lane = new LaneHarness(settings -> settings.batchBytes(4096));
        lane.offer(1);
        assertThat(lane.offer(LaneHarness.event(1, 9000))).isTrue();
        assertThat(lane.offer(LaneHarness.event(2, 10))).isTrue();
        lane.settle();
        lane.passLinger();
        assertThat(lane.session().sent())
                .extracting(request -> request.records())
                .containsExactly(1, 1, 1);
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aRowWaitsForOthersAsLongAsTheLinger() {
        LaneHarness lane = new LaneHarness(settings -> settings.linger(Duration.ofMillis(50)));
        lane.offer(1);
        lane.settle();
        lane.pass(Duration.ofMillis(49));
        assertThat(lane.session().sent()).isEmpty();
        assertThat(lane.drain.nextDeadlineNanos(lane.now + 20_000_000)).isEqualTo(lane.now + 1_000_000);
        lane.offer(1);
        lane.settle();
        lane.pass(Duration.ofMillis(1));
        assertThat(lane.session().sent()).hasSize(1);
        assertThat(lane.last().records()).isEqualTo(2);
    }

    @Test
    void theLingerBeginsWhenTheEventMayHaveComeAndNotWhenItIsFound() {
        LaneHarness lane = new LaneHarness(settings -> settings.linger(Duration.ofMillis(50)));
        lane.offer(1);
        lane.settle();
        lane.pass(Duration.ofMillis(50));
        assertThat(lane.session().sent()).hasSize(1);

        lane.offer(1);
        lane.pass(Duration.ofMillis(30));
        assertThat(lane.session().sent()).as("it may be 30 ms old").hasSize(1);
        lane.pass(Duration.ofMillis(20));
        assertThat(lane.session().sent()).hasSize(2);

        lane.offer(1);
        lane.pass(Duration.ofMillis(50));
        assertThat(lane.session().sent()).as("the look that found it").hasSize(3);
    }

    @Test
    void aCumulativeAckGivesBackTheRoomOfAllBeforeIt() {
        LaneHarness lane = new LaneHarness();
        lane.offer(50);
        lane.settle();
        lane.session().willAck(2);
        lane.settle();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(30);
        assertThat(lane.snapshot().inFlight()).isEqualTo(20);
        lane.session().willAck(4);
        lane.settle();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(50);
    }

    @Test
    void aLossSendsWhatIsUnackedAgainWithTheSameNumbers() {
        LaneHarness lane = new LaneHarness();
        lane.offer(50);
        lane.settle();
        lane.session().willAck(1);
        lane.session().willLose(LaneHarness.GONE);
        lane.offer(7);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::seq).containsExactlyElementsOf(numbers(20, 57));
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::id).containsExactlyElementsOf(numbers(20, 57));
        assertThat(lane.assertBooksBalance().resent()).isEqualTo(30);
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(57);
        assertThat(lane.snapshot().streamsLost()).isEqualTo(1);
    }

    @Test
    void aLossAlsoTakesBackTheRequestThatIsBeingGathered() {
        LaneHarness lane = new LaneHarness();
        lane.offer(13);
        lane.settle();
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::seq).containsExactlyElementsOf(numbers(0, 13));
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(13);
    }

    @Test
    void keepsNoMoreRequestsInFlightThanAllowed() {
        LaneHarness lane = new LaneHarness(settings -> settings.inFlightBatches(3));
        lane.offer(100);
        lane.settle();
        assertThat(lane.session().sent()).hasSize(3);
        lane.session().willAck(0);
        lane.settle();
        assertThat(lane.session().sent()).hasSize(4);
        lane.session().acksByItself(true);
        lane.session().willAck(3);
        lane.settle();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(100);
    }

    @Test
    void keepsNoMoreBytesInFlightThanAllowed() {
        LaneHarness lane =
                new LaneHarness(settings -> settings.inFlightBytes(2048).batchRecords(1));
        for (int i = 0; i < 10; i++) {
            assertThat(lane.offer(LaneHarness.event(i, 800))).isTrue();
        }
        lane.settle();
        assertThat(lane.session().sent()).hasSize(2);
    }

    @Test
    void waitsForASessionThatIsNotReady() {
        LaneHarness lane = new LaneHarness();
        lane.session().opensByItself(false);
        lane.offer(30);
        lane.settle();
        lane.pass(Duration.ofMinutes(1));
        assertThat(lane.session().sent()).isEmpty();
        assertThat(lane.assertBooksBalance().acked()).isZero();
        lane.session().willOpen();
        lane.settle();
        assertThat(lane.rowsOfStream(1)).hasSize(30);
    }

    @Test
    void sendsNothingInAPauseAndTheRestAfterwards() {
        LaneHarness lane = new LaneHarness();
        lane.offer(20);
        lane.settle();
        lane.session().willPause();
        lane.settle();
        lane.offer(20);
        lane.passLinger();
        assertThat(lane.session().sent()).hasSize(2);
        lane.session().willAck(0);
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::seq).containsExactlyElementsOf(numbers(10, 40));
        assertThat(lane.snapshot().closeSignals()).isEqualTo(1);
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(40);
    }

    @Test
    void countsAnIgnoredAck() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.settle();
        lane.session().willAck(99);
        lane.settle();
        assertThat(lane.assertBooksBalance().acksIgnored()).isEqualTo(1);
        assertThat(lane.snapshot().acked()).isZero();
    }

    @Test
    void runsWhatIsDueAboutOnceASecond() {
        LaneHarness lane = new LaneHarness();
        lane.settle();
        for (int i = 0; i < 100; i++) {
            lane.pass(Duration.ofMillis(100));
        }
        assertThat(lane.everySecond).isBetween(10, 12);
    }

    static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
