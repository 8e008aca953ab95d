// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process has a file of letters, for as long as the process lives: by a lock on a file beside it, which the
 * operating system gives back whatever ends the process. Beside it, because on POSIX systems a process loses its locks on a
 * file when anybody in it closes that file, a reader for instance. Owned by one thread.
 *
 * <p>Two holders at once are possible while a lock file is removed. Then both append whole lines to one file; nothing is
 * lost.
 */
final class FileHold implements AutoCloseable {

    /** What this process has: asking the system about it would give the lock back. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel channel;

    private FileHold(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** Null if somebody has it. */
    static @Nullable FileHold tryOf(Path lettersFile) throws IOException {
        Path lockFile = DeadLetterFiles.lockOf(lettersFile).toAbsolutePath().normalize();
        if (!OURS.add(lockFile)) {
            return null;
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    lockFile,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    Private.fileAttributes(lockFile));
            FileLock lock = channel.tryLock();
            taken = lock != null;
            return taken ? new FileHold(lockFile, channel) : null;
        } catch (OverlappingFileLockException e) {
            // another class loader's copy of this class in the same process
            return null;
        } finally {
            if (!taken) {
                OURS.remove(lockFile);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            // it stays, and is taken again by name
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the lock is gone with the process at the latest
        }
        OURS.remove(lockFile);
    }
}
