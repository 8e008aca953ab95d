// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.util.Map;
import java.util.TreeMap;

/**
 * Stretches of events that could not be read back from the disk, between acked and sent: counted as lost when they are
 * released, once, however often the stretch is read. Few: there is an event in flight between two of them. Owned by the
 * drain thread.
 *
 * <p>With one stream a stretch is released as a whole, and among its events may be some that were set aside, nobody knows
 * which. With several each event is known, every stretch is lost from end to end, and a release may divide it.
 */
final class LostStretches {

    /** By the number behind the stretch: how many events are missing, which then are the last ones before that number. */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    /** What was expected from one number on was found missing up to another one. */
    void found(long fromSeq, long toSeq, long count) {
        missing.subMap(fromSeq, false, toSeq, true).clear();
        if (count > 0) {
            missing.put(toSeq, count);
        }
    }

    /** One event is lost; nothing changes if it is known to be. */
    void found(long seq) {
        Map.Entry<Long, Long> next = missing.higherEntry(seq);
        long nextFrom = next == null ? Long.MAX_VALUE : next.getKey() - next.getValue();
        if (nextFrom <= seq) {
            return;
        }
        Long before = missing.remove(seq);
        long count = before == null ? 1 : before + 1;
        if (next != null && nextFrom == seq + 1) {
            missing.put(next.getKey(), next.getValue() + count);
        } else {
            missing.put(seq + 1, count);
        }
    }

    /** Forgets what lies before the number, and returns how many events that are. */
    long release(long seq) {
        long count = 0;
        while (!missing.isEmpty() && missing.firstKey() <= seq) {
            count += missing.pollFirstEntry().getValue();
        }
        Map.Entry<Long, Long> divided = missing.firstEntry();
        if (divided != null && divided.getKey() - divided.getValue() < seq) {
            long rest = divided.getKey() - seq;
            count += divided.getValue() - rest;
            missing.put(divided.getKey(), rest);
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
