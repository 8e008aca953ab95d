// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The file that letters are appended to. Plain streams, because an interrupt closes channels. Owned by one thread.
 */
final class OpenFile implements AutoCloseable {

    private final File file;
    private final FileHold hold;
    private final FileOutputStream out;
    private long size;
    /** A line that was begun and not ended: its writer was killed, or the disk was full. */
    private boolean torn;

    /** Takes over a file that is there, and its hold. */
    OpenFile(Path path, FileHold hold) throws IOException {
        this.file = path.toFile();
        this.hold = hold;
        this.torn = isTorn(file);
        this.size = file.length();
        this.out = new FileOutputStream(file, true);
    }

    private static boolean isTorn(File file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            if (in.length() == 0) {
                return false;
            }
            in.seek(in.length() - 1);
            return in.read() != '\n';
        }
    }

    long size() {
        return size;
    }

    Path path() {
        return file.toPath();
    }

    /** Whether somebody has taken the file away, so that what is appended would be lost. */
    boolean isGone() {
        return !file.exists();
    }

    /** Appends a line by one {@code write()}. After a failure the line does not count, and the next one begins anew. */
    void append(byte[] line) throws IOException {
        byte[] bytes = line;
        if (torn) {
            bytes = new byte[line.length + 1];
            bytes[0] = '\n';
            System.arraycopy(line, 0, bytes, 1, line.length);
        }
        torn = true;
        out.write(bytes);
        torn = false;
        size += bytes.length;
    }

    @Override
    public void close() {
        try {
            out.getFD().sync();
        } catch (IOException e) {
            // every line was written before; only a power cut could tell
        }
        try {
            out.close();
        } catch (IOException e) {
            // as above
        }
        hold.close();
    }
}
