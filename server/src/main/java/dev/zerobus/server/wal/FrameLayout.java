// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A frame carries one descriptor or the rows of one request. Numbers are big-endian.
 *
 * <pre>
 *    0       4         8           12          16
 *    | "ZBFR"| length  | crc32c of | crc32c of | payload (length bytes) ...
 *    |       | of the  | the       | bytes 0-11, position, log id
 *    |       | payload | payload   |           |
 *
 *   payload of a descriptor     1 | id (8) | length of the name (2) | name, UTF-8 | DescriptorProto ...
 *   payload of rows             2 | id (8) | rows (varint) | { length (varint) | row } ...
 * </pre>
 *
 * <p>The header's own CRC tells a damaged length from an unfinished write, and because it covers the place and the log, rows
 * that happen to contain frames are never taken for frames while the reader looks for the next sound one. Stateless.
 */
final class FrameLayout {

    static final int HEADER_BYTES = 16;
    static final int LENGTH_OFFSET = 4;
    static final int PAYLOAD_CRC_OFFSET = 8;
    static final int HEADER_CRC_OFFSET = 12;
    static final int MAGIC = 0x5A424652;

    /** Far above every request the server takes; a greater length is damage. */
    static final int MAX_PAYLOAD_BYTES = 1 << 30;

    static final byte KIND_DESCRIPTOR = 1;
    static final byte KIND_ROWS = 2;

    private FrameLayout() {}

    static void putHeader(ByteBuffer out, int length, int payloadCrc, UUID log, long position) {
        out.putInt(MAGIC).putInt(length).putInt(payloadCrc).putInt(headerCrc(length, payloadCrc, log, position));
    }

    /** Tells whether a sound header stands at an index of the buffer, which is the given position of the log. */
    static boolean validHeader(ByteBuffer in, int index, UUID log, long position) {
        if (in.getInt(index) != MAGIC) {
            return false;
        }
        int length = in.getInt(index + LENGTH_OFFSET);
        int payloadCrc = in.getInt(index + PAYLOAD_CRC_OFFSET);
        return length > 0
                && length <= MAX_PAYLOAD_BYTES
                && in.getInt(index + HEADER_CRC_OFFSET) == headerCrc(length, payloadCrc, log, position);
    }

    static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static int headerCrc(int length, int payloadCrc, UUID log, long position) {
        byte[] bytes = new byte[36];
        ByteBuffer.wrap(bytes)
                .putInt(MAGIC)
                .putInt(length)
                .putInt(payloadCrc)
                .putLong(position)
                .putLong(log.getMostSignificantBits())
                .putLong(log.getLeastSignificantBits());
        return crc(bytes, bytes.length);
    }
}
