// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.spill.OrphanSlot;
import dev.zerobus.core.spill.SimulatedDisk;
import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillLog;
import dev.zerobus.core.spill.SpillSettings;
import dev.zerobus.core.stream.ScriptedSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file system does not give what a lane has on disk, for a while: that costs time, and no event, and no order. */
class SpillWaitsTest {

    private static final Path ROOT = Path.of("/spill");

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private SpillDirectory directory = directory(LaneHarness.PRODUCER);

    private SpillDirectory directory(UUID producer) {
        return new SpillDirectory(ROOT, disk, () -> producer, (level, message) -> said.add(message));
    }

    @AfterEach
    void giveUp() {
        disk.heal();
        directory.close();
    }

    private SpillLog log() {
        return directory.log("orders", LaneHarness.TABLE.name().fullName(), SpillSettings.DEFAULT);
    }

    /** A lane with 1,000 events, most of them on disk only; all of that is forced, so that it has to be read from there. */
    private LaneHarness laneWithOutage(boolean ahead) {
        LaneHarness lane = new LaneHarness(
                settings -> settings.ringBytes(1 << 16),
                builder -> builder.spill(this::log, ahead),
                encoder -> encoder);
        lane.session().opensByItself(false);
        for (int i = 0; i < 20; i++) {
            lane.offer(50);
            lane.settle();
            lane.passLinger();
        }
        lane.pass(Duration.ofSeconds(1));
        lane.pass(Duration.ofSeconds(1));
        assertThat(lane.snapshot().spilled()).isGreaterThan(500);
        assertThat(lane.snapshot().disk().forcedUpTo()).isGreaterThan(500);
        return lane;
    }

    private static void serviceIsThere(LaneHarness lane) {
        lane.session().willOpen();
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingOvertakesItAndNothingIsLostAndTheDrainSleeps(boolean ahead) {
        LaneHarness lane = laneWithOutage(ahead);
        disk.failOpens(true);
        serviceIsThere(lane);
        lane.pass(Duration.ofSeconds(1));
        List<Rows.Row> first = lane.rowsOfStream(1);
        assertThat(first.size()).as("what was read before").isLessThan(500);
        long acked = lane.assertBooksBalance().acked();
        long tried = disk.opensTried();
        for (int i = 0; i < 10_000; i++) {
            assertThat(lane.drain.runOnce(lane.now)).as("nothing can be done").isZero();
            lane.now += 1_000_000;
        }
        long latest = lane.now + 1_000_000_000L;
        assertThat(lane.drain.nextDeadlineNanos(latest)).as("nothing is due").isEqualTo(latest);
        assertThat(disk.opensTried() - tried).as("tries in 10 s").isBetween(5L, 12L);
        LaneSnapshot waits = lane.assertBooksBalance();
        assertThat(waits.acked()).isEqualTo(acked);
        assertThat(waits.droppedTotal()).isZero();
        assertThat(said.stream().filter(text -> text.contains("can not be read now")))
                .hasSize(1);
        disk.heal();
        lane.pass(Duration.ofSeconds(1));
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 1000));
        LaneSnapshot after = lane.assertBooksBalance();
        assertThat(after.acked()).isEqualTo(1000);
        assertThat(after.droppedTotal()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResendWaitsToo(boolean ahead) {
        LaneHarness lane = laneWithOutage(ahead);
        lane.session().maxInFlight(20);
        lane.session().willOpen();
        lane.settle();
        assertThat(lane.rowsOfStream(1)).hasSizeGreaterThan(100);
        disk.failReads(true);
        lane.session().willAck(4);
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        lane.session().maxInFlight(Integer.MAX_VALUE);
        serviceIsThere(lane);
        lane.pass(Duration.ofSeconds(5));
        disk.heal();
        lane.pass(Duration.ofSeconds(5));
        lane.passLinger();
        assertThat(lane.rowsOfStream(2)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(50, 1000));
        assertThat(lane.assertBooksBalance().droppedTotal()).isZero();
    }

    @Test
    void newEventsAreTakenAndComeLast() {
        LaneHarness lane = laneWithOutage(false);
        disk.failOpens(true);
        serviceIsThere(lane);
        for (int i = 0; i < 8; i++) {
            lane.offer(50);
            lane.settle();
            lane.pass(Duration.ofMillis(700));
        }
        disk.heal();
        lane.pass(Duration.ofSeconds(1));
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 1400));
        assertThat(lane.assertBooksBalance().droppedTotal()).isZero();
    }

    @Test
    void whatStaysUnreadableIsCountedInTheEndAndTheRestGoesOut() {
        LaneHarness lane = laneWithOutage(false);
        disk.failOpens(true);
        serviceIsThere(lane);
        for (int second = 0; second < 610; second++) {
            lane.pass(Duration.ofSeconds(1));
        }
        LaneSnapshot after = lane.assertBooksBalance();
        long lost = after.dropped().getOrDefault(DropReason.SPILL_DAMAGED, 0L);
        assertThat(lost).isPositive();
        assertThat(after.acked()).isEqualTo(1000 - lost).isPositive();
    }

    @Test
    void aCloseMeanwhileLeavesItToTheNextProcess() {
        LaneHarness lane = laneWithOutage(false);
        disk.failOpens(true);
        serviceIsThere(lane);
        long acked = lane.assertBooksBalance().acked();
        lane.lane.refuseAll();
        lane.drain.hurry();
        lane.pass(Duration.ofSeconds(5));
        assertThat(lane.drain.exhausted()).as("there is more").isFalse();
        while (!lane.drain.spillRest(lane.now)) {
            lane.now++;
        }
        LaneReport report = lane.drain.finish();
        assertThat(report.acked()).isEqualTo(acked);
        assertThat(report.spilled()).isEqualTo(1000 - acked);
        assertThat(report.lost()).isZero();
        directory.close();
        disk.heal();
        assertThat(replay(adopted())).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers((int) acked, 1000));
    }

    @Test
    void aReplayWaitsAndDoesNotEndBeforeItHasSentAll() {
        leaveBehind();
        OrphanSlot slot = adopted();
        disk.failOpens(true);
        LaneHarness lane = replayOf(slot);
        lane.session().acksByItself(true);
        for (int second = 0; second < 60; second++) {
            lane.pass(Duration.ofSeconds(1));
            assertThat(lane.drain.exhausted()).isFalse();
        }
        assertThat(lane.session().sent()).isEmpty();
        disk.heal();
        lane.pass(Duration.ofSeconds(1));
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 300));
        assertThat(lane.drain.exhausted()).isTrue();
        assertThat(lane.drain.finish().lost()).isZero();
        slot.close();
        assertThat(disk.all()).isEmpty();
    }

    @Test
    void aReplayThatIsStoppedWhileItWaitsForgetsNothing() {
        leaveBehind();
        OrphanSlot slot = adopted();
        disk.failOpens(true);
        LaneHarness lane = replayOf(slot);
        lane.session().acksByItself(true);
        lane.settle();
        lane.drain.hurry();
        lane.settle();
        assertThat(lane.drain.exhausted())
                .as("the rest is for the next process")
                .isTrue();
        assertThat(lane.drain.finish().lost()).isZero();
        slot.close();
        disk.heal();
        assertThat(replay(adopted())).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 300));
    }

    @Test
    void aCloseOfALaneThatWaitsEndsInTime() {
        AtomicReference<ScriptedSession> session = new AtomicReference<>();
        try (LiveLane lane = new LiveLane(
                (table, listener, wakeup) -> {
                    session.set(new ScriptedSession(listener, wakeup)
                            .opensByItself(false)
                            .acksByItself(true));
                    return session.get();
                },
                settings -> settings.ringBytes(1 << 16),
                builder -> builder.spill(this::log, false))) {
            for (long id = 0; id < 2_000; id++) {
                while (!lane.emit(id)) {
                    LockSupport.parkNanos(100_000);
                }
            }
            LiveLane.await("something on disk", () -> lane.metrics.snapshot().spilled() > 1_000);
            disk.failOpens(true);
            session.get().willOpen();
            LiveLane.await("it waits", () -> said.stream().anyMatch(text -> text.contains("can not be read now")));
            long begin = System.nanoTime();
            LaneReport report = lane.close(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(report.finished()).isTrue();
            assertThat(report.lost()).isZero();
            assertThat(report.remaining()).isZero();
            assertThat(report.acked() + report.spilled()).as(report.toString()).isEqualTo(2_000);
        }
    }

    private void leaveBehind() {
        SpillLog log = log();
        for (int seq = 0; seq < 300; seq++) {
            byte[] event = LaneHarness.event(seq, 10);
            assertThat(log.append(event, 0, event.length, seq, 100L * (seq + 1)))
                    .isTrue();
        }
        assertThat(log.seal()).isTrue();
        log.close();
        directory.close();
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
    }

    private OrphanSlot adopted() {
        directory = directory(new UUID(2, 2));
        List<OrphanSlot> slots = directory.adopt();
        assertThat(slots).hasSize(1);
        return slots.get(0);
    }

    private static LaneHarness replayOf(OrphanSlot slot) {
        return new LaneHarness(
                settings -> settings,
                builder -> builder.replay(slot.logs().get(0), "replay-orders-1", report -> {}),
                encoder -> encoder);
    }

    private static List<Rows.Row> replay(OrphanSlot slot) {
        LaneHarness lane = replayOf(slot);
        lane.session().acksByItself(true);
        lane.settle();
        lane.passLinger();
        assertThat(lane.drain.exhausted()).isTrue();
        lane.drain.finish();
        slot.close();
        return lane.rowsOfStream(1);
    }
}
