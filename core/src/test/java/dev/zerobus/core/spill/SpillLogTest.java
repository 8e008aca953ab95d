// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static dev.zerobus.core.spill.Tape.FIRST;
import static dev.zerobus.core.spill.Tape.append;
import static dev.zerobus.core.spill.Tape.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spill keeps, in order, within its bound, whatever the disk does. */
final class SpillLogTest {

    private static final long SECOND = 1_000_000_000L;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Tape tape = new Tape(disk);
    private final SpillDirectory directory = tape.directory(FIRST);
    private SpillLog log = directory.log("orders", "main.shop.orders", SpillSettings.DEFAULT);

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private void write(long from, long to, int size) {
        for (long seq = from; seq < to; seq++) {
            assertThat(append(log, seq, size)).isTrue();
        }
        assertThat(log.seal()).isTrue();
    }

    @Test
    void readsBackWhatWasSealedInOrder() {
        write(0, 1_000, 300);
        log.seek(0);
        assertThat(read(log)).isEqualTo(range(0, 1_000));
        assertThat(log.next()).isFalse();
        write(1_000, 1_010, 300);
        assertThat(read(log)).isEqualTo(range(1_000, 1_010));
        log.seek(995);
        assertThat(read(log)).isEqualTo(range(995, 1_010));
    }

    @Test
    void touchesNoDiskBeforeTheFirstEvent() {
        log.usable(1);
        log.tick(1);
        log.seek(0);
        assertThat(log.next()).isFalse();
        assertThat(disk.operations()).isZero();
        assertThat(log.close()).isTrue();
        directory.close();
        assertThat(disk.operations()).isZero();
    }

    @Test
    void showsNothingThatIsNotSealed() {
        write(0, 10, 100);
        append(log, 10, 100);
        log.seek(0);
        assertThat(read(log)).isEqualTo(range(0, 10));
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void findsWhatIsWrittenAfterItWasSoughtBehindItsEnd(long sought) {
        write(0, 10, 100);
        log.seek(sought);
        assertThat(log.next()).isFalse();
        write(12, 20, 100);
        assertThat(Tape.read(log)).isEqualTo(range(12, 20));
    }

    @Test
    void keepsNumbersWithGapsAndLargeEvents() {
        append(log, 5, 3_000_000);
        append(log, 7, 20);
        append(log, 1_000_000_000_000L, 1_500_000);
        assertThat(log.seal()).isTrue();
        log.seek(0);
        assertThat(read(log)).containsExactly(5L, 7L, 1_000_000_000_000L);
    }

    @Test
    void deletesSegmentsThatAreSettled() {
        write(0, 40, 1_000_000);
        assertThat(log.counts().segments()).isGreaterThan(4);
        log.settle(39);
        assertThat(log.counts().segments()).isEqualTo(1);
        log.seek(39);
        assertThat(read(log)).containsExactly(39L);
        log.settle(40);
        assertThat(log.counts().segments()).isZero();
        assertThat(log.counts().bytes()).isZero();
        write(40, 45, 1_000_000);
        log.seek(40);
        assertThat(read(log)).isEqualTo(range(40, 45));
    }

    @Test
    void leavesNothingWhenAllIsSettled() throws IOException {
        write(0, 100, 1_000);
        log.settle(100);
        assertThat(log.close()).isTrue();
        directory.close();
        assertThat(disk.all()).isEmpty();
        assertThat(disk.list(Tape.ROOT)).isEmpty();
    }

    @Test
    void isTakenOverWithItsProducerLaneAndTableByTheNextProcess() {
        write(0, 100, 1_000);
        log.settle(40);
        log.close();
        directory.close();
        List<OrphanSlot> orphans = tape.directory(new UUID(2, 2)).adopt();
        assertThat(orphans).hasSize(1);
        assertThat(orphans.get(0).producer()).isEqualTo(FIRST);
        SpillLog left = orphans.get(0).logs().get(0);
        assertThat(left.lane()).isEqualTo("orders");
        assertThat(left.table()).isEqualTo("main.shop.orders");
        assertThat(left.settledSeq()).isEqualTo(40);
        assertThat(left.endSeq()).isEqualTo(100);
        assertThat(read(left)).isEqualTo(range(40, 100));
        assertThat(left.append(new byte[8], 0, 8, 100, 300)).isFalse();
    }

    @Test
    void belongsToOneOnlyAndIsLeftAloneWhileItsProcessLives() {
        write(0, 10, 100);
        assertThat(tape.adopt()).isEmpty();
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        List<OrphanSlot> first = tape.directory(new UUID(2, 2)).adopt();
        assertThat(tape.directory(new UUID(3, 3)).adopt()).isEmpty();
        first.get(0).close();
        assertThat(tape.adopt()).isEqualTo(range(0, 10));
        assertThat(tape.adopt()).isEmpty();
        assertThat(disk.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void knowsWhatTheLastOfSeveralProcessesHasSettled(int notes) {
        write(0, 30, 100);
        for (int i = 1; i <= notes; i++) {
            log.settle(i);
        }
        for (int process = 2; process < 7; process++) {
            disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
            SpillLog left =
                    tape.directory(new UUID(process, 2)).adopt().get(0).logs().get(0);
            assertThat(left.settledSeq()).as("taken over by process " + process).isEqualTo(notes + 3 * (process - 2));
            left.settle(left.settledSeq() + 3);
        }
    }

    /** Sent from memory while the disk had no room, and copied when it had, before the acknowledgement came. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void notesWithTheSealWhatWasSettledWhileItWasNotSealed(int before) {
        write(0, before, 100);
        log.settle(before);
        for (long seq = before; seq < 10; seq++) {
            assertThat(Tape.append(log, seq, 100)).isTrue();
        }
        log.settle(8);
        assertThat(log.seal()).isTrue();
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        assertThat(tape.adopt()).isEqualTo(range(8, 10));
    }

    @Test
    void staysWithinItsBoundAndGoesOnWhenThereIsRoom() {
        log = directory.log("small", "a.b.c", new SpillSettings(SpillSettings.MIN_BYTES, Duration.ofMillis(500)));
        long seq = 0;
        while (append(log, seq, 100_000)) {
            seq++;
        }
        assertThat(log.seal()).isTrue();
        assertThat(log.counts().bytes()).isBetween(SpillSettings.MIN_BYTES * 9 / 10, SpillSettings.MIN_BYTES);
        assertThat(log.counts().bytes()).isEqualTo(segmentBytes());
        assertThat(append(log, seq, 100_000)).isFalse();
        assertThat(tape.said).anyMatch(line -> line.contains("is full") && line.contains("spill.max-size"));
        log.settle(seq);
        assertThat(log.usable(1)).isTrue();
        assertThat(append(log, seq, 100_000)).isTrue();
    }

    /** Nothing can be written any more, not even a byte: what is settled goes all the same, and what is not stays. */
    @Test
    void deletesWhatIsSettledOnADiskThatIsFullToTheLastByte() {
        log.usable(SECOND);
        write(0, 40, 1_000_000);
        int segments = log.counts().segments();
        long bytes = log.counts().bytes();
        assertThat(segments).isGreaterThan(4);
        disk.capacity(
                disk.all().stream().mapToLong(file -> disk.bytes(file).length).sum());
        assertThat(append(log, 40, 1_000_000) && log.seal()).as("there is room").isFalse();
        assertThat(log.counts().trouble()).contains("No space left");

        log.settle(20);
        assertThat(log.counts().segments()).isLessThan(segments - 1);
        assertThat(log.counts().bytes()).isBetween(1L, bytes - 16_000_000);
        assertThat(segmentBytes())
                .as("on the disk itself")
                .isEqualTo(log.counts().bytes());
        SimulatedDisk after = disk.copy();
        after.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        assertThat(new Tape(after).adopt())
                .as("it was noted in room that was there")
                .isEqualTo(range(20, 40));

        log.settle(40);
        assertThat(log.counts().segments()).isZero();
        assertThat(log.counts().bytes()).isZero();
        assertThat(segmentBytes()).isZero();
        assertThat(log.usable(7 * SECOND))
                .as("the room that they had serves again")
                .isTrue();
        write(40, 45, 1_000_000);
        log.seek(40);
        assertThat(read(log)).isEqualTo(range(40, 45));
    }

    private long segmentBytes() {
        return disk.all().stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .mapToLong(file -> disk.bytes(file).length)
                .sum();
    }

    @Test
    void dropsWhatWasNotSealedWhenADiskIsFullAndTriesAgainAfterFiveSeconds() {
        log.usable(SECOND);
        write(0, 100, 1_000);
        disk.capacity(150_000);
        boolean refused = false;
        for (long seq = 100; seq < 3_000 && !refused; seq++) {
            refused = !append(log, seq, 1_000);
        }
        refused |= !log.seal();
        assertThat(refused).isTrue();
        log.seal();
        assertThat(log.usable(SECOND)).isFalse();
        assertThat(log.counts().trouble()).contains("No space left");
        log.seek(0);
        assertThat(read(log)).isEqualTo(range(0, 100));
        assertThat(log.usable(SECOND + 4 * SECOND)).isFalse();
        disk.heal();
        assertThat(log.usable(SECOND + 6 * SECOND)).isTrue();
        write(100, 200, 1_000);
        assertThat(read(log)).isEqualTo(range(100, 200));
        assertThat(log.counts().trouble()).isEmpty();
        assertThat(tape.said)
                .anyMatch(line -> line.contains("can not be written"))
                .anyMatch(line -> line.contains("again"));
    }

    @Test
    void saysNothingIsSealedAfterAnAppendThatFailed() {
        disk.failAt(1, Long.MAX_VALUE / 2, "Input/output error");
        append(log, 0, 900_000);
        assertThat(append(log, 1, 900_000)).isFalse();
        assertThat(log.seal()).isFalse();
        log.seek(0);
        assertThat(read(log)).isEmpty();
    }

    @Test
    void writesAnewWhatCouldNotBeForced() {
        log.usable(SECOND);
        write(0, 50, 10_000);
        log.tick(SECOND);
        log.tick(2 * SECOND);
        assertThat(log.counts().forcedSeq()).isEqualTo(50);
        write(50, 100, 10_000);
        disk.failForces(true);
        log.tick(3 * SECOND);
        log.tick(4 * SECOND);
        assertThat(log.counts().failedForces()).isPositive();
        assertThat(log.counts().forcedSeq()).isEqualTo(50);
        assertThat(log.usable(4 * SECOND)).isFalse();
        log.seek(0);
        assertThat(read(log)).isEqualTo(range(0, 100));
        disk.heal();
        assertThat(log.usable(10 * SECOND)).isTrue();
        assertThat(log.counts().forcedSeq()).isEqualTo(100);
        log.seek(0);
        assertThat(read(log)).isEqualTo(range(0, 100));
        write(100, 110, 10_000);
        log.close();
        disk.restart(SimulatedDisk.Loss.ALL, new Random(1));
        assertThat(tape.adopt()).isEqualTo(range(0, 110));
    }

    @Test
    void forcesEveryHalfSecondOnlyIfThereIsSomething() {
        write(0, 10, 100);
        log.tick(SECOND);
        log.tick(SECOND + 400_000_000);
        assertThat(log.counts().forcedSeq()).isZero();
        log.tick(SECOND + 500_000_000);
        assertThat(log.counts().forcedSeq()).isEqualTo(10);
        long operations = disk.operations();
        log.tick(20 * SECOND);
        assertThat(disk.operations()).isEqualTo(operations);
    }

    @Test
    void forcesBeforeASealReturnsIfThatIsAskedFor() {
        log = directory.log("safe", "a.b.c", new SpillSettings(1 << 30, Duration.ZERO));
        write(0, 10, 100);
        assertThat(log.counts().forcedSeq()).isEqualTo(10);
        disk.restart(SimulatedDisk.Loss.ALL, new Random(1));
        assertThat(tape.adopt()).isEqualTo(range(0, 10));
    }

    @Test
    void namesLanesSoThatAnyNameIsADirectory() {
        assertThat(LaneNames.directoryName("orders_1-a")).isEqualTo("lane-orders_1-a");
        assertThat(LaneNames.directoryName("../Ä b")).isEqualTo("lane-%002e%002e%002f%00c4%0020b");
    }
}
