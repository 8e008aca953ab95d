// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How segments and frames lie on disk. Numbers are big-endian, checksums CRC32C; frames begin at multiples of 8. Stateless.
 *
 * <pre>
 *   segment  0            8            16           20    24
 *            | "ZBSPILL1" | segment id | crc        |  0  | frames ...
 *
 *   frame    0      4            8        12           16           24     28      32
 *            | ZBSF | header crc | length | payload crc | first seq | span | count | payload | 0 to 7 zeros
 *
 *   payload  count times { seq minus the one expected | ring position minus the last one | length | event }, varints
 * </pre>
 *
 * The header's checksum covers the segment's id as well, so a frame that lies in another segment is none. {@code span} is how
 * many numbers the frame covers, {@code count} how many of them are events.
 */
final class FrameLayout {

    static final int SEGMENT_HEADER_BYTES = 24;
    static final int HEADER_BYTES = 32;
    static final int ALIGNMENT = 8;

    /** The largest payload that is believed: an event has at most 8 MiB. */
    static final int MAX_PAYLOAD_BYTES = 16 << 20;

    private static final long SEGMENT_MAGIC = 0x5a425350494c4c31L;
    private static final int FRAME_MAGIC = 0x5a425346;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private FrameLayout() {}

    static byte[] segmentHeader(long id) {
        byte[] header = new byte[SEGMENT_HEADER_BYTES];
        LONG.set(header, 0, SEGMENT_MAGIC);
        LONG.set(header, 8, id);
        INT.set(header, 16, crc(header, 0, 16));
        return header;
    }

    static boolean isSegmentHeader(byte[] header, long id) {
        return (long) LONG.get(header, 0) == SEGMENT_MAGIC
                && (long) LONG.get(header, 8) == id
                && (int) INT.get(header, 16) == crc(header, 0, 16);
    }

    /** Completes a frame whose payload stands behind the room for the header, at the start of the array. */
    static void finish(byte[] frame, int payloadBytes, long firstSeq, int span, int count, long segmentId) {
        INT.set(frame, 0, FRAME_MAGIC);
        INT.set(frame, 8, payloadBytes);
        INT.set(frame, 12, crc(frame, HEADER_BYTES, payloadBytes));
        LONG.set(frame, 16, firstSeq);
        INT.set(frame, 24, span);
        INT.set(frame, 28, count);
        readdress(frame, segmentId);
    }

    /** Makes a finished frame one of another segment. */
    static void readdress(byte[] frame, long segmentId) {
        INT.set(frame, 4, headerCrc(frame, 0, segmentId));
    }

    static boolean isHeader(byte[] bytes, int at, long segmentId) {
        if ((int) INT.get(bytes, at) != FRAME_MAGIC
                || (int) INT.get(bytes, at + 4) != headerCrc(bytes, at, segmentId)) {
            return false;
        }
        int payload = payloadBytes(bytes, at);
        return payload > 0 && payload <= MAX_PAYLOAD_BYTES && count(bytes, at) > 0 && span(bytes, at) > 0;
    }

    static boolean isPayload(byte[] header, byte[] payload, int at) {
        return (int) INT.get(header, 12) == crc(payload, at, payloadBytes(header, 0));
    }

    static int payloadBytes(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 8);
    }

    static long firstSeq(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + 16);
    }

    static int span(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 24);
    }

    static int count(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 28);
    }

    /** What a frame takes on disk. */
    static int frameBytes(int payloadBytes) {
        return (HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static int headerCrc(byte[] bytes, int at, long segmentId) {
        byte[] salt = new byte[Long.BYTES];
        LONG.set(salt, 0, segmentId);
        CRC32C crc = new CRC32C();
        crc.update(salt, 0, salt.length);
        crc.update(bytes, at + 8, HEADER_BYTES - 8);
        return (int) crc.getValue();
    }
}
