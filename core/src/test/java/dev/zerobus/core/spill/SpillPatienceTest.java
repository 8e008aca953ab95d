// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is out of descriptors, or a disk that is away for a while, costs time and no event. */
final class SpillPatienceTest {

    private static final long SECOND = 1_000_000_000L;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Tape tape = new Tape(disk);
    private final SpillLog log = tape.directory(Tape.FIRST).log("orders", "a.b.c", SpillSettings.DEFAULT);

    @BeforeEach
    void hundredEvents() {
        for (long seq = 0; seq < 100; seq++) {
            Tape.append(log, seq, 100);
            assertThat(log.seal()).isTrue();
        }
        log.tick(SECOND);
        log.tick(2 * SECOND);
        assertThat(log.counts().forcedSeq()).isEqualTo(100);
        log.seek(0);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void waitsForAFileThatCanNotBeOpenedAndSaysSo() {
        disk.failOpens(true);
        for (int second = 0; second < 599; second++) {
            assertThat(log.nextOrWait(second * SECOND)).isFalse();
            assertThat(log.waits()).isTrue();
        }
        assertThat(tape.said)
                .filteredOn(line -> line.contains("can not be read now"))
                .hasSize(1);
        disk.heal();
        assertThat(log.nextOrWait(600 * SECOND)).isTrue();
        assertThat(log.seq()).isZero();
        assertThat(Tape.read(log)).isEqualTo(range(1, 100));
        assertThat(log.nextOrWait(600 * SECOND)).isFalse();
        assertThat(log.waits()).isFalse();
        assertThat(log.counts().damagedFrames()).isZero();
    }

    @Test
    void waitsOnlyFifteenSecondsForAPlaceThatIsBroken() {
        disk.failReads(true);
        for (int second = 0; second < 15; second++) {
            assertThat(log.nextOrWait(second * SECOND)).isFalse();
            assertThat(log.waits()).isTrue();
        }
        assertThat(log.nextOrWait(16 * SECOND)).isFalse();
        assertThat(log.waits()).isFalse();
        assertThat(log.counts().skippedBytes()).isPositive();
    }

    @Test
    void givesUpOnlyTheFrameThatIsBrokenAndOnlyAfterFifteenSeconds() {
        long broken = FrameLayout.SEGMENT_HEADER_BYTES + 50 * frameBytes() + FrameLayout.HEADER_BYTES + 10;
        disk.failReadsOf(broken, broken + 1);
        List<Long> read = new ArrayList<>();
        int seconds = readAll(log, read);
        assertThat(seconds).isBetween(15, 16);
        List<Long> expected = new ArrayList<>(range(0, 100));
        expected.remove(50L);
        assertThat(read).isEqualTo(expected);
        assertThat(log.counts().damagedFrames()).isOne();
        assertThat(log.counts().damagedEvents()).isOne();
    }

    @Test
    void losesNothingAtAPlaceThatCanBeReadAgainEvenIfItWasSoughtMeanwhile() {
        long broken = FrameLayout.SEGMENT_HEADER_BYTES + 50 * frameBytes() + FrameLayout.HEADER_BYTES + 10;
        disk.failReadsOf(broken, broken + 1);
        for (long seq = 0; seq < 50; seq++) {
            assertThat(log.nextOrWait(0)).isTrue();
        }
        for (int second = 0; second < 14; second++) {
            assertThat(log.nextOrWait(second * SECOND)).isFalse();
            assertThat(log.waits()).isTrue();
            log.seek(50 - second % 2);
            if (second % 2 == 1) {
                assertThat(log.nextOrWait((second + 1) * SECOND))
                        .as("what is before it")
                        .isTrue();
            }
        }
        disk.heal();
        log.seek(50);
        List<Long> rest = new ArrayList<>();
        for (int second = 14; log.nextOrWait(second * SECOND) || log.waits(); second++) {
            rest.add(log.seq());
        }
        assertThat(rest).isEqualTo(range(50, 100));
        assertThat(log.counts().damagedFrames()).isZero();
    }

    @Test
    void doesNotWaitAnewForEveryBrokenPartOfOneFrame() {
        long begin = FrameLayout.SEGMENT_HEADER_BYTES + 100 * frameBytes();
        Tape.append(log, 100, 900_000);
        assertThat(log.seal()).isTrue();
        Tape.append(log, 101, 100);
        assertThat(log.seal()).isTrue();
        log.tick(3 * SECOND);
        log.tick(4 * SECOND);
        assertThat(log.counts().forcedSeq()).isEqualTo(102);
        log.seek(100);
        disk.failReadsOf(begin, begin + 8);
        assertThat(log.nextOrWait(0)).isFalse();
        disk.failReadsOf(begin, begin + 600_000);
        List<Long> read = new ArrayList<>();
        assertThat(readAll(log, read)).isLessThanOrEqualTo(16);
        assertThat(read).containsExactly(101L);
        assertThat(log.counts().damagedFrames()).isOne();
    }

    @Test
    void tellsAFileThatWasDeletedFromADirectoryThatIsAway() {
        Path segment = disk.all().stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        Map<Path, byte[]> away = disk.take(segment.getParent());
        for (int second = 0; second < 60; second++) {
            assertThat(log.nextOrWait(second * SECOND)).isFalse();
            assertThat(log.waits()).as("a file system that is not mounted").isTrue();
        }
        disk.putBack(away);
        assertThat(log.nextOrWait(60 * SECOND)).isTrue();
        assertThat(log.counts().damagedFrames()).isZero();
        log.close();
        log.seek(0);
        disk.take(segment);
        assertThat(log.nextOrWait(61 * SECOND)).isFalse();
        assertThat(log.waits()).as("somebody has deleted it").isFalse();
        assertThat(log.counts().damagedFrames()).isOne();
    }

    @Test
    void forgetsNothingOfASegmentWhoseEndCouldNotBeReadWhenItWasTakenOver() {
        log.settle(99);
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        long last = FrameLayout.SEGMENT_HEADER_BYTES + 99 * frameBytes();
        disk.failReadsOf(last, last + 1);
        List<OrphanSlot> orphans = tape.directory(new UUID(2, 2)).adopt();
        assertThat(orphans).as("it seems to end at what is settled").hasSize(1);
        SpillLog orphan = orphans.get(0).logs().get(0);
        disk.heal();
        List<Long> read = new ArrayList<>();
        readAll(orphan, read);
        assertThat(read).containsExactly(99L);
        assertThat(orphan.endSeq()).isEqualTo(100);
        orphan.settle(100);
        orphan.close();
        orphans.get(0).close();
        assertThat(disk.all()).isEmpty();
    }

    @Test
    void opensAgainAfterTheSlotsNameCouldNotBeForced() {
        SimulatedDisk other = new SimulatedDisk();
        Tape second = new Tape(other);
        try (SpillDirectory directory = second.directory(Tape.FIRST)) {
            SpillLog mine = directory.log("orders", "a.b.c", SpillSettings.DEFAULT);
            other.failForces(true);
            Tape.append(mine, 0, 100);
            assertThat(mine.seal()).isFalse();
            other.heal();
            assertThat(mine.usable(10 * SECOND)).isTrue();
            Tape.append(mine, 0, 100);
            assertThat(mine.seal()).isTrue();
            assertThat(Tape.read(mine)).containsExactly(0L);
            mine.close();
        }
    }

    private static long frameBytes() {
        FrameBuilder builder = new FrameBuilder();
        byte[] event = Tape.event(50, 100);
        builder.add(event, 0, event.length, 50, 150);
        return builder.frameBytes();
    }

    /** Everything, waiting as long as it takes; returns for how many seconds it waited. */
    private static int readAll(SpillLog from, List<Long> into) {
        int second = 0;
        while (second < 100_000) {
            if (from.nextOrWait(second * SECOND)) {
                into.add(from.seq());
            } else if (from.waits()) {
                second++;
            } else {
                return second;
            }
        }
        throw new AssertionError("it waits for ever");
    }

    @Test
    void takesNothingOverThatCanNotBeOpenedAndForgetsNothingOfIt() {
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        disk.failOpens(true);
        int files = disk.all().size();
        assertThat(tape.directory(new UUID(2, 2)).adopt()).isEmpty();
        assertThat(tape.said).anyMatch(line -> line.contains("can not be taken over") && line.contains("Too many"));
        assertThat(disk.all()).hasSize(files);
        disk.heal();
        List<OrphanSlot> orphans = tape.directory(new UUID(2, 2)).adopt();
        assertThat(orphans).hasSize(1);
        assertThat(orphans.get(0).logs().get(0).table()).isEqualTo("a.b.c");
        assertThat(Tape.read(orphans.get(0).logs().get(0))).isEqualTo(range(0, 100));
    }

    @Test
    void keepsLaneAndTableAsLongAsThereIsASegment() throws IOException {
        disk.failAt(1, Long.MAX_VALUE / 2, "Operation not permitted");
        log.settle(100);
        log.close();
        assertThat(disk.all()).anyMatch(file -> file.endsWith("lane"));
    }

    @Test
    void notesWhatIsSettledAgainAfterAnInterruptHasClosedTheCheckpoint() {
        log.settle(1);
        disk.interruptAt(0);
        log.settle(10);
        log.settle(90);
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        assertThat(tape.adopt()).isEqualTo(range(90, 100));
    }
}
