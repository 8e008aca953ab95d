// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a process has left behind, whatever state it is in. Stateless. */
final class Recovery {

    private Recovery() {}

    /** The segments in order. A missing one is legal; one that can not be opened is kept for a later start, and not listed. */
    static List<Segment> segments(SpillFiles files, Path directory, SpillReader reader) {
        List<Segment> found = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        try {
            for (String name : files.list(directory)) {
                long id = Segment.idOf(name);
                if (id >= 0) {
                    ids.add(id);
                }
            }
        } catch (IOException e) {
            return found;
        }
        ids.sort(null);
        long endSeq = 1;
        for (long id : ids) {
            Segment segment = new Segment(directory, id);
            try (SpillFile file = files.openToRead(segment.file)) {
                segment.writtenBytes = file.size();
            } catch (IOException e) {
                continue;
            }
            segment.sealedBytes = segment.writtenBytes;
            segment.forcedBytes = segment.writtenBytes;
            endSeq = Math.max(endSeq, reader.endSeqOf(segment));
            segment.endSeq = endSeq;
            found.add(segment);
        }
        reader.mayBeTorn();
        return found;
    }
}
