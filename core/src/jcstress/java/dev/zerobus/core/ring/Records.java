// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.ring;

import java.util.Arrays;

/** Records that tell whether they are whole: every byte is the record's number. Stateless. */
final class Records {

    /** The smallest ring: 16 chunks. */
    static final int RING_BYTES = 4096;

    /** Takes four chunks, the most that the smallest ring allows. */
    static final int FOUR_CHUNKS = 1000;

    /** Takes two chunks. */
    static final int TWO_CHUNKS = 300;

    /** Takes one chunk. */
    static final int ONE_CHUNK = 100;

    static final int TORN = -1;
    static final int NONE = 0;

    private static final byte[][] SOURCES = new byte[8][FOUR_CHUNKS];

    static {
        for (int number = 0; number < SOURCES.length; number++) {
            Arrays.fill(SOURCES[number], (byte) number);
        }
    }

    private Records() {}

    static boolean offer(EventRing ring, int number, int length) {
        return ring.offer(SOURCES[number], 0, length);
    }

    /** The number of the next record if it is whole and as long as it should be, or NONE, or TORN. */
    static int next(RingReader reader, int length) {
        return reader.next() ? current(reader, length) : NONE;
    }

    /** The number of the current record if it is whole. */
    static int current(RingReader reader, int length) {
        if (reader.length() != length) {
            return TORN;
        }
        byte number = reader.bytes()[reader.offset()];
        for (int i = 0; i < length; i++) {
            if (reader.bytes()[reader.offset() + i] != number) {
                return TORN;
            }
        }
        return number;
    }
}
