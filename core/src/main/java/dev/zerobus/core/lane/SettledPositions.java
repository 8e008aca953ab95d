// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import java.util.Arrays;

/**
 * Events between acked and sent that were set aside already: when the stretch is read again after a loss, they are passed
 * over, so that each is handed over once. Kept as the ring positions behind them, sorted, with their reasons; counted and
 * forgotten as the ring is released. Bounded: when it is full the drain reads no further until something is released.
 * Owned by the drain thread.
 */
final class SettledPositions {

    /** A hundred KiB of bookkeeping at most. */
    static final int MAX = 8192;

    private long[] positions = new long[16];
    private SetAsideReason[] reasons = new SetAsideReason[16];
    private int from;
    private int to;

    boolean full() {
        return to - from >= MAX;
    }

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    boolean contains(long position) {
        return Arrays.binarySearch(positions, from, to, position) >= 0;
    }

    /** How many lie behind the first position and before the second one. */
    int between(long behind, long before) {
        return isEmpty() ? 0 : Math.max(0, firstFrom(before) - firstFrom(behind + 1));
    }

    private int firstFrom(long position) {
        int at = Arrays.binarySearch(positions, from, to, position);
        return at >= 0 ? at : -at - 1;
    }

    void add(long position, SetAsideReason reason) {
        if (contains(position)) {
            return;
        }
        if (to == positions.length) {
            makeRoom();
        }
        int at = -Arrays.binarySearch(positions, from, to, position) - 1;
        System.arraycopy(positions, at, positions, at + 1, to - at);
        System.arraycopy(reasons, at, reasons, at + 1, to - at);
        positions[at] = position;
        reasons[at] = reason;
        to++;
    }

    /** Counts and forgets everything up to the position. */
    int release(long position, LaneMetrics metrics) {
        int count = 0;
        while (from < to && positions[from] <= position) {
            metrics.setAside(reasons[from]);
            from++;
            count++;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
        return count;
    }

    private void makeRoom() {
        int size = to - from;
        int capacity = size > positions.length / 2 ? positions.length * 2 : positions.length;
        positions = Arrays.copyOf(Arrays.copyOfRange(positions, from, to), capacity);
        reasons = Arrays.copyOf(Arrays.copyOfRange(reasons, from, to), capacity);
        from = 0;
        to = size;
    }
}
