// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads letters from a file, while it is written or afterwards. Lines that are no letters are passed over and counted: one
 * that a process was killed over, or one that was damaged. Owned by one thread.
 *
 * <pre>{@code
 * try (DeadLetterReader reader = DeadLetterReader.open(file)) {
 *     for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class DeadLetterReader implements AutoCloseable {

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4 << 10);
    private long position;
    private long damagedLines;
    private boolean torn;

    private DeadLetterReader(InputStream in, long position) {
        this.in = in;
        this.position = position;
    }

    /**
     * Opens a file.
     *
     * @param file a file of letters
     * @return a reader at its beginning
     * @throws IOException if it can not be read
     */
    public static DeadLetterReader open(Path file) throws IOException {
        return open(file, 0);
    }

    /** Opens a file behind what was read before, which is a {@link #position}. */
    static DeadLetterReader open(Path file, long position) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        try {
            for (long left = position; left > 0; ) {
                long skipped = in.skip(left);
                if (skipped <= 0) {
                    throw new IOException(file + " is shorter than the " + position + " bytes that were read before");
                }
                left -= skipped;
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return new DeadLetterReader(in, position);
    }

    /**
     * Reads everything that there is.
     *
     * @param fileOrDirectory a file of letters, or the directory of all of them, whether they are done with or not
     * @return the letters, in the order of the files and in them
     * @throws IOException if something can not be read
     */
    public static List<DeadLetter> readAll(Path fileOrDirectory) throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (Path file : DeadLetterFiles.of(fileOrDirectory)) {
            read(file, letters::add);
        }
        return letters;
    }

    private static void read(Path file, Consumer<DeadLetter> taker) throws IOException {
        try (DeadLetterReader reader = open(file)) {
            for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
                taker.accept(letter);
            }
        }
    }

    /**
     * Reads the next letter.
     *
     * @return null at the end
     * @throws IOException if the file can not be read
     */
    public @Nullable DeadLetter next() throws IOException {
        while (true) {
            line.reset();
            long length = readLine();
            if (length == 0) {
                return null;
            }
            DeadLetter letter = line.size() <= DeadLetterLine.MAX_BYTES ? parse() : null;
            if (letter != null) {
                torn = false;
                position += length;
                return letter;
            }
            if (torn) {
                return null;
            }
            position += length;
            if (line.size() > 0) {
                damagedLines++;
            }
        }
    }

    private @Nullable DeadLetter parse() {
        byte[] bytes = line.toByteArray();
        return DeadLetterLine.read(bytes, bytes.length);
    }

    /** Reads up to a line feed or the end. Returns how many bytes that were. */
    private long readLine() throws IOException {
        long count = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            count++;
            if (b == '\n') {
                return count;
            }
            if (line.size() <= DeadLetterLine.MAX_BYTES) {
                line.write(b);
            }
        }
        torn = count > 0;
        return count;
    }

    /**
     * Returns how far was read.
     *
     * @return bytes from the beginning to the end of the last letter or line that was read; before a torn last line
     */
    public long position() {
        return position;
    }

    /**
     * Returns how many lines were no letters.
     *
     * @return lines that end with a line feed
     */
    public long damagedLines() {
        return damagedLines;
    }

    /**
     * Tells whether the last line has no end and is no letter: its writer was killed over it, or is writing it.
     *
     * @return whether it is; known when {@link #next} has returned null
     */
    public boolean torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
