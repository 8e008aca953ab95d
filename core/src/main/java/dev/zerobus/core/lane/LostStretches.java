// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.Map;
import java.util.TreeMap;

/**
 * Stretches of events that could not be read back from the disk, between acked and sent: counted as lost when they are
 * released, once, however often the stretch is read. Few: there is an event in flight between two of them. Owned by the
 * drain thread.
 */
final class LostStretches {

    /** By the number behind the stretch: how many events are missing. */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    /** What was expected from one number on was found missing up to another one. */
    void found(long fromSeq, long toSeq, long count) {
        missing.subMap(fromSeq, false, toSeq, true).clear();
        if (count > 0) {
            missing.put(toSeq, count);
        }
    }

    /** Forgets what lies before the number, and returns how many events that are. */
    long release(long seq) {
        long count = 0;
        while (!missing.isEmpty() && missing.firstKey() <= seq) {
            count += missing.pollFirstEntry().getValue();
        }
        return count;
    }

    /** How many events are known to be lost and not yet released. */
    long size() {
        long count = 0;
        for (Map.Entry<Long, Long> stretch : missing.entrySet()) {
            count += stretch.getValue();
        }
        return count;
    }
}
