// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.zerobus.core.spill.SimulatedDisk.Loss;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A disk that is full, broken, loses what it was to force, and threads that are interrupted, one after the other in one life
 * of a spill; then the process or the machine ends. While it lives everything sealed is read back in order, and nothing else;
 * afterwards everything that was promised is found. Long form: {@code -Dspill.lives=200000}.
 */
@Tag("long")
final class SpillFaultsTest {

    private static final int LIVES = Integer.getInteger("spill.lives", 1_000);
    private static final long SEED = Long.getLong("spill.seed", 20261121L);
    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Tape tape = new Tape(disk);
    private final SpillDirectory directory = tape.directory(Tape.FIRST);
    private Random random = new Random();
    private SpillLog log = directory.log("none", "a.b.c", SpillSettings.DEFAULT);
    private long now;
    private long appended;
    private long sealed;
    private long settled;
    /** What the spill has said at any time to survive a power cut. */
    private long forcedAtMost;

    @Test
    void keepsItsPromisesWhateverTheDiskDoes() {
        long failures = 0;
        long rewritten = 0;
        for (long seed = SEED; seed < SEED + LIVES; seed++) {
            SpillFaultsTest life = new SpillFaultsTest();
            try {
                life.run(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                fail("-Dspill.lives=1 -Dspill.seed=" + seed + ": " + e.getMessage(), e);
            }
            failures += life.log.counts().failedWrites();
            rewritten += life.log.counts().failedForces();
        }
        assertThat(failures).as("writes that failed").isGreaterThan(LIVES);
        assertThat(rewritten).as("forces that failed").isGreaterThan(LIVES / 10);
    }

    private void run(Random seeded) {
        random = seeded;
        Duration force = List.of(Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(1))
                .get(random.nextInt(3));
        log = directory.log("orders", "a.b.c", new SpillSettings(SpillSettings.MIN_BYTES * 4, force));
        for (int step = 3 + random.nextInt(60); step > 0; step--) {
            fault();
            write();
            readBack();
            if (random.nextInt(4) == 0 && sealed > settled) {
                settled += 1 + random.nextInt((int) (sealed - settled));
                log.settle(settled);
            }
            end(false);
        }
        disk.heal();
        now += FIVE_SECONDS;
        assertThat(log.usable(now))
                .as("a disk that is sound again is used, %s", log.counts().trouble())
                .isTrue();
        write();
        if (!seal()) { // once it may still say that something before was lost
            write();
            assertThat(seal()).as("a disk that is sound again takes all").isTrue();
        }
        assertThat(sealed).as("all of it").isEqualTo(appended).isPositive();
        readBack();
        log.tick(now + FIVE_SECONDS);
        log.tick(now + 2 * FIVE_SECONDS);
        assertThat(log.counts().forcedSeq())
                .isEqualTo(settled == sealed ? log.counts().forcedSeq() : sealed);
        if (random.nextBoolean()) {
            assertThat(log.close()).isTrue();
            directory.close();
        }
        end(true);
    }

    private void fault() {
        switch (random.nextInt(12)) {
            case 0 -> disk.failAt(1 + random.nextInt(6), 1 + random.nextInt(6), "Input/output error");
            case 1 -> disk.capacity(random.nextInt(300_000));
            case 2 -> disk.failForces(true);
            case 3 -> disk.interruptAt(random.nextInt(6));
            case 4, 5, 6 -> disk.heal();
            default -> {
                // as it is
            }
        }
    }

    /** As a lane does: appends until it is refused, and seals at some time or other. */
    private void write() {
        now += random.nextBoolean() ? random.nextInt(2_000_000) : random.nextInt(2) * FIVE_SECONDS;
        if (log.usable(now)) {
            boolean taken = true;
            int size = random.nextInt(50) == 0 ? 900_000 : 3_000;
            for (int i = 1 + random.nextInt(8); taken && i > 0; i--) {
                taken = Tape.append(log, appended, 8 + random.nextInt(size));
                appended += taken ? 1 : 0;
            }
            promised();
        }
        if (random.nextInt(4) != 0) {
            seal();
        }
        promised();
        log.tick(now);
        promised();
    }

    private boolean seal() {
        boolean done = log.seal();
        if (done) {
            sealed = appended;
        } else {
            appended = sealed;
        }
        return done;
    }

    private void promised() {
        forcedAtMost = Math.max(forcedAtMost, log.counts().forcedSeq());
        assertThat(log.counts().forcedSeq()).as("forced").isLessThanOrEqualTo(sealed());
    }

    private long sealed() {
        return log.counts().sealedSeq();
    }

    private void readBack() {
        long from = settled + (sealed > settled ? random.nextInt((int) (sealed - settled)) : 0);
        log.seek(from);
        assertThat(Tape.read(log))
                .as("from %d, settled %d, sealed %d", from, settled, sealed)
                .isEqualTo(LongStream.range(from, sealed).boxed().toList());
        assertThat(log.counts().damagedFrames()).isZero();
    }

    /** What a next process would find if all ended here. */
    private void end(boolean everyWay) {
        for (Loss loss : Loss.values()) {
            if (!everyWay && random.nextInt(10) != 0) {
                continue;
            }
            SimulatedDisk after = disk.copy();
            after.restart(loss, new Random(random.nextLong()));
            List<Long> found = new Tape(after).adopt();
            long promised = Math.max(loss == Loss.NOTHING ? sealed : 0, forcedAtMost);
            assertThat(found)
                    .as("%s, settled %d, sealed %d, forced %d", loss, settled, sealed, forcedAtMost)
                    .doesNotHaveDuplicates()
                    .containsAll(LongStream.range(Math.min(settled, promised), promised)
                            .boxed()
                            .toList());
        }
    }
}
