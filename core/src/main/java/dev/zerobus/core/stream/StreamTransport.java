// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.auth.Token;
import org.jspecify.annotations.Nullable;

/** One physical stream, single-use. Owned by the drain thread; no method blocks. What happens is told to a listener. */
interface StreamTransport {

    /** Connects and starts the call. */
    void start(@Nullable Token token);

    /** Sends the first message. Only after the response headers are here. */
    void create(byte[] descriptorProto);

    /** Whether the transport takes one more request without keeping much of it waiting. */
    boolean ready();

    /** Sends one request; the array is read before this returns, and not afterwards. */
    void send(long offsetId, byte[] rows, int offset, int length);

    /** So many of the messages told to the listener were taken: as many more may come. */
    void taken(int messages);

    /** Gives everything back. Nothing of interest is told afterwards. */
    void cancel(String why);
}
