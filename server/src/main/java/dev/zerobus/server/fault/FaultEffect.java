// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

/** What a fault does. Which of them can happen where, {@link FaultPlace#effects} says. */
public enum FaultEffect {
    /** Ends the stream with a gRPC status, OK included. */
    STATUS,
    /** Goes no further until the fault is cleared: headers, responses, acknowledgements or answers that do not come. */
    HANG,
    /** Goes on after a time. */
    DELAY,
    /** Announces that the stream will be closed, and goes on. */
    CLOSE_SIGNAL,
    /** Sends GOAWAY on the connection: new streams must take another one; it is closed after a time. */
    GO_AWAY,
    /** Resets the TCP connection. */
    RESET,
    /** Reads and writes nothing more on the TCP connection, which stays open, until the fault is cleared: a half-open one. */
    FREEZE,
    /** Holds acknowledgements back until there are so many requests to acknowledge at once. */
    COALESCE,
    /** Sends acknowledgements with these offsets, in this order, once the highest of them is durable. */
    ACK_OFFSETS,
    /** Acknowledges more than was sent. */
    ACK_BEYOND,
    /** Sends an acknowledgement that names no offset. */
    ACK_WITHOUT_OFFSET,
    /** Fails the write-ahead log: nothing is acknowledged any more, all streams end, a restart repairs it. */
    FAIL,
    /** Answers with an HTTP status. */
    HTTP,
    /** Answers 200 with half a JSON document. */
    MALFORMED,
    /** Gives a token that is good for another time than usual. */
    TOKEN_LIFE,
    /** Makes every token worthless that was given until now. */
    EXPIRE_TOKENS,
    /** Takes the grant on a table away until the fault is cleared. */
    REVOKE,
    /** Alters a table: adds, drops or retypes a column in the Delta log. */
    ALTER_TABLE
}
