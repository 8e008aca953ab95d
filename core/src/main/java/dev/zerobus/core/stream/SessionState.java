// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * Where a session is. The way between the states is drawn at {@code StreamMachine}.
 */
public enum SessionState {
    /** Nothing was asked for yet. */
    IDLE,
    /** A stream is being opened: token, connection, response headers, creation. */
    CONNECTING,
    /** The stream takes requests. */
    OPEN,
    /** The service said that it will close the stream: acknowledgements are read, nothing is sent. */
    PAUSED,
    /** The stream is gone; the next attempt starts when its delay is over. */
    RECOVERING,
    /** An error that somebody has to repair; events are kept, attempts are rare. */
    BLOCKED,
    /** Closed for good. */
    CLOSED
}
