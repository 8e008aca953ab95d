// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.metrics.DropReason;
import org.junit.jupiter.api.Test;

class ClientCountsTest {

    @Test
    void countsAnEventThatItsSinkFailedToTakeAsDropped() {
        ClientCounts counts = new ClientCounts();
        DraftPool pool = new DraftPool(
                EventLimits.DEFAULT,
                new MicroClock(),
                draft -> {
                    throw new IllegalStateException("on purpose");
                },
                counts);
        assertThat(pool.begin("e").emit()).isFalse();
        assertThat(counts.drops()).containsEntry(DropReason.INTERNAL, 1L);
        assertThat(counts.problems()).containsEntry(FieldProblem.INTERNAL, 1L);
    }
}
