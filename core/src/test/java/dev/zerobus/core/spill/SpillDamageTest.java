// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A segment with a bit turned, cut at any byte, or with rubbish in it: what is not touched is read, nothing wrong is, and the
 * start goes on. Long form: {@code -Dspill.damages=1000000}.
 */
@Tag("long")
final class SpillDamageTest {

    private static final int FEW_DAMAGES = 2_000;
    private static final int DAMAGES = Integer.getInteger("spill.damages", FEW_DAMAGES);
    /** In the long form. */
    private static final boolean EVERY_BIT = DAMAGES > FEW_DAMAGES;

    private static final int EVENTS = 128;
    private static final int IN_A_FRAME = 8;
    private static final List<Long> ALL = LongStream.range(0, EVENTS).boxed().toList();

    private static final Set<Long> KNOWN = Set.copyOf(ALL);
    private static final Random RANDOM = new Random(1);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Tape tape = new Tape(disk);
    private final byte[] sound;
    private final Path file;

    SpillDamageTest() {
        SpillLog log = tape.directory(Tape.FIRST).log("orders", "a.b.c", SpillSettings.DEFAULT);
        for (long seq = 0; seq < EVENTS; seq++) {
            Tape.append(log, seq, 520);
            if (seq % IN_A_FRAME == IN_A_FRAME - 1) {
                log.seal();
            }
        }
        file = disk.all().stream()
                .filter(path -> path.toString().endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        sound = disk.bytes(file).clone();
        assertThat(sound.length).isGreaterThan(64 << 10);
    }

    /** What a start finds; the slot is given up as it is. */
    private List<Long> found(byte[] damaged) {
        disk.replace(file, damaged);
        return found();
    }

    private List<Long> found() {
        disk.restart(SimulatedDisk.Loss.NOTHING, RANDOM);
        List<Long> seqs = new ArrayList<>();
        for (OrphanSlot orphan : tape.directory(new UUID(2, 2)).adopt()) {
            orphan.logs().forEach(log -> seqs.addAll(Tape.read(log)));
        }
        return seqs;
    }

    /**
     * Every bit of the segment's header, of the first frames and of the last ones; of the frames between, which are the same but
     * for their numbers, every byte with another bit each time.
     */
    private boolean leftOut(int bit) {
        int at = bit / 8;
        int all = FrameLayout.SEGMENT_HEADER_BYTES + 2 * IN_A_FRAME * 530;
        return !EVERY_BIT && at >= all && at < sound.length - all && bit % 8 != at % 8;
    }

    @Test
    void losesOneFrameAtMostForEveryBitThatTurns() {
        for (int bit = 0; bit < sound.length * 8; bit++) {
            if (leftOut(bit)) {
                continue;
            }
            byte turned = (byte) (1 << bit % 8);
            disk.bytes(file)[bit / 8] ^= turned;
            List<Long> found = found();
            disk.bytes(file)[bit / 8] ^= turned;
            if (found.size() < EVENTS - IN_A_FRAME || !KNOWN.containsAll(found)) {
                fail("bit " + bit + ": found " + found);
            }
        }
    }

    @Test
    void keepsEveryWholeFrameWhereverTheFileIsCut() {
        for (int length = 0; length < sound.length; length++) {
            List<Long> found = found(Arrays.copyOf(sound, length));
            int least =
                    Math.max(0, (length - FrameLayout.SEGMENT_HEADER_BYTES) / (sound.length / (EVENTS / IN_A_FRAME)))
                            * IN_A_FRAME;
            assertThat(found.size()).as("cut at %d", length).isGreaterThanOrEqualTo(least);
            assertThat(found).as("cut at %d", length).isEqualTo(ALL.subList(0, found.size()));
        }
    }

    @Test
    void readsNothingWrongOverRubbish() {
        long seed = Long.getLong("spill.seed", 1L);
        for (int round = 0; round < DAMAGES; round++, seed++) {
            Random random = new Random(seed);
            byte[] damaged = sound.clone();
            for (int holes = 1 + random.nextInt(4); holes > 0; holes--) {
                byte[] rubbish = new byte[1 + random.nextInt(3_000)];
                if (random.nextBoolean()) {
                    random.nextBytes(rubbish);
                }
                int at = random.nextInt(damaged.length);
                System.arraycopy(rubbish, 0, damaged, at, Math.min(rubbish.length, damaged.length - at));
            }
            List<Long> found = found(damaged);
            assertThat(ALL).as("seed %d", seed).containsAll(found);
        }
    }

    @Test
    void countsWhatIsDamagedAndKeepsACopy() {
        byte[] damaged = sound.clone();
        damaged[FrameLayout.SEGMENT_HEADER_BYTES + FrameLayout.HEADER_BYTES + 100] ^= 1;
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        disk.replace(file, damaged);
        OrphanSlot orphan = tape.directory(new UUID(2, 2)).adopt().get(0);
        SpillLog log = orphan.logs().get(0);
        assertThat(Tape.read(log)).hasSize(EVENTS - IN_A_FRAME);
        log.seek(0);
        assertThat(Tape.read(log)).hasSize(EVENTS - IN_A_FRAME);
        assertThat(log.counts().damagedFrames()).isEqualTo(1);
        assertThat(log.counts().damagedEvents()).isEqualTo(IN_A_FRAME);
        assertThat(disk.all()).anyMatch(path -> path.toString().endsWith(".bad"));
    }

    @Test
    void startsWithASegmentThatIsEmptyOrNone() {
        for (byte[] content : List.of(new byte[0], new byte[23], new byte[1 << 16])) {
            assertThat(found(content)).isEmpty();
        }
    }
}
