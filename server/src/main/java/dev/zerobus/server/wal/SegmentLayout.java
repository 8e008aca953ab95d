// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment is one file, named after its base position in 16 hex digits, {@code 00000000000000a0.wal}. Numbers are big-endian.
 *
 * <pre>
 *    0               8                              24              32      36      40
 *    | "ZBWAL\0\0\1" | log id (UUID)                | base position | crc32c|   0   | frames ...
 * </pre>
 *
 * <p>The CRC covers the 32 bytes in front of it. The frame at file offset {@code o} has the position {@code base + o}. Bases
 * rise from file to file and may leave gaps; a position is never given twice within one log id. Stateless.
 */
final class SegmentLayout {

    /** Bytes in front of the first frame. */
    static final int HEADER_BYTES = 40;

    private static final long MAGIC = 0x5A4257414C000001L;
    private static final int ID_OFFSET = 8;
    private static final int CRC_OFFSET = 32;
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})\\.wal");

    private SegmentLayout() {}

    static Path path(Path directory, long base) {
        return directory.resolve(String.format("%016x.wal", base));
    }

    /** Returns the base of a segment's file, or nothing if the file is something else. */
    static OptionalLong base(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long base = Long.parseUnsignedLong(matcher.group(1), 16);
        return base >= 0 ? OptionalLong.of(base) : OptionalLong.empty();
    }

    static ByteBuffer header(UUID id, long base) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(base)
                .putInt(crc(header))
                .putInt(0);
        return header.flip();
    }

    static boolean valid(ByteBuffer header, UUID id, long base) {
        return header.equals(header(id, base));
    }

    /** Returns the id that an undamaged header carries, or null. */
    static @Nullable UUID id(ByteBuffer header) {
        if (header.remaining() < HEADER_BYTES
                || header.getLong(0) != MAGIC
                || header.getInt(CRC_OFFSET) != crc(header)) {
            return null;
        }
        return new UUID(header.getLong(ID_OFFSET), header.getLong(ID_OFFSET + Long.BYTES));
    }

    private static int crc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(CRC_OFFSET));
        return (int) crc.getValue();
    }
}
