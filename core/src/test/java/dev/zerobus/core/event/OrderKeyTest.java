// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderKeyTest {

    private final Caught caught = new Caught();
    private final DraftPool pool = caught.pool(EventLimits.DEFAULT);

    @Test
    void allEventsOfAThreadHaveItsKeyWhateverTheyAre() {
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            EventDraft draft = pool.begin(i % 2 == 0 ? null : "e" + i);
            draft.put("f", i);
            draft.time(i);
            draft.emit();
        }
        for (byte[] event : caught.all()) {
            keys.add(OrderKey.of(event, 0, event.length));
            assertThat(Caught.whole(event).getOrderKey()).isBetween(1, OrderKey.KEYS);
        }
        assertThat(keys).hasSize(1);
        assertThat(Caught.parse(caught.all().get(7)).getTimeMicros()).isEqualTo(7);
    }

    @Test
    void threadsAreSpreadOverTheKeys() throws Exception {
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Thread thread = new Thread(() -> pool.begin("e").emit());
            thread.start();
            thread.join();
        }
        for (byte[] event : caught.all()) {
            keys.add(OrderKey.of(event, 0, event.length));
        }
        // by chance 500 threads miss one of 64 keys in a run of 40; they miss ten of them never
        assertThat(keys).hasSizeGreaterThan(OrderKey.KEYS - 10);
    }
}
