// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a record lies in the ring. Stateless.
 *
 * <pre>
 *   chunk k (256 B)                                   chunk k+1                       a record takes as many
 *   0        4        8                         255   0                         255   consecutive chunks as it
 *   +--------+--------+---------------------------+   +---------------------------+   needs; what is left of the
 *   | length | kind   | event bytes ...           |   | ... event bytes | unused  |   last one stays unused
 *   +--------+--------+---------------------------+   +---------------------------+
 *    int32    byte     length bytes, going on in the next chunk; behind the last chunk of the memory comes the first
 * </pre>
 *
 * A header lies at the start of a chunk and therefore never wraps; the event bytes may wrap once.
 */
final class RecordLayout {

    static final int CHUNK_SHIFT = 8;
    static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    static final int LENGTH_OFFSET = 0; // little-endian
    static final int KIND_OFFSET = 4;
    static final int HEADER_BYTES = 8;

    /** Room was claimed, but no event was written into it: readers skip it. */
    static final byte ABORTED = 1;

    /** An event. */
    static final byte EVENT = 2;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordLayout() {}

    static int chunksFor(int length) {
        return (length + HEADER_BYTES + CHUNK_BYTES - 1) >>> CHUNK_SHIFT;
    }

    static int length(byte[] memory, int head) {
        return (int) INT.get(memory, head + LENGTH_OFFSET);
    }

    static int kind(byte[] memory, int head) {
        return memory[head + KIND_OFFSET];
    }

    /** Plain writes: publishing the head chunk is what makes them visible. */
    static void header(byte[] memory, int head, int length, byte kind) {
        INT.set(memory, head + LENGTH_OFFSET, length);
        memory[head + KIND_OFFSET] = kind;
    }
}
