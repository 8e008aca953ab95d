// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Sees every step before it is made on the disk, and may fail it. Safe from any thread. */
@FunctionalInterface
public interface DiskProbe {

    /** Lets everything pass. */
    DiskProbe NONE = (step, path) -> {};

    /**
     * Is called before a step.
     *
     * @param step what is about to be done
     * @param path the file or directory it is done to
     * @throws IOException to fail the step: it is not made
     */
    void before(Step step, Path path) throws IOException;

    /** What is done to a disk. */
    enum Step {
        /** A directory is listed. */
        LIST,
        /** A file's length and time are asked for. */
        STAT,
        /** A directory is made. */
        MKDIR,
        /** A file is opened for reading. */
        OPEN,
        /** Bytes are read. */
        READ,
        /** A new file is made. */
        CREATE,
        /** Bytes are written. */
        WRITE,
        /** A file's bytes are forced to the disk. */
        FORCE,
        /** A finished file gets its final name. */
        LINK,
        /** The names in a directory are forced to the disk. */
        FORCE_DIRECTORY,
        /** A file is deleted. */
        DELETE
    }
}
