// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * How much of a file of letters was sent again: a number of bytes from its beginning, in a file beside it that is exchanged as
 * a whole. Stateless.
 */
final class Progress {

    private Progress() {}

    /** Returns 0 if nothing was; also if that can not be known, for what is sent twice can be told by its identity. */
    static long read(Path file) throws IOException {
        try {
            String text = Files.readString(DeadLetterFiles.progressOf(file), StandardCharsets.UTF_8);
            long bytes = Long.parseLong(text.trim());
            return Math.max(0, Math.min(bytes, Files.size(file)));
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }

    static void write(Path file, long bytes) throws IOException {
        Path target = DeadLetterFiles.progressOf(file);
        Path next = target.resolveSibling(target.getFileName() + ".next");
        Files.deleteIfExists(next);
        Private.createFile(next);
        Files.writeString(next, bytes + "\n", StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** All of it was: the file gets another name. */
    static void done(Path file) throws IOException {
        Files.move(file, DeadLetterFiles.doneOf(file), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(DeadLetterFiles.progressOf(file));
    }
}
