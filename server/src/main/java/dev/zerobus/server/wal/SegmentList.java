// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The files of the log in order; the last one is being written. Safe from any thread. */
final class SegmentList {

    private final List<Segment> segments = new ArrayList<>();
    private volatile long durable;

    SegmentList(List<Segment> recovered) {
        segments.addAll(recovered);
    }

    /** The writer has begun a new file, whose header is durable. */
    synchronized void began(Segment segment) {
        segments.add(segment);
        durable = segment.end();
    }

    /** The writer has forced the last file up to a position. */
    synchronized void forced(long position) {
        int last = segments.size() - 1;
        segments.set(last, segments.get(last).withEnd(position));
        durable = position;
    }

    long durable() {
        return durable;
    }

    synchronized List<Segment> list() {
        return List.copyOf(segments);
    }

    synchronized int size() {
        return segments.size();
    }

    /** Deletes the files that end at or below a position, never the last one. A file that stays is tried again next time. */
    synchronized boolean release(long position) {
        boolean any = false;
        for (Iterator<Segment> i =
                        segments.subList(0, Math.max(0, segments.size() - 1)).iterator();
                i.hasNext(); ) {
            Segment segment = i.next();
            if (segment.end() > position) {
                break;
            }
            try {
                Files.deleteIfExists(segment.file());
            } catch (IOException e) {
                break;
            }
            i.remove();
            any = true;
        }
        return any;
    }
}
