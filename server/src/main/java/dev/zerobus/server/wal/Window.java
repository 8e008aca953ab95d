// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Looks into a file through a buffer, so that many small frames cost few system calls. Owned by the thread that reads. */
final class Window {

    /** What can be seen at once. */
    static final int BYTES = 256 << 10;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES).limit(0);
    private long start;

    Window(FileChannel file) {
        this.file = file;
    }

    /** Returns the buffer that {@link #index} speaks of. */
    ByteBuffer buffer() {
        return buffer;
    }

    /**
     * Brings a stretch into view.
     *
     * @param offset where it begins in the file
     * @param length at most {@value #BYTES}
     * @return its index in the buffer
     */
    int index(long offset, int length) throws IOException {
        if (offset < start || offset + length > start + buffer.limit()) {
            load(offset);
            if (buffer.limit() < length) {
                throw new EOFException(
                        "a segment ends at " + (start + buffer.limit()) + ", before " + (offset + length));
            }
        }
        return (int) (offset - start);
    }

    /** Returns how many bytes are in view from an offset on, which is in view itself. */
    int available(long offset) {
        return (int) (start + buffer.limit() - offset);
    }

    /** Copies a stretch of any length. */
    byte[] bytes(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (length <= BYTES) {
            buffer.get(index(offset, length), bytes);
            return bytes;
        }
        ByteBuffer target = ByteBuffer.wrap(bytes);
        fill(file, target, offset);
        if (target.hasRemaining()) {
            throw new EOFException("a segment ends before " + (offset + length));
        }
        return bytes;
    }

    /** Reads until an empty buffer is full or the file ends. */
    static void fill(FileChannel file, ByteBuffer target, long offset) throws IOException {
        int read = 0;
        while (target.hasRemaining() && read >= 0) {
            read = file.read(target, offset + target.position());
        }
    }

    private void load(long offset) throws IOException {
        buffer.clear();
        fill(file, buffer, offset);
        buffer.flip();
        start = offset;
    }
}
