// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import dev.zerobus.server.delta.engine.DiskProbe.Step;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is read, at any place, through a buffer. Owned by the thread that opened it. */
final class LocalInput extends SeekableInputStream {

    private static final int BUFFER_BYTES = 1 << 14;

    private final Disk disk;
    private final Path path;
    private final FileChannel channel;
    /** Ready to be read from; the channel stands behind its limit. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    LocalInput(Disk disk, Path path) throws IOException {
        this.disk = disk;
        this.path = path;
        channel = disk.open(path);
    }

    @Override
    public long getPos() throws IOException {
        return channel.position() - buffer.remaining();
    }

    @Override
    public void seek(long position) throws IOException {
        buffer.limit(0);
        channel.position(position);
    }

    @Override
    public int read() throws IOException {
        return buffer.hasRemaining() || fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining()) {
            if (length >= BUFFER_BYTES) {
                disk.announce(Step.READ, path);
                return channel.read(ByteBuffer.wrap(target, offset, length));
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = read(target, offset + done, length - done);
            if (count < 0) {
                throw new EOFException(path + " ends " + (length - done) + " bytes too early");
            }
            done += count;
        }
    }

    private boolean fill() throws IOException {
        disk.announce(Step.READ, path);
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
