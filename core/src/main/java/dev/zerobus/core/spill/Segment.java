// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.nio.file.Path;
import java.util.Locale;

/** One segment file, as far as it is known in memory. Owned by the drain thread. */
final class Segment {

    static final String SUFFIX = ".seg";

    final long id;
    final Path file;
    /** Behind the last frame that was written. */
    long writtenBytes = FrameLayout.SEGMENT_HEADER_BYTES;
    /** Behind the last frame that may be read: all of it, or nothing of what is not sealed. */
    long sealedBytes = FrameLayout.SEGMENT_HEADER_BYTES;
    /** Behind the last frame that survives a power cut. */
    long forcedBytes;
    /** The number behind the last event in it; of a segment of another process not known before it was read. */
    long endSeq;
    /** Of a segment of another process: the number of the first event in it, as far as its headers say. */
    long firstSeq = Long.MAX_VALUE;
    /** While it is looked for what earlier ones lack: nothing before is wanted any more. */
    long soughtBytes;
    /** Of a segment of another process: whether {@link #endSeq} may be too low, as not all of it could be read at first. */
    boolean endIsUnsure;

    Segment(Path directory, long id) {
        this.id = id;
        this.file = directory.resolve(String.format(Locale.ROOT, "%016x", id) + SUFFIX);
    }

    /** The id in a file's name; -1: it is no segment. */
    static long idOf(String name) {
        if (name.length() != 16 + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            return Long.parseLong(name.substring(0, 16), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
