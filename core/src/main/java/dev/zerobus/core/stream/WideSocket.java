// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that gives the system large pieces. gRPC's transport writes a request in pieces of 8 KiB and flushes behind it: each
 * piece would be a system call, and on the other side perhaps a wake-up. Safe from any thread, as every socket is.
 */
final class WideSocket extends Socket {

    /** What the JDK hands to the system at once at most is 128 KiB. */
    static final int PIECE_BYTES = 64 << 10;

    private final Object lock = new Object();
    private @Nullable OutputStream wide;

    @Override
    public OutputStream getOutputStream() throws IOException {
        // what the socket says of itself, closed or not connected, is said every time
        OutputStream narrow = super.getOutputStream();
        synchronized (lock) {
            OutputStream made = wide == null ? new BufferedOutputStream(narrow, PIECE_BYTES) : wide;
            wide = made;
            return made;
        }
    }
}
