// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The process or the machine ends at any operation of the disk: what was sealed, or forced, is found again, in order, each
 * event as it was written. Long form: {@code -Dspill.crashes=1000000}.
 */
@Tag("long")
final class SpillCrashTest {

    private static final int CRASHES = Integer.getInteger("spill.crashes", 100_000);
    private static final long SEED = Long.getLong("spill.seed", 20261121L);

    /** What is known when the end comes. */
    private static final class Promise {
        long appended;
        long sealed;
        long forced;
        long settled;
    }

    private int crashes;

    @Test
    void findsEverythingThatWasPromisedWhereverTheEndComes() {
        for (long seed = SEED; crashes < CRASHES; seed++) {
            run(seed);
        }
    }

    /** One life of a spill; at each operation it is looked what a next process would find if this one ended there. */
    private void run(long seed) {
        SimulatedDisk disk = new SimulatedDisk();
        Tape tape = new Tape(disk);
        Promise promise = new Promise();
        Random random = new Random(seed);
        Duration force = random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(3));
        disk.observe(() -> {
            for (SimulatedDisk.Loss loss : SimulatedDisk.Loss.values()) {
                SimulatedDisk after = disk.copy();
                after.restart(loss, new Random(seed + disk.operations()));
                check(
                        new Tape(after),
                        promise,
                        loss,
                        "-Dspill.seed=" + seed + ", operation " + disk.operations() + ", " + loss);
                crashes++;
            }
        });
        live(tape, promise, random, force);
    }

    private static void live(Tape tape, Promise promise, Random random, Duration force) {
        SpillDirectory directory = tape.directory(Tape.FIRST);
        SpillLog log = directory.log("orders", "a.b.c", new SpillSettings(SpillSettings.MIN_BYTES, force));
        long now = 1;
        for (int step = 0; step < 25; step++) {
            now += random.nextInt(2_000_000);
            log.usable(now);
            promise.forced = log.counts().forcedSeq();
            for (int i = random.nextInt(6); i > 0; i--) {
                if (Tape.append(log, promise.appended, random.nextInt(400) == 0 ? 1_100_000 : random.nextInt(2_000))) {
                    promise.appended++;
                }
            }
            if (log.seal()) {
                promise.sealed = promise.appended;
            } else {
                promise.appended = promise.sealed;
            }
            log.tick(now);
            promise.forced = log.counts().forcedSeq();
            if (random.nextInt(3) == 0 && promise.sealed > promise.settled) {
                long settle = promise.settled + random.nextInt((int) (promise.sealed - promise.settled)) + 1;
                promise.settled = settle;
                log.settle(settle);
            }
        }
        log.close();
        promise.forced = log.counts().forcedSeq();
        directory.close();
    }

    private static void check(Tape tape, Promise promise, SimulatedDisk.Loss loss, String what) {
        List<Long> found;
        try {
            found = tape.adopt();
        } catch (RuntimeException | AssertionError e) {
            fail(what, e);
            return;
        }
        TreeSet<Long> seqs = new TreeSet<>(found);
        assertThat(seqs).as(what).hasSameSizeAs(found);
        long promised = loss == SimulatedDisk.Loss.NOTHING ? promise.sealed : promise.forced;
        for (long seq = promise.settled; seq < promised; seq++) {
            if (!seqs.contains(seq)) {
                fail(what + ": event " + seq + " is missing; settled " + promise.settled + ", sealed " + promise.sealed
                        + ", forced " + promise.forced + ", found " + seqs);
            }
        }
        assertThat(tape.adopt()).as(what + ", a second time").isEmpty();
    }
}
