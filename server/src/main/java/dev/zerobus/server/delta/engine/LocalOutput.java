// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import dev.zerobus.server.delta.engine.DiskProbe.Step;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A new file; what was written is on the disk, and its name in its directory, when {@link #close} returns. With a temporary
 * name it gets its final one only then, and only if that is free. Owned by the thread that opened it.
 */
final class LocalOutput extends PositionOutputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Disk disk;
    private final Path written;
    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long flushed;
    private boolean failed;

    /** Opens a file under its final name, or under a temporary one. */
    LocalOutput(Disk disk, Path written, Path path) throws IOException {
        this.disk = disk;
        this.written = written;
        this.path = path;
        channel = disk.create(written);
    }

    @Override
    public long getPos() {
        return flushed + buffer.position();
    }

    @Override
    public void write(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length <= buffer.remaining()) {
            buffer.put(bytes, offset, length);
            return;
        }
        flush();
        if (length < BUFFER_BYTES) {
            buffer.put(bytes, offset, length);
        } else {
            writeFully(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        try {
            disk.announce(Step.WRITE, written);
            while (bytes.hasRemaining()) {
                flushed += channel.write(bytes);
            }
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /** Gives the file up: it is deleted. */
    void abort() {
        failed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // it goes anyway
        }
        disk.deleteQuietly(written);
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        if (failed) {
            abort();
            throw new IOException("writing " + path + " failed before; it was not kept");
        }
        try {
            flush();
            disk.force(channel, written);
            channel.close();
            if (written.equals(path)) {
                disk.forceDirectory(Disk.directoryOf(path));
            } else {
                disk.publish(written, path);
            }
        } catch (IOException e) {
            abort();
            throw e;
        }
    }
}
