// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A data directory that belongs to this server until it is closed: the lock on {@code DIR/lock}, which carries our pid. */
final class DataDirectory implements AutoCloseable {

    private static final int PID_BYTES = 32;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the directory if it is missing and locks it.
     *
     * @throws IOException with one clear line if it can not be used
     */
    static DataDirectory lock(Path directory) throws IOException {
        Path path = usable(directory);
        Path file = path.resolve("lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("data directory " + path + " can not be written: " + reason(e), e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(path, channel);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(path, channel);
        } catch (OverlappingFileLockException e) {
            try (channel) {
                throw taken(path, channel);
            }
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
    }

    /** Returns the absolute path of a directory that exists now. */
    static Path usable(Path directory) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("data directory " + path + " is a file: give a directory", e);
        } catch (IOException e) {
            throw new IOException("data directory " + path + " can not be made: " + reason(e), e);
        }
        if (!Files.isWritable(path)) {
            throw new IOException(
                    "data directory " + path + " can not be written: give one that this user may write to");
        }
        return path;
    }

    private static IOException taken(Path path, FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).trim();
        String who = text.isEmpty() ? "another server" : "another server (pid " + text + ")";
        return new IOException("data directory " + path + " is in use by " + who
                + ": stop it, or give this server a directory of its own");
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
