// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A slot whose small files are damaged or gone, whose segments are missing, or where something else lies between them: what is
 * not touched is found, nothing goes to a wrong lane or table, and the start goes on.
 */
final class SpillSideFilesTest {

    private static final String LANE = "orders/éü";
    private static final String TABLE = "main.shop.orders";
    private static final int EVENTS = 20;
    private static final int SETTLED = 7;

    private SimulatedDisk disk = new SimulatedDisk();
    private Tape tape = new Tape(disk);

    /** What a start found of one lane. */
    private record Found(String lane, String table, List<Long> seqs) {}

    @BeforeEach
    void leave() {
        SpillLog log = tape.directory(Tape.FIRST).log(LANE, TABLE, SpillSettings.DEFAULT);
        write(log, EVENTS, 100);
        for (int seq = 1; seq <= SETTLED; seq++) {
            log.settle(seq);
        }
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
    }

    private static void write(SpillLog log, long events, int size) {
        for (long seq = 0; seq < events; seq++) {
            assertThat(Tape.append(log, seq, size)).isTrue();
        }
        assertThat(log.seal()).isTrue();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private Path file(String name) {
        return disk.all().stream()
                .filter(path -> path.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> segments() {
        return disk.all().stream()
                .filter(path -> path.toString().endsWith(".seg"))
                .sorted()
                .toList();
    }

    /** A start, which then gives all up as it is. */
    private List<Found> start() {
        List<Found> found = new ArrayList<>();
        for (OrphanSlot orphan : tape.directory(new UUID(2, 2)).adopt()) {
            assertThat(orphan.producer()).isEqualTo(Tape.FIRST);
            for (SpillLog log : orphan.logs()) {
                found.add(new Found(log.lane(), log.table(), Tape.read(log)));
            }
        }
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        return found;
    }

    private void assertAllIsThere(String what) {
        assertThat(start()).as(what).containsExactly(new Found(LANE, TABLE, range(SETTLED, EVENTS)));
    }

    @Test
    void anyBitOfTheNamesMayTurn() {
        byte[] bytes = disk.bytes(file("lane"));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertAllIsThere("bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void namesThatAreCutAreRightOrUnknownButNeverOthers() {
        byte[] sound = disk.bytes(file("lane")).clone();
        int known = 0;
        for (int length = 0; length <= sound.length; length++) {
            disk.replace(file("lane"), Arrays.copyOf(sound, length));
            List<Found> found = start();
            assertThat(found).as("cut at %d", length).hasSize(1);
            assertThat(found.get(0).lane()).as("cut at %d", length).isEqualTo(LANE);
            assertThat(found.get(0).table()).as("cut at %d", length).isIn(TABLE, "");
            assertThat(found.get(0).seqs()).as("cut at %d", length).isEqualTo(range(SETTLED, EVENTS));
            known += found.get(0).table().isEmpty() ? 0 : 1;
        }
        assertThat(known).as("lengths that leave one of the two whole").isGreaterThan(sound.length / 2 - 2);
    }

    @Test
    void namesThatAreGoneCanBeWrittenByHand() {
        disk.replace(file("lane"), new byte[3]);
        OrphanSlot orphan = tape.directory(new UUID(2, 2)).adopt().get(0);
        assertThat(orphan.logs().get(0).table()).isEmpty();
        assertThat(orphan.namesOf(orphan.logs().get(0))).isEqualTo(file("lane"));
        disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
        disk.replace(file("lane"), (LANE + "\r\n" + TABLE + "\r\n").getBytes(StandardCharsets.UTF_8));
        assertAllIsThere("two lines by hand");
        disk.take(file("lane"));
        assertThat(start()).containsExactly(new Found(LANE, "", range(SETTLED, EVENTS)));
    }

    /** At worst the note before the last one is what counts, and an event is sent once more. */
    @Test
    void anyBitOfTheCheckpointMayTurn() {
        byte[] bytes = disk.bytes(file("checkpoint"));
        int once = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            List<Found> found = start();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            if (found.size() != 1
                    || !found.get(0).table().equals(TABLE)
                    || !List.of(range(SETTLED, EVENTS), range(SETTLED - 1, EVENTS))
                            .contains(found.get(0).seqs())) {
                fail("bit " + bit + ": " + found);
            }
            once += found.get(0).seqs().size() == EVENTS - SETTLED ? 0 : 1;
        }
        assertThat(once).as("bits of the last note").isEqualTo(28 * 8);
    }

    @Test
    void aCheckpointThatIsCutOrGoneMakesEventsGoOutAgainAtMost() {
        byte[] sound = disk.bytes(file("checkpoint")).clone();
        for (int length = 0; length <= sound.length; length++) {
            disk.replace(file("checkpoint"), Arrays.copyOf(sound, length));
            List<Found> found = start();
            assertThat(found).as("cut at %d", length).hasSize(1);
            List<Long> seqs = found.get(0).seqs();
            assertThat(seqs)
                    .as("cut at %d", length)
                    .isIn(range(0, EVENTS), range(SETTLED - 1, EVENTS), range(SETTLED, EVENTS));
        }
        disk.take(file("checkpoint"));
        assertThat(start()).containsExactly(new Found(LANE, TABLE, range(0, EVENTS)));
    }

    @Test
    void aLockThatIsGoneOrFullOfRubbishIsALock() {
        disk.replace(file("lock"), new byte[100]);
        assertAllIsThere("rubbish");
        disk.take(file("lock"));
        assertAllIsThere("gone");
        assertThat(tape.said).isEmpty();
    }

    @Test
    void missingSegmentsCostWhatWasInThem() {
        for (int missing = 0; missing < 5; missing++) {
            disk = new SimulatedDisk();
            tape = new Tape(disk);
            write(tape.directory(Tape.FIRST).log("orders", TABLE, SpillSettings.DEFAULT), 36, 1_000_000);
            disk.restart(SimulatedDisk.Loss.NOTHING, new Random(1));
            List<Path> segments = segments();
            assertThat(segments).hasSize(5);
            disk.take(segments.get(missing));
            List<Long> seqs = start().get(0).seqs();
            long first = missing * 8L;
            List<Long> expected = new ArrayList<>(range(0, first));
            expected.addAll(range(Math.min(36, first + 8), 36));
            assertThat(seqs).as("without segment %d", missing).isEqualTo(expected);
        }
    }

    @Test
    void allSegmentsMayBeGone() {
        segments().forEach(disk::take);
        assertThat(start()).isEmpty();
        assertThat(disk.all()).as("nothing is left to be sent").isEmpty();
    }

    @Test
    void foreignFilesAreLeftAloneAndChangeNothing() {
        Path slot = file("lock").getParent();
        Path lane = file("lane").getParent();
        byte[] segment = disk.bytes(segments().get(0)).clone();
        byte[] text = "not ours".getBytes(StandardCharsets.UTF_8);
        Map<Path, byte[]> foreign = Map.of(
                Tape.ROOT.resolve("README"), text,
                Tape.ROOT.resolve("slot-of-somebody"), text,
                slot.resolve("notes.txt"), text,
                slot.resolve("lane-of-somebody"), text,
                lane.resolve("core.1234"), text,
                lane.resolve("zzzzzzzzzzzzzzzz.seg"), text,
                lane.resolve("1.seg"), segment,
                // a copy of a segment under another number: its frames are none there
                lane.resolve("0000000000000007.seg"), segment);
        disk.putBack(foreign);
        assertAllIsThere("with foreign files");
        assertThat(tape.adopt()).as("sent, and the slot given up").isEqualTo(range(SETTLED, EVENTS));
        assertThat(disk.all())
                .contains(Tape.ROOT.resolve("README"), slot.resolve("lane-of-somebody"), lane.resolve("core.1234"));
        assertThat(tape.adopt()).as("nothing comes twice").isEmpty();
        assertThat(tape.said).noneMatch(line -> line.contains(slot.toString()));
    }
}
