// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.metrics.DropReason;
import org.junit.jupiter.api.Test;

class EarlyEventsTest {

    private final ClientCounts counts = new ClientCounts();

    private boolean emit(EarlyEvents early, int payloadBytes) {
        EventDraft draft = new DraftPool(EventLimits.DEFAULT, new MicroClock(), early::take, counts).begin("early");
        draft.put("payload", "x".repeat(payloadBytes));
        return draft.emit();
    }

    @Test
    void keepsWhatFitsAndCountsWhatDoesNot() {
        EarlyEvents early = new EarlyEvents(2_000, counts);

        assertThat(emit(early, 800)).isTrue();
        assertThat(emit(early, 800)).isTrue();
        assertThat(emit(early, 800)).isFalse();
        assertThat(emit(early, 100)).isTrue();

        assertThat(counts.drops()).containsEntry(DropReason.NOT_STARTED, 1L);
    }

    @Test
    void countsEverythingAsRefusedWhenThereWillBeNoClient() {
        EarlyEvents early = new EarlyEvents(2_000, counts);
        emit(early, 10);
        emit(early, 10);

        assertThat(early.giveUp()).isEqualTo(2);
        assertThat(emit(early, 10)).isFalse();

        assertThat(counts.drops()).containsEntry(DropReason.CLOSED, 3L);
    }
}
