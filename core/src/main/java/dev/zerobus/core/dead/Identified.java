// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Writes who sent an event behind its bytes: of a field that comes twice the last one counts. Stateless. */
final class Identified {

    private static final int PRODUCER_ID_TAG = 16 << 3 | 2;
    private static final int SEQ_TAG = 17 << 3;
    private static final int UUID_BYTES = 16;
    private static final int MOST_BYTES = 2 + 1 + UUID_BYTES + 2 + 10;

    private Identified() {}

    static byte[] event(byte[] event, UUID producerId, long seq) {
        ByteBuffer out = ByteBuffer.allocate(event.length + MOST_BYTES).put(event);
        varint(out, PRODUCER_ID_TAG);
        varint(out, UUID_BYTES);
        out.putLong(producerId.getMostSignificantBits()).putLong(producerId.getLeastSignificantBits());
        varint(out, SEQ_TAG);
        varint(out, seq);
        byte[] bytes = new byte[out.position()];
        out.flip();
        out.get(bytes);
        return bytes;
    }

    private static void varint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
