// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import java.util.Arrays;

/** The values of one field that a scan found, in order: their bits, or where their bytes are. Reused. */
final class Found {

    int count;
    long[] bits = new long[1];
    int[] offset = new int[1];
    int[] length = new int[1];

    /** Adds the value that the cursor has just read. */
    void add(RowBytes row) {
        if (count == bits.length) {
            int room = count < 4 ? 8 : count * 2;
            bits = Arrays.copyOf(bits, room);
            offset = Arrays.copyOf(offset, room);
            length = Arrays.copyOf(length, room);
        }
        bits[count] = row.bits;
        offset[count] = row.offset;
        length[count] = row.length;
        count++;
    }
}
