// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the log asks of the file system while it writes; tests put failures here. Safe from any thread. */
interface WalFiles {

    /** The real file system. */
    WalFiles DISK = new WalFiles() {
        @Override
        public Output create(Path file) throws IOException {
            return new DiskOutput(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** The real file system, with each force seen before. */
    static WalFiles probed(ForceProbe probe) {
        return new WalFiles() {
            @Override
            public Output create(Path file) throws IOException {
                Output output = DISK.create(file);
                return new Output() {
                    @Override
                    public void write(ByteBuffer bytes) throws IOException {
                        output.write(bytes);
                    }

                    @Override
                    public void force() throws IOException {
                        probe.beforeForce();
                        output.force();
                    }

                    @Override
                    public void close() throws IOException {
                        output.close();
                    }
                };
            }

            @Override
            public void forceDirectory(Path directory) throws IOException {
                DISK.forceDirectory(directory);
            }
        };
    }

    /** Makes a file that must not exist. */
    Output create(Path file) throws IOException;

    /** Makes new and deleted names in a directory durable. */
    void forceDirectory(Path directory) throws IOException;

    /** A file that is written from front to back by one thread. */
    interface Output extends Closeable {

        /** Writes all that remains in the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on disk. */
        void force() throws IOException;
    }

    /** A file of the real file system. */
    record DiskOutput(FileChannel channel) implements Output {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
