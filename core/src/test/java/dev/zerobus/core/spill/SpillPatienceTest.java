// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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
        assertThat(tape.said).filteredOn(line -> line.contains("can not be read now")).hasSize(1);
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
