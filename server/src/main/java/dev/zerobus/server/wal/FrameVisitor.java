// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

import java.io.IOException;

/** Sees what a {@link FrameScanner} finds. */
interface FrameVisitor {

    /**
     * A sound frame.
     *
     * @param position where it begins
     * @param payload its payload, not used by anyone else
     * @return whether to go on
     * @throws IOException if the visitor can not go on
     */
    boolean frame(long position, byte[] payload) throws IOException;

    /** A stretch that is no frame although something was written there. */
    void damaged(long position, long length);

    /** The end of the file is a write that was not finished. */
    void torn(long position, long length);
}
