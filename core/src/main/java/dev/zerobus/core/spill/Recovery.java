// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a process has left behind, whatever state it is in. Stateless. */
final class Recovery {

    private Recovery() {}

    /**
     * The segments in order. A missing one is legal. If one can not be opened all wait: what comes behind it would be noted as
     * settled, and it with them.
     */
    static List<Segment> segments(SpillFiles files, Path directory, SpillReader reader) throws IOException {
        List<Segment> found = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (String name : files.list(directory)) {
            long id = Segment.idOf(name);
            if (id >= 0) {
                ids.add(id);
            }
        }
        ids.sort(null);
        long endSeq = 1;
        for (long id : ids) {
            Segment segment = new Segment(directory, id);
            try {
                segment.writtenBytes = reader.open(segment);
            } catch (NoSuchFileException e) {
                continue; // its process is alive and has deleted it, and somebody only looks
            }
            segment.sealedBytes = segment.writtenBytes;
            segment.forcedBytes = segment.writtenBytes;
            endSeq = Math.max(endSeq, reader.endSeqOf(segment));
            segment.endSeq = endSeq;
            found.add(segment);
        }
        reader.close(); // it may be long before it is its turn, and there may be many
        reader.mayBeTorn();
        return found;
    }
}
