// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zerobus.core.event.OrderKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parts of several streams that stand alone. */
class StreamPartsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void theHeaviestKeysAreSpreadFirst() {
        long[] rows = new long[OrderKey.KEYS];
        rows[3] = 100;
        rows[7] = 60;
        rows[11] = 50;
        rows[12] = 10;
        KeyPlan plan = KeyPlan.of(rows, 2);
        assertThat(plan.streamOf(3)).isEqualTo(plan.streamOf(12)).isNotEqualTo(plan.streamOf(7));
        assertThat(plan.streamOf(11)).isEqualTo(plan.streamOf(7));
        assertThat(plan.relieves(KeyPlan.single(), rows)).isTrue();
        assertThat(KeyPlan.of(rows, 4).relieves(plan, rows)).as("110 to 100").isFalse();
    }

    @Test
    void keysWithoutEventsAreSpreadEvenlyToo() {
        int[] keysOf = new int[4];
        KeyPlan plan = KeyPlan.of(new long[OrderKey.KEYS], 4);
        for (int key = 0; key < OrderKey.KEYS; key++) {
            keysOf[plan.streamOf(key)]++;
        }
        assertThat(keysOf).containsOnly(OrderKey.KEYS / 4);
    }

    @Test
    void aLoadThatFallsBetweenTwoSecondsBeginsAnew() {
        StreamScale scale = new StreamScale(8);
        for (int second = 0; second < 20; second++) {
            scale.observe(second % 5 == 4 ? 0.8 : 0.95, 1, 1, second * SECOND);
            assertThat(scale.wish(1, second * SECOND)).isEqualTo(1);
        }
        for (int second = 20; second < 26; second++) {
            scale.observe(0.81, 1, 1, second * SECOND);
        }
        assertThat(scale.wish(1, 25 * SECOND)).isEqualTo(2);
        scale.restart();
        assertThat(scale.wish(2, 25 * SECOND)).isEqualTo(2);
    }

    @Test
    void ownersAreRememberedFromTheFirstUnsettledToTheLastTaken() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Owners owners = new Owners();
        Map<Long, Integer> model = new HashMap<>();
        long from = 0;
        long to = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(10) > 0) {
                long seq = random.nextInt(3) == 0 && to > from
                        ? from + random.nextInt((int) (to - from))
                        : to + random.nextInt(4);
                int stream = random.nextInt(4);
                owners.took(seq, stream);
                model.put(seq, stream);
                to = Math.max(to, seq + 1);
            } else {
                from = Math.max(from, from + random.nextInt((int) (to - from) / (1 + random.nextInt(8)) + 1));
                owners.release(from);
            }
            long asked = from + random.nextInt((int) (to - from) + 3);
            assertThat(owners.of(asked))
                    .as("seed " + seed + ", event " + asked)
                    .isEqualTo(model.getOrDefault(asked, -1));
        }
    }

    @Test
    void ownersOfStreamsAreForgottenAtABarrierAndWhatWasSetAsideIsNot() {
        Owners owners = new Owners();
        owners.took(4, 2);
        owners.setAside(5);
        owners.took(6, 0);
        owners.forgetStreams();
        for (long seq = 0; seq < 8; seq++) {
            assertThat(owners.of(seq)).as("event " + seq).isNegative();
            assertThat(owners.isSetAside(seq)).as("event " + seq).isEqualTo(seq == 5);
        }
        owners.took(6, 1);
        assertThat(owners.of(6)).isEqualTo(1);
    }

    @Test
    void aReleaseMayDivideAStretchOfWhichEveryEventIsLost() {
        LostStretches lost = new LostStretches();
        for (long seq : new long[] {20, 22, 21, 21, 30, 23}) {
            lost.found(seq);
        }
        assertThat(lost.size()).isEqualTo(5);
        assertThat(lost.release(20)).isZero();
        assertThat(lost.release(22)).isEqualTo(2);
        assertThat(lost.size()).isEqualTo(3);
        lost.found(22);
        assertThat(lost.size()).as("known already").isEqualTo(3);
        assertThat(lost.release(24)).isEqualTo(2);
        assertThat(lost.release(31)).isEqualTo(1);
        assertThat(lost.size()).isZero();
    }

    @Test
    void aLaneHasOneStreamUnlessMoreAreAllowed() {
        assertThat(StreamLimits.defaults().streams()).isEqualTo(1);
        assertThat(StreamLimits.of(1 << 20, 10).streams()).isEqualTo(1);
        StreamLimits four = StreamLimits.of(1 << 20, 10).withStreams(4);
        assertThat(four.streams()).isEqualTo(4);
        assertThat(four.bytesPerSecond()).isEqualTo(1 << 20);
        assertThat(four.recordsPerSecond()).isEqualTo(10);
        assertThatIllegalArgumentException().isThrownBy(() -> four.withStreams(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> four.withStreams(17))
                .withMessageContaining("16");
    }
}
