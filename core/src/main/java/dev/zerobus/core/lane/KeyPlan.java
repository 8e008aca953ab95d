// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.event.OrderKey;
import java.util.Arrays;

/**
 * Which order key goes by which stream: the heaviest first, each to the stream that has least so far; what has had no events
 * lately is spread evenly. Immutable.
 */
final class KeyPlan {

    /** So much must the busiest stream have less, or another stream is not worth its barrier. */
    private static final double WORTH = 0.9;

    private final int[] streamOfKey = new int[OrderKey.KEYS];

    private KeyPlan() {}

    /** Everything by one stream. */
    static KeyPlan single() {
        return new KeyPlan();
    }

    static KeyPlan of(long[] rowsOfKey, int streams) {
        KeyPlan plan = new KeyPlan();
        long[] load = new long[streams];
        Integer[] heaviestFirst = new Integer[rowsOfKey.length];
        Arrays.setAll(heaviestFirst, key -> key);
        Arrays.sort(heaviestFirst, (a, b) -> Long.compare(rowsOfKey[b], rowsOfKey[a]));
        for (int key : heaviestFirst) {
            int stream = key % streams;
            if (rowsOfKey[key] > 0) {
                stream = least(load);
                load[stream] += rowsOfKey[key];
            }
            plan.streamOfKey[key] = stream;
        }
        return plan;
    }

    private static int least(long[] load) {
        int least = 0;
        for (int stream = 1; stream < load.length; stream++) {
            if (load[stream] < load[least]) {
                least = stream;
            }
        }
        return least;
    }

    int streamOf(int key) {
        return streamOfKey[key];
    }

    /** Whether the busiest stream has notably less to do by this plan than by the other one. */
    boolean relieves(KeyPlan other, long[] rowsOfKey) {
        return busiest(rowsOfKey) < WORTH * other.busiest(rowsOfKey);
    }

    private long busiest(long[] rowsOfKey) {
        long[] load = new long[StreamLimits.MOST_STREAMS];
        for (int key = 0; key < rowsOfKey.length; key++) {
            load[streamOfKey[key]] += rowsOfKey[key];
        }
        return Arrays.stream(load).max().orElse(0);
    }
}
