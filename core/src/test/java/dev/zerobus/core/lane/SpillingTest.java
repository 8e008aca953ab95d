// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The durability levels with a disk: what goes there, when, and how it comes back. */
class SpillingTest {

    private final MemoryDisk disk = new MemoryDisk();

    private LaneHarness lane(boolean writeAhead) {
        return LaneHarness.onDisk(disk, writeAhead);
    }

    @Test
    void overflowTouchesNoDiskWhileThereIsRoom() {
        LaneHarness lane = lane(false);
        lane.offer(256 * 6 / 10);
        lane.settle();
        lane.passLinger();
        lane.ackAll();
        assertThat(disk.appended).isZero();
        lane.assertBooksBalance();
    }

    @Test
    void overflowSendsFirstWhatIsOnDiskAndEveryEventUnderItsOwnNumber() {
        LaneHarness lane = lane(false);
        lane.session().opensByItself(false);
        for (int i = 0; i < 20; i++) {
            lane.offer(50);
            lane.settle();
        }
        assertThat(disk.appended).isBetween(800L, 999L);
        LaneSnapshot now = lane.assertBooksBalance();
        assertThat(now.spilled()).isPositive();
        assertThat(now.droppedTotal()).isZero();
        lane.session().willOpen();
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 1000));
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::id).isEqualTo(DeliveryTest.numbers(0, 1000));
        assertThat(disk.sealed).isEmpty();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(1000);
    }

    @Test
    void overflowCopiesWhatIsInFlightTooAndResendsItFromDisk() {
        LaneHarness lane = lane(false);
        lane.offer(200);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(200);
        lane.session().maxInFlight(0);
        for (int i = 0; i < 10; i++) {
            lane.offer(50);
            lane.settle();
        }
        assertThat(disk.sealed.firstKey()).as("in flight and on disk").isZero();
        lane.session().willAck(9);
        lane.settle();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(100);
        assertThat(disk.sealed.firstKey()).as("settled on disk").isEqualTo(100);
        lane.session().willLose(LaneHarness.GONE);
        lane.session().maxInFlight(Integer.MAX_VALUE);
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(100, 700));
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(700);
    }

    @Test
    void flushWaitsForTheServiceAndNotForTheDisk() {
        LaneHarness lane = lane(true);
        lane.session().opensByItself(false);
        lane.offer(10);
        lane.settle();
        lane.passLinger();
        assertThat(disk.sealed).hasSize(10);
        assertThat(lane.lane.flush(lane.now)).isFalse();
        lane.session().willOpen();
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.lane.flush(lane.now)).isTrue();
    }

    @Test
    void writeAheadSendsNothingThatIsNotOnDisk() {
        LaneHarness lane = lane(true);
        lane.offer(25);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(25);
        assertThat(disk.sealed).hasSize(25);
        lane.ackAll();
        assertThat(disk.sealed).isEmpty();
        disk.sealFails = true;
        disk.usable = true;
        lane.offer(1);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).as("the disk is asked again and again").hasSize(25);
        disk.sealFails = false;
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(26);
        lane.assertBooksBalance();
    }

    @Test
    void writeAheadIsAsMemoryWhileTheDiskCanNotBeUsed() {
        LaneHarness lane = lane(true);
        disk.usable = false;
        lane.offer(25);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(25);
        assertThat(disk.appended).isZero();
        while (lane.offer(LaneHarness.event(1_000, 10))) {
            lane.step();
        }
        assertThat(lane.snapshot().dropped()).containsEntry(DropReason.RING_FULL, 1L);
        disk.usable = true;
        lane.settle();
        lane.passLinger();
        assertThat(disk.appended).isPositive();
        lane.ackAll();
        lane.passLinger();
        lane.ackAll();
        lane.assertBooksBalance();
    }

    @Test
    void writeAheadSleepsWhileTheDiskRestsWithSomethingCopiedAndNotSealed() {
        LaneHarness lane = lane(true);
        lane.session().opensByItself(false);
        lane.offer(5);
        lane.settle();
        assertThat(disk.unsealed).hasSize(5);
        disk.usable = false;
        lane.passLinger();
        long latest = lane.now + 1_000_000_000L;
        assertThat(lane.drain.nextDeadlineNanos(latest)).as("nothing is due").isEqualTo(latest);
        disk.usable = true;
        lane.settle();
        assertThat(disk.sealed)
                .as("sealed with the first look at a disk that works again")
                .hasSize(5);
    }

    @Test
    void writeAheadIsAsMemoryWhileTheDiskHasNoRoomForTheNextEvent() {
        LaneHarness lane = lane(true);
        disk.maxEvents = 10;
        lane.session().opensByItself(false);
        lane.offer(25);
        lane.settle();
        lane.passLinger();
        assertThat(disk.sealed).hasSize(10);
        disk.keepsSettled = true;
        lane.session().willOpen();
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 25));
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(25);
        disk.maxEvents = Integer.MAX_VALUE;
        lane.offer(5);
        lane.settle();
        lane.passLinger();
        assertThat(disk.sealed).as("write-ahead again").hasSize(15);
    }

    @Test
    void writeAheadSealsWhatAFullDiskHasTakenBeforeItIsSentFromMemory() {
        LaneHarness lane = lane(true);
        lane.offer(3);
        lane.settle();
        assertThat(disk.unsealed).hasSize(3);
        disk.full = true;
        lane.settle();
        assertThat(disk.sealed).hasSize(3);
        disk.full = false;
        disk.maxEvents = 5;
        lane.offer(4);
        lane.settle();
        assertThat(disk.sealed).as("two of four had room").hasSize(5);
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(7);
        lane.ackAll();
        assertThat(disk.sealed).isEmpty();
        assertThat(disk.unsealed).isEmpty();
    }

    @Test
    void writeAheadKeepsTheRingAsACacheUntilItsRoomIsNeeded() {
        LaneHarness lane = lane(true);
        lane.session().opensByItself(false);
        lane.offer(100);
        lane.settle();
        lane.passLinger();
        assertThat(lane.snapshot().spilled()).as("on disk only").isZero();
        for (int i = 0; i < 10; i++) {
            lane.offer(50);
            lane.settle();
            lane.passLinger();
        }
        assertThat(lane.assertBooksBalance().spilled()).isPositive();
        assertThat(disk.sealed).hasSize(600);
        lane.session().acksByItself(true);
        lane.session().willOpen();
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 600));
    }

    @Test
    void whatCanNotBeReadBackIsCountedAsLostOnceAndTheRestLands() {
        LaneHarness lane = lane(false);
        lane.session().opensByItself(false);
        for (int i = 0; i < 10; i++) {
            lane.offer(50);
            lane.settle();
        }
        long onDisk = disk.sealed.lastKey() + 1;
        disk.sealed.subMap(0L, 10L).clear();
        disk.sealed.subMap(50L, 70L).clear();
        disk.sealed.subMap(onDisk - 5, onDisk).clear();
        lane.session().willOpen();
        lane.settle();
        lane.passLinger();
        lane.session().willLose(LaneHarness.GONE);
        lane.session().willOpen();
        lane.settle();
        lane.passLinger();
        lane.ackAll();
        lane.passLinger();
        LaneSnapshot now = lane.assertBooksBalance();
        assertThat(now.dropped()).containsEntry(DropReason.SPILL_DAMAGED, 35L);
        assertThat(now.acked()).isEqualTo(465);
        assertThat(lane.lane.flush(lane.now)).isTrue();
    }

    @Test
    void atTheDeadlineTheRestIsSpilledAndReported() {
        LaneHarness lane = lane(false);
        lane.offer(50);
        lane.misfits(1);
        lane.offer(49);
        lane.settle();
        lane.lane.refuseAll();
        lane.passLinger();
        while (!lane.drain.spillRest(lane.now)) {
            lane.now++;
        }
        LaneReport report = lane.drain.finish();
        assertThat(report.spilled()).isEqualTo(99);
        assertThat(report.setAside()).isEqualTo(1);
        assertThat(report.remaining()).isZero();
        Books.assertAgree(report, lane.snapshot());
        assertThat(disk.sealed).hasSize(99).doesNotContainKey(50L);
    }

    @Test
    void whatTheDiskDoesNotTakeAtTheEndRemains() {
        LaneHarness lane = lane(false);
        lane.session().opensByItself(false);
        disk.maxEvents = 30;
        lane.offer(100);
        lane.settle();
        lane.lane.refuseAll();
        while (!lane.drain.spillRest(lane.now)) {
            lane.now++;
        }
        LaneReport report = lane.drain.finish();
        assertThat(report.spilled()).isEqualTo(30);
        assertThat(report.remaining()).isEqualTo(70);
        Books.assertAgree(report, lane.snapshot());
    }

    @Test
    void aFullDiskLeavesTheRestToTheRingAndItsPolicy() {
        LaneHarness lane = lane(false);
        lane.session().opensByItself(false);
        disk.maxEvents = 300;
        int accepted = 0;
        for (int i = 0; i < 700; i++) {
            if (lane.offer(LaneHarness.event(i, 10))) {
                accepted++;
            }
            lane.settle();
        }
        assertThat(accepted).isEqualTo(300 + 256);
        assertThat(lane.snapshot().dropped()).containsEntry(DropReason.RING_FULL, 144L);
        lane.session().acksByItself(true);
        lane.session().willOpen();
        lane.settle();
        lane.pass(Duration.ofSeconds(1));
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 556));
        lane.assertBooksBalance();
    }
}
