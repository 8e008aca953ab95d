// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the machine. Owned by whoever opened it. */
final class RealFile implements SpillFile {

    private final FileChannel channel;

    RealFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(byte[] into, int offset, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position() - offset) >= 0) {
            // until it is full, or the file ends
        }
        return buffer.position() - offset;
    }

    @Override
    public void write(byte[] from, int offset, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position() - offset);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
