// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InFlightTest {

    @Test
    void agreesWithASimpleQueueWhateverIsSentAndAcknowledged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        InFlight inFlight = new InFlight(37, Long.MAX_VALUE);
        Deque<Integer> model = new ArrayDeque<>();
        long next = 0;
        for (int i = 0; i < 100_000; i++) {
            if (random.nextBoolean() && inFlight.hasRoom()) {
                int size = random.nextInt(1_000);
                assertThat(inFlight.sent(size)).as("seed %d", seed).isEqualTo(next++);
                model.addLast(size);
            } else if (!model.isEmpty()) {
                int many = 1 + random.nextInt(model.size());
                assertThat(inFlight.acked(next - model.size() + many - 1)).isEqualTo(InFlight.Ack.PROGRESS);
                for (int k = 0; k < many; k++) {
                    model.removeFirst();
                }
            }
            assertThat(inFlight.requests())
                    .as("seed %d", seed)
                    .isEqualTo(model.size())
                    .isLessThanOrEqualTo(37);
            assertThat(inFlight.bytes())
                    .as("seed %d", seed)
                    .isEqualTo(model.stream().mapToLong(Integer::longValue).sum());
            assertThat(inFlight.empty()).isEqualTo(model.isEmpty());
        }
    }

    @Test
    void tellsProgressFromRepetitionFromNonsense() {
        InFlight inFlight = new InFlight(10, 1_000);
        assertThat(inFlight.acked(0)).isEqualTo(InFlight.Ack.IMPOSSIBLE);
        inFlight.sent(1);
        inFlight.sent(1);
        assertThat(inFlight.acked(1)).isEqualTo(InFlight.Ack.PROGRESS);
        assertThat(inFlight.acked(1)).isEqualTo(InFlight.Ack.REPEATED);
        assertThat(inFlight.acked(0)).isEqualTo(InFlight.Ack.IMPOSSIBLE);
        assertThat(inFlight.acked(2)).isEqualTo(InFlight.Ack.IMPOSSIBLE);
        assertThat(inFlight.acked(Long.MIN_VALUE)).isEqualTo(InFlight.Ack.IMPOSSIBLE);
    }
}
