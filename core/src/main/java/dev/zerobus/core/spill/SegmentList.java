// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a lane, oldest first, and how much they take together. Owned by the drain thread. */
final class SegmentList {

    private final List<Segment> segments = new ArrayList<>();
    private final SpillCounts counts;
    private long bytes;

    SegmentList(SpillCounts counts) {
        this.counts = counts;
    }

    void add(Segment segment) {
        segments.add(segment);
        resized(segment.writtenBytes);
    }

    void remove(Segment segment) {
        if (segments.remove(segment)) {
            resized(-segment.writtenBytes);
        }
    }

    /** A segment has another length. */
    void resize(Segment segment, long writtenBytes) {
        long before = segment.writtenBytes;
        segment.writtenBytes = writtenBytes;
        resized(writtenBytes - before);
    }

    private void resized(long by) {
        bytes += by;
        counts.size(bytes, segments.size());
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return segments.size();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Segment oldest() {
        return segments.get(0);
    }

    Segment newest() {
        return segments.get(segments.size() - 1);
    }

    boolean endsAreSure() {
        return segments.stream().noneMatch(segment -> segment.endIsUnsure);
    }

    List<Segment> all() {
        return segments;
    }

    /** The first segment whose id is not below this one. */
    @Nullable
    Segment from(long id) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).id >= id) {
                return segments.get(i);
            }
        }
        return null;
    }
}
