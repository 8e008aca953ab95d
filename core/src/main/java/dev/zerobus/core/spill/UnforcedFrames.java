// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The frames that are written and not yet forced, by the number of their first event. Kept in memory because after a force
 * that failed nobody knows what is on disk, and a second one may succeed although pages are gone. Owned by the drain thread.
 */
final class UnforcedFrames {

    /** From so many bytes on a writer has to force: more than one frame beyond it is never kept. */
    static final int MAX_BYTES = 8 << 20;

    private final Map<Long, byte[]> frames = new TreeMap<>();
    private long bytes;
    private long sinceNanos;
    private boolean sinceIsKnown;

    /** A view: what is forced later goes from it. */
    Map<Long, byte[]> bySeq() {
        return Collections.unmodifiableMap(frames);
    }

    Collection<Map.Entry<Long, byte[]>> inOrder() {
        return frames.entrySet();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    boolean isFull() {
        return bytes > MAX_BYTES;
    }

    /** For how long there has been something, as far as anyone has asked. */
    long ageNanos(long now) {
        if (!sinceIsKnown) {
            sinceIsKnown = true;
            sinceNanos = now;
        }
        return now - sinceNanos;
    }

    void add(long firstSeq, byte[] array, int length) {
        frames.put(firstSeq, Arrays.copyOf(array, length));
        bytes += length;
    }

    void removeFrom(long seq) {
        frames.keySet().removeIf(first -> first >= seq);
        bytes = 0;
        for (byte[] each : frames.values()) {
            bytes += each.length;
        }
    }

    void clear() {
        frames.clear();
        bytes = 0;
        sinceIsKnown = false;
    }
}
