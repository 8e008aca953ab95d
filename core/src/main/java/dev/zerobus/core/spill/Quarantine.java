// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Keeps copies of damaged stretches for people to look at, up to a bound. Owned by the drain thread. */
final class Quarantine {

    static final String NAME = "quarantine";
    static final long MAX_BYTES = 16L << 20;

    private static final int MOST_AT_ONCE = 1 << 20;

    private final SpillFiles files;
    private final Path directory;
    private long kept;

    Quarantine(SpillFiles files, Path lane) {
        this.files = files;
        this.directory = lane.resolve(NAME);
    }

    /** Whether it worked matters to nobody: the stretch is lost for delivery either way. */
    void keep(Segment segment, long from, long to) {
        int length = (int) Math.min(MOST_AT_ONCE, to - from);
        if (length <= 0 || kept + length > MAX_BYTES) {
            return;
        }
        byte[] bytes = new byte[length];
        Path copy = directory.resolve(String.format(Locale.ROOT, "%016x-%08x.bad", segment.id, from));
        try (SpillFile damaged = files.openToRead(segment.file)) {
            int read = damaged.read(bytes, 0, length, from);
            files.makeDirectory(directory);
            try (SpillFile out = files.openToWrite(copy)) {
                out.write(bytes, 0, read, 0);
            }
            kept += read;
        } catch (IOException e) {
            // a disk that can not be read, or has no room
        }
    }
}
