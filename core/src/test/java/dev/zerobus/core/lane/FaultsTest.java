// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Map<Long, Integer> tries = new HashMap<>();

    /** Throws for one event, always. */
    private RowEncoder poisonedBy(long poison, RowEncoder encoder, Error error) {
        return new WrappedEncoder(encoder) {
            @Override
            public RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out) {
                tries.merge(seq, 1, Integer::sum);
                RowOutcome outcome = super.encode(event, offset, length, seq, out);
                if (seq == poison) {
                    throw error;
                }
                return outcome;
            }
        };
    }

    private LaneHarness poisonedLane(long poison, Error error) {
        return new LaneHarness(settings -> settings, builder -> builder, encoder -> poisonedBy(poison, encoder, error));
    }

    @Test
    void anEventThatProvokesAnErrorIsSetAsideAfterThreeTriesAndLaterOnesArrive() {
        LaneHarness lane = poisonedLane(3, new StackOverflowError());
        lane.offer(25);
        lane.settle();
        lane.pass(Duration.ofMillis(100));
        lane.pass(Duration.ofMillis(100));
        lane.passLinger();
        assertThat(tries).containsEntry(3L, 3);
        assertThat(lane.asides).extracting(LaneHarness.Aside::seq).containsExactly(3L);
        assertThat(lane.asides).extracting(LaneHarness.Aside::reason).containsExactly(SetAsideReason.UNREADABLE);
        assertThat(lane.rowsOfStream(1)).hasSize(24);
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(24);
        assertThat(lane.drain.tally().faults()).isEqualTo(3);
        assertThat(lane.said).anyMatch(line -> line.startsWith("ERROR") && line.contains("StackOverflowError"));
    }

    @Test
    void anErrorIsFollowedByARestNotByAHotLoop() {
        LaneHarness lane = new LaneHarness();
        lane.offer(1);
        lane.settle();
        lane.passLinger();
        lane.pollError = new IllegalStateException("bug in the session");
        lane.offer(1);
        lane.passLinger();
        long faults = lane.drain.tally().faults();
        for (int i = 0; i < 100_000; i++) {
            lane.now += 100_000;
            lane.step();
        }
        // ten seconds: 10, 20, 40 ... ms, then one a second
        assertThat(lane.drain.tally().faults() - faults).isBetween(5L, 25L);
    }

    @Test
    void aRowThatCanNeverBeSentIsSetAsideAfterThreeTriesAndTheOthersLand() {
        LaneHarness lane = new LaneHarness();
        lane.offer(8);
        lane.failsToSendRow = 5;
        lane.settle();
        for (int i = 0; i < 100; i++) {
            lane.pass(Duration.ofMillis(100));
            if (!lane.session().sent().isEmpty()) {
                lane.session().willAck(lane.last().offset());
            }
        }
        assertThat(lane.asides).extracting(LaneHarness.Aside::seq).containsExactly(5L);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(7);
        assertThat(lane.drain.tally().faults()).isLessThan(20);
    }

    @Test
    void aSendThatFailsForAWhileLosesNothing() {
        LaneHarness lane = new LaneHarness();
        lane.sendError = new IllegalStateException("bug in the session");
        lane.offer(10);
        lane.settle();
        lane.pass(Duration.ofMillis(15));
        lane.sendError = null;
        lane.pass(Duration.ofMillis(50));
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(10);
        assertThat(lane.asides).isEmpty();
    }

    @Test
    void aSessionThatThrowsInPollNeverKillsTheDrain() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.settle();
        lane.pollError = new IllegalStateException("bug in the session");
        for (int i = 0; i < 50; i++) {
            lane.pass(Duration.ofMillis(10));
        }
        lane.pollError = null;
        lane.session().willAck(0);
        lane.offer(10);
        lane.pass(Duration.ofSeconds(2));
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
    }

    @Test
    void garbageInTheRingIsSetAside() {
        LaneHarness lane = new LaneHarness();
        lane.offer(2);
        assertThat(lane.offer(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3}))
                .isTrue();
        lane.offer(2);
        lane.settle();
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.asides).extracting(LaneHarness.Aside::reason).containsExactly(SetAsideReason.UNREADABLE);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(4);
    }
}
