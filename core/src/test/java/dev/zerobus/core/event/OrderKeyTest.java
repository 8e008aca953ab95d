// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.ring.EventRing;
import dev.zerobus.core.ring.RingReader;
import dev.zerobus.proto.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderKeyTest {

    private final EventRing ring = new EventRing(1 << 16);
    private final Caught caught = new Caught();

    /** What the ring has of an event that was offered with a key. */
    private byte[] keyed(byte[] event, int key) {
        assertThat(ring.offer(event, 0, event.length, OrderKey.lead(key))).isTrue();
        RingReader reader = ring.reader();
        assertThat(reader.next()).isTrue();
        byte[] record =
                java.util.Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length());
        reader.release(reader.position());
        return record;
    }

    @Test
    void anEventBeginsWithItsKeyAndIsOtherwiseWhatItWas() throws Exception {
        caught.pool(EventLimits.DEFAULT).begin("order").emit();
        byte[] event = caught.all().get(0);
        for (int key = 1; key <= OrderKey.KEYS; key++) {
            byte[] record = keyed(event, key);
            assertThat(record).hasSize(event.length + EventRing.LEAD_BYTES);
            assertThat(OrderKey.of(record, 0, record.length)).isEqualTo(key - 1);
            Event parsed = Event.parseFrom(record);
            assertThat(parsed.getOrderKey()).isEqualTo(key);
            assertThat(parsed.toBuilder().clearOrderKey().build()).isEqualTo(Event.parseFrom(event));
        }
    }

    @Test
    void anEventWithoutAKeyHasTheFirst() {
        caught.pool(EventLimits.DEFAULT).begin("order").emit();
        byte[] event = caught.all().get(0);
        assertThat(OrderKey.of(event, 0, event.length)).isZero();
        assertThat(OrderKey.of(new byte[0], 0, 0)).isZero();
        assertThat(OrderKey.of(new byte[] {14 << 3}, 0, 1)).isZero();
        assertThat(OrderKey.of(new byte[] {1, 14 << 3, 6, 0}, 1, 3)).isEqualTo(5);
        assertThat(OrderKey.of(new byte[] {14 << 3, (byte) 0xFF, 1}, 0, 3)).isBetween(0, OrderKey.KEYS - 1);
    }

    @Test
    void aThreadHasOneKeyForEver() {
        int key = OrderKey.ofThisThread();
        assertThat(key).isBetween(1, OrderKey.KEYS);
        for (int i = 0; i < 1_000; i++) {
            assertThat(OrderKey.ofThisThread()).isEqualTo(key);
        }
    }

    @Test
    void threadsAreSpreadOverTheKeys() throws Exception {
        List<AtomicInteger> threadsOf = new ArrayList<>();
        for (int i = 0; i <= OrderKey.KEYS; i++) {
            threadsOf.add(new AtomicInteger());
        }
        for (int i = 0; i < 500; i++) {
            Thread thread =
                    new Thread(() -> threadsOf.get(OrderKey.ofThisThread()).incrementAndGet());
            thread.start();
            thread.join();
        }
        // by chance 500 threads miss one of 64 keys in a run of 40; they miss ten of them never
        assertThat(threadsOf).filteredOn(threads -> threads.get() > 0).hasSizeGreaterThan(OrderKey.KEYS - 10);
    }
}
