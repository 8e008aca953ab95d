// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.metrics.DropReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a lane may have several streams its events say which of them keep their order; elsewhere they are as they ever were. */
class KeyedEventsTest {

    private MemoryDisk disk;

    /** Its events are on disk before anything else happens to them. */
    private LaneHarness lane(int streams) {
        disk = new MemoryDisk();
        return new LaneHarness(
                settings -> settings,
                builder -> {
                    builder.disk = disk;
                    builder.writeAhead = true;
                    return builder.limits(StreamLimits.of(1 << 30, 999_999_999).withStreams(streams));
                },
                encoder -> encoder);
    }

    private List<byte[]> onDisk() {
        return disk.sealed.values().stream().map(MemoryDisk.Kept::bytes).toList();
    }

    @Test
    void aLaneOfOneStreamKeepsEventsAsTheyAre() {
        LaneHarness lane = lane(1);
        byte[] event = LaneHarness.event(7, 10);
        assertThat(lane.offer(event)).isTrue();
        assertThat(lane.offer(63, event)).isTrue();
        lane.settle();
        lane.passLinger();
        assertThat(onDisk()).hasSize(2).allSatisfy(kept -> assertThat(kept).isEqualTo(event));
    }

    @Test
    void aLaneThatMayHaveMoreNotesTheKeyOfTheThread() {
        LaneHarness lane = lane(2);
        byte[] event = LaneHarness.event(7, 10);
        assertThat(lane.offer(event)).isTrue();
        assertThat(lane.offer(63, event)).isTrue();
        lane.settle();
        lane.passLinger();
        List<byte[]> kept = onDisk();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0)).endsWith(event);
        assertThat(OrderKey.of(kept.get(0), 0, kept.get(0).length)).isEqualTo(OrderKey.ofThisThread() - 1);
        assertThat(kept.get(1)).endsWith(event);
        assertThat(OrderKey.of(kept.get(1), 0, kept.get(1).length)).isEqualTo(63);
    }

    @Test
    void rowsAreTheSameWithAndWithoutAKey() {
        LaneHarness plain = lane(1);
        LaneHarness keyed = lane(4);
        for (LaneHarness lane : List.of(plain, keyed)) {
            lane.offer(25);
            lane.settle();
            lane.passLinger();
            lane.passLinger();
        }
        assertThat(keyed.rowsOfStream(1)).hasSize(25).isEqualTo(plain.rowsOfStream(1));
    }

    @Test
    void whatOneHasLeftOnDiskIsSentByTheOther() {
        for (int before : new int[] {1, 4}) {
            LaneHarness left = lane(before);
            left.houseRunsAtOnce = false; // it knows no table, so it sends nothing
            left.offer(25);
            left.settle();
            left.passLinger();
            assertThat(onDisk()).hasSize(25);
            int after = 5 - before;
            LaneHarness replay = new LaneHarness(
                    settings -> settings,
                    builder -> {
                        builder.disk = disk;
                        builder.replay = true;
                        return builder.limits(
                                StreamLimits.of(1 << 30, 999_999_999).withStreams(after));
                    },
                    encoder -> encoder);
            replay.settle();
            replay.passLinger();
            assertThat(replay.rowsOfStream(1))
                    .as("left with " + before + ", sent with " + after)
                    .extracting(Rows.Row::id)
                    .containsExactlyElementsOf(
                            java.util.stream.LongStream.range(0, 25).boxed().toList());
            assertThat(replay.sessions).hasSize(1);
        }
    }

    @Test
    void anEventThatIsTooLargeWithItsKeyIsRefusedAsSuch() {
        LaneHarness plain = lane(1);
        LaneHarness keyed = lane(4);
        int most = plain.lane.settings().ringBytes() / 4 - 8;
        int overhead = LaneHarness.event(7, 50_000).length - 50_000;
        byte[] largest = LaneHarness.event(7, most - overhead);
        assertThat(largest).hasSize(most);
        assertThat(plain.offer(largest)).isTrue();
        assertThat(keyed.offer(largest)).isFalse();
        assertThat(keyed.snapshot().dropped()).containsEntry(DropReason.TOO_LARGE, 1L);
        assertThat(keyed.offer(LaneHarness.event(7, most - overhead - 2))).isTrue();
    }
}
