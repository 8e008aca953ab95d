// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The directory of one lane in a slot; made when something is written for the first time. Owned by the drain thread. */
final class LaneDirectory {

    static final String PREFIX = "lane-";
    static final String NAME_FILE = "lane";

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

    LaneDirectory(SpillFiles files, Path slotPath, SlotMaker slot, String lane, String table) {
        this.files = files;
        this.slot = slot;
        this.lane = lane;
        this.table = table;
        this.path = slotPath.resolve(directoryName(lane));
        this.checkpoint = new Checkpoint(files, path);
    }

    Path path() {
        return path;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** It is there: a process that ended has made it. */
    void wasMade() {
        made = true;
    }

    void make() throws IOException {
        if (made) {
            return;
        }
        Path parent = slot.make();
        files.makeDirectory(path);
        byte[] text = (lane + '\n' + table + '\n').getBytes(StandardCharsets.UTF_8);
        try (SpillFile names = files.openToWrite(path.resolve(NAME_FILE))) {
            names.write(text, 0, text.length, 0);
            names.force();
        }
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
            files.delete(path.resolve(NAME_FILE));
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

    /** Lane and table, as they were written; null if they were not, or not wholly. */
    static String @Nullable [] names(SpillFiles files, Path directory) throws IOException {
        byte[] text = new byte[4096];
        try (SpillFile file = files.openToRead(directory.resolve(NAME_FILE))) {
            int length = file.read(text, 0, text.length, 0);
            String[] lines = new String(Arrays.copyOf(text, length), StandardCharsets.UTF_8).split("\n", -1);
            return lines.length == 3 && lines[2].isEmpty() ? new String[] {lines[0], lines[1]} : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Letters, digits, dash and underscore stay; everything else as {@code %XXXX}. */
    static String directoryName(String lane) {
        StringBuilder name = new StringBuilder(PREFIX);
        for (int i = 0; i < lane.length(); i++) {
            char c = lane.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (plain) {
                name.append(c);
            } else {
                name.append('%').append(Integer.toHexString(0x10000 | c).substring(1));
            }
        }
        return name.toString();
    }
}
