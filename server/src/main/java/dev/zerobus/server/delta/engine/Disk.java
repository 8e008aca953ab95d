// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import dev.zerobus.server.delta.engine.DiskProbe.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** The single steps on the disk, each announced to a probe. Stateless but for that; safe from any thread. */
final class Disk {

    /** Whether directories can be forced; Windows has no way to open one. */
    private static final boolean FORCES_DIRECTORIES =
            !System.getProperty("os.name", "").startsWith("Windows");

    private final DiskProbe probe;

    Disk(DiskProbe probe) {
        this.probe = probe;
    }

    void announce(Step step, Path path) throws IOException {
        probe.before(step, path);
    }

    FileChannel create(Path path) throws IOException {
        announce(Step.CREATE, path);
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    FileChannel open(Path path) throws IOException {
        announce(Step.OPEN, path);
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    void force(FileChannel channel, Path path) throws IOException {
        announce(Step.FORCE, path);
        channel.force(true);
    }

    /**
     * Gives a finished file its final name unless that is taken. A hard link is the one step that neither overwrites nor
     * leaves half a file; the temporary name goes in any case.
     */
    void publish(Path temporary, Path path) throws IOException {
        announce(Step.LINK, path);
        try {
            Files.createLink(path, temporary);
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    path.getParent() + " is on a file system without hard links, which a Delta commit needs", e);
        }
        deleteQuietly(temporary);
        forceDirectory(directoryOf(path));
    }

    /** As {@link #publish}, but what has the final name already is replaced. */
    void replace(Path temporary, Path path) throws IOException {
        announce(Step.LINK, path);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(directoryOf(path));
    }

    void forceDirectory(Path directory) throws IOException {
        announce(Step.FORCE_DIRECTORY, directory);
        if (FORCES_DIRECTORIES) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes a directory and those above it, so that they are there after a power cut too. */
    void makeDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path at : missing) {
            announce(Step.MKDIR, at);
            try {
                Files.createDirectory(at);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(at)) {
                    throw e;
                }
            }
            forceDirectory(directoryOf(at));
        }
    }

    boolean delete(Path path) throws IOException {
        announce(Step.DELETE, path);
        return Files.deleteIfExists(path);
    }

    /** Deletes what nobody looks at: that it is left behind does no harm. */
    void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            // a temporary file stays behind; its name keeps readers away from it
        }
    }

    static Path directoryOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(path + " has no directory above it");
        }
        return parent;
    }
}
