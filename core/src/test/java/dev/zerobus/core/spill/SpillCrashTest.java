// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The process or the machine ends at any operation of the disk: what was sealed, or forced, is found again, in order, each
 * event as it was written. Long form: {@code -Dspill.crashes=1000000}.
 */
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

    @Test
    void findsEverythingThatWasPromisedWhereverTheEndComes() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            long operations = run(seed, Long.MAX_VALUE, SimulatedDisk.Loss.NOTHING);
            for (long at = 1; at <= operations && crashes < CRASHES; at++) {
                for (SimulatedDisk.Loss loss : SimulatedDisk.Loss.values()) {
                    run(seed, at, loss);
                    crashes++;
                }
            }
        }
    }

    /** One life of a spill, cut at an operation. Returns how many operations it had. */
    private static long run(long seed, long cutAt, SimulatedDisk.Loss loss) {
        SimulatedDisk disk = new SimulatedDisk();
        Tape tape = new Tape(disk);
        Promise promise = new Promise();
        Random random = new Random(seed);
        Duration force = random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(3));
        if (cutAt != Long.MAX_VALUE) {
            disk.cutPowerAt(cutAt);
        }
        try {
            live(tape, promise, random, force);
            if (cutAt != Long.MAX_VALUE) {
                return disk.operations();
            }
        } catch (SimulatedDisk.PowerCut e) {
            // as it was meant
        }
        long operations = disk.operations();
        disk.restart(loss, new Random(seed + cutAt));
        check(tape, promise, loss, "seed " + seed + ", operation " + cutAt + ", " + loss);
        return operations;
    }

    private static void live(Tape tape, Promise promise, Random random, Duration force) {
        SpillDirectory directory = tape.directory(Tape.FIRST);
        SpillLog log = directory.log("orders", "a.b.c", new SpillSettings(SpillSettings.MIN_BYTES, force));
        long now = 1;
        for (int step = 0; step < 25; step++) {
            now += random.nextInt(2_000_000);
            log.usable(now);
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
