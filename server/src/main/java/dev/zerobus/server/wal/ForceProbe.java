// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;

/** Sees that the log is about to be forced to the disk, and may fail that. */
@FunctionalInterface
public interface ForceProbe {

    /** Lets all forces be. */
    ForceProbe NONE = () -> {};

    /**
     * Called by the thread {@code zerobus-wal}.
     *
     * @throws IOException makes the log fail, as a failed force does
     */
    void beforeForce() throws IOException;
}
