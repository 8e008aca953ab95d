// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * What a session tells its owner, on the drain thread. Called from within {@link StreamSession#poll}, and for the last
 * {@link #stateChanged} from {@link StreamSession#close}; the session may be used from inside.
 *
 * <p>Every {@link #opened()} is followed by exactly one of {@link #lost} and {@link #rejected}, unless the session is closed
 * first. Attempts that never got a stream open are told by {@link #stateChanged}, {@link #attemptFailed} and
 * {@link #schemaRejected} only.
 */
public interface SessionListener {

    /** A new stream is open; its offsets start at 0. */
    void opened();

    /**
     * Every request of this stream up to an offset is durable.
     *
     * @param offset larger than in any call before on this stream, and never beyond what was sent
     */
    void acked(long offset);

    /**
     * The stream is gone, and its offsets with it: everything unacknowledged must be sent again on the next one. Also called
     * when the service asked to move on and everything was acknowledged. The session reconnects by itself.
     *
     * @param why what ended it
     */
    void lost(StreamFailure why);

    /**
     * As {@link #lost}, and the service refused a request: the oldest unacknowledged one is suspect. Never called while
     * nothing is unacknowledged.
     *
     * @param why what the service said
     */
    void rejected(StreamFailure why);

    /**
     * The service refused the descriptor when the stream was opened: fetch the schema again, then
     * {@link StreamSession#connect} with the new descriptor. Until then the session is blocked and tries rarely.
     *
     * @param why what the service said
     */
    void schemaRejected(StreamFailure why);

    /**
     * An attempt has ended before a stream was open; the session goes on by itself.
     *
     * @param why what ended it
     */
    default void attemptFailed(StreamFailure why) {
        // most owners need no more than the state
    }

    /**
     * An acknowledgement was ignored, because it went backwards or beyond what was sent.
     *
     * @param offset what it said
     */
    void ackIgnored(long offset);

    /** The service has announced the end of the stream, once more perhaps. Before what follows from it is told. */
    default void closeSignalled() {
        // most owners need no more than what follows
    }

    /**
     * The session is in another state; {@link StreamSession#state()} is the new one already.
     *
     * @param from the state before
     * @param to the state now, never the same
     * @param why in one line for people; with {@link SessionState#BLOCKED}, also what to do about it
     */
    void stateChanged(SessionState from, SessionState to, String why);
}
