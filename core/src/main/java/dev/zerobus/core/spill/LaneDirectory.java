// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.file.Path;

/** The directory of one lane in a slot; made when something is written for the first time. Owned by the drain thread. */
final class LaneDirectory {

    static final String PREFIX = "lane-";

    /** Makes the slot's directory, with its lock. */
    interface SlotMaker {
        Path make() throws IOException;
    }

    private final SpillFiles files;
    private final SlotMaker slot;
    private final String lane;
    private final String table;
    private final Path path;
    private final Checkpoint checkpoint;
    private boolean made;

    /** The directory that a lane has in a slot. */
    LaneDirectory(SpillFiles files, Path slotPath, SlotMaker slot, String lane, String table) {
        this(files, slot, slotPath.resolve(LaneNames.directoryName(lane)), lane, table);
    }

    private LaneDirectory(SpillFiles files, SlotMaker slot, Path path, String lane, String table) {
        this.files = files;
        this.slot = slot;
        this.lane = lane;
        this.table = table;
        this.path = path;
        this.checkpoint = new Checkpoint(files, path);
    }

    /** One that a process that ended has made. What it is called does not depend on what stands in it. */
    static LaneDirectory found(SpillFiles files, Path slotPath, String name, LaneNames names) {
        LaneDirectory found = new LaneDirectory(files, () -> slotPath, slotPath.resolve(name), names.lane, names.table);
        found.made = true;
        return found;
    }

    Path path() {
        return path;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    void make() throws IOException {
        if (made) {
            return;
        }
        Path parent = slot.make();
        files.makeDirectory(path);
        byte[] text = LaneNames.bytes(lane, table);
        try (SpillFile names = files.openToWrite(path.resolve(LaneNames.FILE))) {
            names.write(text, 0, text.length, 0);
            names.force();
        }
        checkpoint.close(); // an interrupt may have closed it for good in an earlier attempt
        checkpoint.create();
        checkpoint.force();
        files.forceNames(path);
        files.forceNames(parent);
        made = true;
    }

    void delete(Segment segment) throws IOException {
        files.delete(segment.file);
    }

    /** Deletes it, if all its segments are deleted. */
    void remove() {
        close();
        if (!made) {
            return;
        }
        try {
            for (String name : files.list(path)) {
                if (Segment.idOf(name) >= 0) {
                    return; // whoever sends what is in it needs to know where to
                }
            }
            files.delete(path.resolve(Checkpoint.NAME));
            files.delete(path.resolve(LaneNames.FILE));
            files.delete(path);
        } catch (IOException e) {
            // a quarantine stays for people to look at
        }
        made = false;
    }

    void close() {
        try {
            checkpoint.close();
        } catch (IOException e) {
            // it was written
        }
    }
}
