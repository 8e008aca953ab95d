// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps copies of damaged stretches in {@code quarantine/<position>-<length>.bin}, each once, and counts them. A copy that can
 * not be made is said and counted as well: it never stops the log. Safe from any thread.
 */
final class Quarantine {

    private final Path directory;
    private final Consumer<String> notices;
    private final Set<Long> seen = new HashSet<>();
    private long bytes;

    Quarantine(Path walDirectory, Consumer<String> notices) {
        this.directory = walDirectory.resolve("quarantine");
        this.notices = notices;
    }

    /**
     * Sets a stretch aside.
     *
     * @param segment the file that it is in
     * @param base the file's base position
     * @param position where the stretch begins
     * @param length its length in bytes
     * @param what what is wrong with it, for people
     */
    synchronized void add(Path segment, long base, long position, long length, String what) {
        if (!seen.add(position)) {
            return;
        }
        bytes += length;
        Path copy = directory.resolve(String.format("%016x-%d.bin", position, length));
        String kept;
        try {
            copy(segment, position - base, length, copy);
            kept = "a copy is in " + copy;
        } catch (IOException | UncheckedIOException e) {
            kept = "it could not be copied to " + copy + ": " + e;
        }
        notices.accept("write-ahead log: " + length + " bytes at position " + position + " in " + segment
                + " are damaged (" + what + ") and are skipped; " + kept);
    }

    private void copy(Path segment, long offset, long length, Path copy) throws IOException {
        if (Files.exists(copy) && Files.size(copy) == length) {
            return;
        }
        Files.createDirectories(directory);
        try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (long done = 0; done < length; ) {
                long moved = in.transferTo(offset + done, length - done, out);
                if (moved <= 0) {
                    throw new IOException(segment + " ends early");
                }
                done += moved;
            }
        }
    }

    synchronized long ranges() {
        return seen.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
