// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.spill.SimulatedDisk.Loss;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What was not forced is written anew after a force that failed; and that may fail as well, at any place, before the power goes. */
class SpillRescueTest {

    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SpillDirectory directory = new Tape(disk).directory(Tape.FIRST);
    private final SpillLog log =
            directory.log("orders", "a.b.c", new SpillSettings(SpillSettings.MIN_BYTES * 4, Duration.ofMillis(1)));
    private long now;
    private long seq;

    @Test
    void whatWasForcedIsFoundHoweverMuchIsLeftOfAnAttemptThatFailed() {
        for (int from = 1; from <= 30; from++) {
            for (int times = 1; times <= 3; times++) {
                new SpillRescueTest().life(from, times);
            }
        }
    }

    /** The force fails, and so many operations of the first attempt to write anew what it was about. */
    private void life(int from, int times) {
        frames(10);
        force();
        frames(20);
        disk.failAt(1, 2, "Input/output error");
        force();
        assertThat(log.counts().trouble()).as("the first attempt fails, too").isNotEmpty();
        disk.failAt(from, times, "Input/output error");
        for (int attempt = 0; attempt < 3; attempt++) {
            now += FIVE_SECONDS;
            if (log.usable(now)) {
                frames(3);
                force();
            }
        }
        disk.heal();
        now += FIVE_SECONDS;
        assertThat(log.usable(now)).isTrue();
        force();
        long promised = log.counts().forcedSeq();
        assertThat(promised).isEqualTo(seq).isGreaterThanOrEqualTo(30);
        for (int lost = 0; lost < 10; lost++) {
            SimulatedDisk after = disk.copy();
            after.restart(Loss.SECTORS, new Random(lost));
            assertThat(new Tape(after).adopt())
                    .as("%d operations fail from %d on, sectors lost by %d", times, from, lost)
                    .doesNotHaveDuplicates()
                    .containsAll(LongStream.range(0, promised).boxed().toList());
        }
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            boolean taken = Tape.append(log, seq, 100 + (int) (seq * 131 % 900));
            seq = taken && log.seal() ? seq + 1 : log.counts().sealedSeq();
        }
    }

    private void force() {
        log.tick(now);
        now += 2_000_000;
        log.tick(now);
    }
}
