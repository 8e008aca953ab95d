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
import java.util.HashSet;
import java.util.Set;
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

    /** Never closed; guarded by {@link #ONE_FOR_ALL_LOADERS}. One for each time that somebody clears the properties. */
    private static final Set<FileChannel> LEFT_OPEN = new HashSet<>();

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
            String key = null;
            FileLock lock = null;
            try {
                key = keyOf(file);
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                return heldAllTheSame(channel, key);
            } finally {
                if (lock == null && !LEFT_OPEN.contains(channel)) {
                    channel.close();
                }
            }
            if (lock == null) {
                return null;
            }
            remember(key);
            return new ProcessLock(channel, key);
        }
    }

    /** Somebody has cleared the system properties. To close the channel would end the lock of whoever holds it. */
    private static @Nullable ProcessLock heldAllTheSame(FileChannel channel, @Nullable String key) {
        if (key != null) {
            LEFT_OPEN.add(channel);
            remember(key);
        }
        return null;
    }

    private static void remember(@Nullable String key) {
        if (key != null) {
            System.setProperty(HELD, held().replace(entry(key), "") + entry(key));
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
