// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file's lock, held against other processes and against everybody in this one, whatever class loader has this class. Safe
 * from any thread.
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as anything in it closes that file, even if it was opened
 * only to ask for the lock. So a file that this process has a lock of must not be opened once more. Which those are is kept in
 * a system property, guarded by an interned string: both are one for all class loaders.
 */
final class ProcessLock implements Closeable {

    static final String HELD = "dev.zerobus.spill.held";

    private static final Object ONE_FOR_ALL_LOADERS = HELD.intern();

    /** Opens a file for writing and creates it if it is not there. */
    interface Opener {
        FileChannel open() throws IOException;
    }

    private final FileChannel channel;
    private final @Nullable String key;

    private ProcessLock(FileChannel channel, @Nullable String key) {
        this.channel = channel;
        this.key = key;
    }

    /** Null if somebody holds it. */
    static @Nullable ProcessLock tryOf(Path file, Opener opener) throws IOException {
        synchronized (ONE_FOR_ALL_LOADERS) {
            String known = keyOf(file);
            if (known != null && held().contains(entry(known))) {
                return null;
            }
            FileChannel channel = opener.open();
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Held in this process, and somebody has cleared its properties.
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                return null;
            }
            String key = keyOf(file);
            if (key != null) {
                System.setProperty(HELD, held().replace(entry(key), "") + entry(key));
            }
            return new ProcessLock(channel, key);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (ONE_FOR_ALL_LOADERS) {
            if (!channel.isOpen()) {
                return;
            }
            channel.close();
            if (key != null) {
                String left = held().replace(entry(key), "");
                if (left.isEmpty()) {
                    System.clearProperty(HELD);
                } else {
                    System.setProperty(HELD, left);
                }
            }
        }
    }

    private static String held() {
        return System.getProperty(HELD, "");
    }

    private static String entry(String key) {
        return '<' + key + '>';
    }

    /** Device and inode, which renaming does not change; null where there is no file, or no such thing (and no such trap). */
    private static @Nullable String keyOf(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return key == null ? null : key.toString();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
