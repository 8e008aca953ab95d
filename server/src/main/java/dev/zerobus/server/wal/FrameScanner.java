// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.UUID;

/**
 * Walks over the frames of one segment, tells damage from an unfinished write, and finds the next sound frame behind damage.
 * Owned by the thread that reads.
 *
 * <pre>
 *   what stands there                               what it is
 *   -----------------                               ----------
 *   header sound, payload sound                     a frame
 *   header sound, payload whole but wrong           damage, as long as the header says
 *   header sound, file ends inside the payload      torn
 *   less than a header, or zeros up to the end      torn
 *   anything else                                   damage up to the next sound header, or the end
 * </pre>
 */
final class FrameScanner {

    private final Window window;
    private final UUID log;
    private final long base;
    private final long end;

    /**
     * Creates a scanner.
     *
     * @param file the segment
     * @param log the log's id
     * @param base the segment's base position
     * @param end the position at which the file ends, or ends for this reader
     */
    FrameScanner(FileChannel file, UUID log, long base, long end) {
        this.window = new Window(file);
        this.log = log;
        this.base = base;
        this.end = end;
    }

    void scan(long from, FrameVisitor visitor) throws IOException {
        long position = from;
        while (position < end) {
            if (end - position < FrameLayout.HEADER_BYTES) {
                visitor.torn(position, end - position);
                return;
            }
            if (!validHeader(position)) {
                position = skipDamage(position, visitor);
                continue;
            }
            int index = window.index(position - base, FrameLayout.HEADER_BYTES);
            int length = window.buffer().getInt(index + FrameLayout.LENGTH_OFFSET);
            int crc = window.buffer().getInt(index + FrameLayout.PAYLOAD_CRC_OFFSET);
            long next = position + FrameLayout.HEADER_BYTES + length;
            if (next > end) {
                visitor.torn(position, end - position);
                return;
            }
            byte[] payload = window.bytes(position + FrameLayout.HEADER_BYTES - base, length);
            if (FrameLayout.crc(payload, length) != crc) {
                visitor.damaged(position, next - position);
            } else if (!visitor.frame(position, payload)) {
                return;
            }
            position = next;
        }
    }

    private boolean validHeader(long position) throws IOException {
        int index = window.index(position - base, FrameLayout.HEADER_BYTES);
        return FrameLayout.validHeader(window.buffer(), index, log, position);
    }

    private long skipDamage(long position, FrameVisitor visitor) throws IOException {
        long next = nextHeader(position + 1);
        if (next == end && zeros(position)) {
            visitor.torn(position, end - position);
        } else {
            visitor.damaged(position, next - position);
        }
        return next;
    }

    /** Returns the position of the next sound header, or the end. */
    private long nextHeader(long from) throws IOException {
        long position = from;
        while (end - position >= FrameLayout.HEADER_BYTES) {
            int index = window.index(position - base, FrameLayout.HEADER_BYTES);
            ByteBuffer in = window.buffer();
            long inView = Math.min(window.available(position - base), end - position);
            int last = (int) (inView - FrameLayout.HEADER_BYTES);
            for (int i = 0; i <= last; i++) {
                if (in.getInt(index + i) == FrameLayout.MAGIC
                        && FrameLayout.validHeader(in, index + i, log, position + i)) {
                    return position + i;
                }
            }
            position += last + 1;
        }
        return end;
    }

    private boolean zeros(long from) throws IOException {
        for (long position = from; position < end; position++) {
            if (window.buffer().get(window.index(position - base, 1)) != 0) {
                return false;
            }
        }
        return true;
    }
}
