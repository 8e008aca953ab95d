// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.FullHeap;
import org.junit.jupiter.api.Test;

/** A record that wraps is copied aside, for which there may be no memory just now. */
class WrappedRecordMemoryTest {

    private static final int RING_BYTES = 8 << 20;
    private static final int RECORD_BYTES = RING_BYTES / 4 - 8;

    @Test
    void aRecordForWhichThereIsNoMemoryNowIsReadLater() throws Exception {
        String said = FullHeap.run(WrappedRecordMemoryTest.class, "48m");
        assertThat(said).contains("no memory for the first", "then came 1, 2");
    }

    public static void main(String[] args) {
        EventRing ring = new EventRing(RING_BYTES);
        RingReader reader = ring.reader();
        byte[] record = new byte[RECORD_BYTES];
        for (int i = 0; i < 3; i++) {
            ring.offer(record, 0, RECORD_BYTES);
        }
        ring.offer(record, 0, 1_000);
        while (reader.next()) {
            reader.release(reader.position());
        }
        record[0] = 1;
        ring.offer(record, 0, RECORD_BYTES); // goes beyond the end
        record[0] = 2;
        ring.offer(record, 0, 1_000);

        FullHeap heap = new FullHeap();
        heap.leave(RECORD_BYTES / 2);
        boolean failed = false;
        try {
            reader.next();
        } catch (OutOfMemoryError full) {
            failed = true;
        }
        heap.release();
        System.out.println(failed ? "no memory for the first" : "there was memory");
        System.out.print("then came");
        for (String before = " "; reader.next(); before = ", ") {
            System.out.print(before + reader.bytes()[reader.offset()]);
        }
        System.out.println();
    }
}
