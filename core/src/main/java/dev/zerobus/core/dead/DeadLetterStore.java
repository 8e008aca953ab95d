// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of letters: which file is written, when the next one begins, and which one goes when there are too many.
 * Several processes may have the same directory; each writes a file of its own. Owned by one thread at a time.
 *
 * <p>A file's share is an eighth of what all may have. Before a file is written, room for its whole share is made by removing
 * files, those first that are done with, then the oldest; so the bound holds but for the files that other processes write at
 * that moment.
 */
final class DeadLetterStore implements AutoCloseable {

    /** The share of a file, unless a single line is larger. */
    static final long MOST_FILE_BYTES = 8 << 20;

    private static final int FILES = 8;

    private final Path directory;
    private final long maxBytes;
    private final long fileBytes;
    private final ObjLongConsumer<Path> removed;
    private boolean continues;
    private @Nullable OpenFile current;

    /**
     * Prepares; nothing is touched before the first letter.
     *
     * @param maxBytes what all files may have
     * @param continues whether a file that another process has left may be written further
     * @param removed told each file that goes, and how many letters go with it that were not done with
     */
    DeadLetterStore(Path directory, long maxBytes, boolean continues, ObjLongConsumer<Path> removed) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.fileBytes = Math.min(MOST_FILE_BYTES, maxBytes / FILES);
        this.continues = continues;
        this.removed = removed;
    }

    /** Appends a line; it is the system's when this returns. */
    void append(byte[] line) throws IOException {
        if (line.length >= maxBytes) {
            throw new IOException("the letter has " + line.length + " bytes, and all of them may have " + maxBytes
                    + " (zerobus.dead-letters.max-size)");
        }
        OpenFile file = current;
        if (file != null && (file.isGone() || (file.size() > 0 && file.size() + line.length > fileBytes))) {
            close();
            continues = false;
            file = null;
        }
        if (file == null) {
            file = open(line.length);
            current = file;
        }
        file.append(line);
    }

    /** The file that is written; null before the first letter. */
    @Nullable
    Path file() {
        return current == null ? null : current.path();
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private OpenFile open(int lineBytes) throws IOException {
        Private.createDirectories(directory);
        List<Path> files = DeadLetterFiles.in(directory);
        OpenFile left = continues ? leftOver(files, lineBytes) : null;
        if (left != null) {
            makeRoom(files, left.path(), Math.max(fileBytes - left.size(), lineBytes));
            return left;
        }
        makeRoom(files, null, Math.max(fileBytes, lineBytes));
        long number = files.isEmpty() ? 0 : DeadLetterFiles.number(files.get(files.size() - 1));
        while (true) {
            OpenFile made = create(DeadLetterFiles.file(directory, ++number));
            if (made != null) {
                return made;
            }
        }
    }

    /** The newest file, if nobody writes it and it has room. */
    private @Nullable OpenFile leftOver(List<Path> files, int lineBytes) throws IOException {
        Path newest = files.isEmpty() ? null : files.get(files.size() - 1);
        if (newest == null || DeadLetterFiles.isDone(newest) || Files.size(newest) + lineBytes >= fileBytes) {
            return null;
        }
        FileHold hold = FileHold.tryOf(newest);
        if (hold == null) {
            return null;
        }
        return opened(newest, hold);
    }

    /** Null if another process was faster. */
    private static @Nullable OpenFile create(Path file) throws IOException {
        FileHold hold = FileHold.tryOf(file);
        if (hold == null) {
            return null;
        }
        try {
            Private.createFile(file);
        } catch (FileAlreadyExistsException e) {
            hold.close();
            return null;
        } catch (IOException | RuntimeException e) {
            hold.close();
            throw e;
        }
        return opened(file, hold);
    }

    private static @Nullable OpenFile opened(Path file, FileHold hold) throws IOException {
        try {
            return new OpenFile(file, hold);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            hold.close();
            if (Files.exists(file)) {
                throw e;
            }
            return null;
        } catch (IOException | RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private void makeRoom(List<Path> files, @Nullable Path kept, long needed) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += sizeOf(file);
        }
        List<Path> victims = new ArrayList<>(files);
        victims.sort(Comparator.comparing((Path file) -> !DeadLetterFiles.isDone(file))
                .thenComparingLong(DeadLetterFiles::number));
        for (Path victim : victims) {
            if (total + needed <= maxBytes) {
                return;
            }
            if (!victim.equals(kept)) {
                total -= remove(victim);
            }
        }
    }

    /** Returns how many bytes have gone: none if a process writes the file. */
    private long remove(Path victim) throws IOException {
        try (FileHold hold = FileHold.tryOf(victim)) {
            if (hold == null) {
                return 0;
            }
            long bytes = sizeOf(victim);
            long letters = DeadLetterFiles.isDone(victim) ? 0 : lines(victim, Progress.read(victim));
            Files.deleteIfExists(victim);
            Files.deleteIfExists(DeadLetterFiles.progressOf(victim));
            removed.accept(victim, letters);
            return bytes;
        }
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long lines(Path file, long from) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skip(from);
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return lines;
    }
}
