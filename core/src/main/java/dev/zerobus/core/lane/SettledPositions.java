// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.Arrays;

/**
 * Records between acked and sent that were set aside already: when the stretch is read again after a loss, they are
 * passed over, so that each is counted and handed over once. Kept as the ring positions behind them, sorted; forgotten as
 * the ring is released. Bounded: when it is full the drain reads no further until something is released. Owned by the
 * drain thread.
 */
final class SettledPositions {

    /** 64 KiB at most: no more than a fraction of the smallest ring's worth of bookkeeping. */
    static final int MAX = 8192;

    private long[] positions = new long[16];
    private int from;
    private int to;

    boolean full() {
        return to - from >= MAX;
    }

    boolean isEmpty() {
        return from == to;
    }

    boolean contains(long position) {
        return from < to && Arrays.binarySearch(positions, from, to, position) >= 0;
    }

    void add(long position) {
        int found = Arrays.binarySearch(positions, from, to, position);
        if (found >= 0) {
            return;
        }
        if (to == positions.length) {
            makeRoom();
            found = Arrays.binarySearch(positions, from, to, position);
        }
        int at = -found - 1;
        System.arraycopy(positions, at, positions, at + 1, to - at);
        positions[at] = position;
        to++;
    }

    /** Forgets everything up to the position. */
    void release(long position) {
        while (from < to && positions[from] <= position) {
            from++;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    private void makeRoom() {
        int size = to - from;
        long[] target = size > positions.length / 2 ? new long[positions.length * 2] : positions;
        System.arraycopy(positions, from, target, 0, size);
        positions = target;
        from = 0;
        to = size;
    }
}
