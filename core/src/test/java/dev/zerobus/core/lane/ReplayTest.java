// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A lane that sends what an earlier process has left on disk ends when it has done so, whatever can not be read. */
class ReplayTest {

    private final MemoryDisk disk = new MemoryDisk();

    /** A lane over what is in {@link #disk}; its requests have 10 events. */
    private LaneHarness replay(int events) {
        for (int seq = 0; seq < events; seq++) {
            byte[] event = LaneHarness.event(seq, 10);
            disk.append(event, 0, event.length, seq, 100L * (seq + 1));
        }
        disk.seal();
        LaneHarness lane = new LaneHarness(
                settings -> settings,
                builder -> {
                    builder.disk = disk;
                    builder.replay = true;
                    return builder;
                },
                encoder -> encoder);
        lane.session().acksByItself(true);
        return lane;
    }

    @Test
    void endsWhenAllIsAcknowledged() {
        LaneHarness lane = replay(25);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).extracting(Rows.Row::seq).isEqualTo(DeliveryTest.numbers(0, 25));
        assertThat(lane.drain.exhausted()).isTrue();
        assertThat(disk.sealed).isEmpty();
    }

    @Test
    void endsBehindAWholeRequestWhoseSuccessorCanNotBeRead() {
        disk.unreadableAtEnd = 3;
        LaneHarness lane = replay(10);
        lane.settle();
        lane.passLinger();
        assertThat(lane.rowsOfStream(1)).hasSize(10);
        assertThat(lane.drain.exhausted()).as("nothing more can come").isTrue();
        LaneReport report = lane.drain.finish();
        assertThat(report.acked()).isEqualTo(10);
        assertThat(report.lost()).isEqualTo(3);
    }

    @Test
    void endsWhenNothingCanBeRead() {
        disk.unreadableAtEnd = 4;
        LaneHarness lane = replay(0);
        lane.settle();
        assertThat(lane.drain.exhausted()).isTrue();
        assertThat(lane.session().sent()).isEmpty();
        assertThat(lane.drain.finish().lost()).isEqualTo(4);
    }
}
