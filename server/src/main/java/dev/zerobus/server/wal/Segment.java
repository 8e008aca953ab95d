// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.nio.file.Path;

/**
 * A file of the log and the stretch of positions that are durable in it. Immutable.
 *
 * @param file the file
 * @param base the position of its first byte
 * @param end the position behind its last durable frame
 */
record Segment(Path file, long base, long end) {

    Segment withEnd(long newEnd) {
        return new Segment(file, base, newEnd);
    }

    long first() {
        return base + SegmentLayout.HEADER_BYTES;
    }
}
