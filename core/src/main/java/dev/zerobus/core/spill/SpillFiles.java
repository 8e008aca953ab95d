// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file system, as the spill needs it. Safe from any thread. */
public interface SpillFiles {

    /** The machine's. */
    SpillFiles REAL = new RealFiles();

    /**
     * Makes a directory that only its owner may look into; its parents must exist. Nothing happens if it is there.
     *
     * @param directory which
     * @throws IOException if there is none afterwards
     */
    void makeDirectory(Path directory) throws IOException;

    /**
     * Lists what is in a directory, in no order.
     *
     * @param directory which
     * @return the names; empty if there is nothing of that name
     * @throws java.nio.file.NotDirectoryException if there is something else
     * @throws IOException if it can not be read
     */
    List<String> list(Path directory) throws IOException;

    /**
     * Opens a file for reading.
     *
     * @param file which
     * @return the file
     * @throws IOException if it is not there, or can not be read
     */
    SpillFile openToRead(Path file) throws IOException;

    /**
     * Opens a file for reading and writing, and creates it, for its owner only, if it is not there.
     *
     * @param file which
     * @return the file
     * @throws IOException if that is not possible
     */
    SpillFile openToWrite(Path file) throws IOException;

    /**
     * Deletes a file or an empty directory, if it is there.
     *
     * @param file which
     * @throws IOException if it is still there afterwards
     */
    void delete(Path file) throws IOException;

    /**
     * Renames within one file system, in one step.
     *
     * @param from its name now
     * @param to its name then; must not exist
     * @throws IOException if it has the old name still
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Makes created, renamed and deleted names in a directory survive a power cut.
     *
     * @param directory which
     * @throws IOException if they may not
     */
    void forceNames(Path directory) throws IOException;

    /**
     * Locks a file against other processes and other clients of this process; created if it is not there.
     *
     * @param file which
     * @return the lock, held until it is closed or the process ends; null if somebody else holds it
     * @throws IOException if it can not be locked
     */
    @Nullable
    Closeable lock(Path file) throws IOException;
}
