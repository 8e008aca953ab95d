// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** What a transport tells. Called on its threads, one call at a time, in order; never blocks, never throws. */
interface TransportListener {

    /** The response headers are here. */
    void headers();

    /** A message: the stream is created. */
    void created();

    /** A message: an acknowledgement. */
    void acked(long offset);

    /** A message: the stream will be closed after a time, 0 or less: at once. */
    void closeSignal(long durationNanos);

    /** A message that the protocol does not know. */
    void protocolError(String what);

    /** {@link StreamTransport#ready()} may have become true. */
    void readyAgain();

    /** The call has ended; nothing is told after this. */
    void ended(StreamFailure why);
}
