// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * One lane's stream to the service, across all reconnects. Owned by the drain thread; no method blocks. Times are
 * {@link System#nanoTime()}'s, given in by the owner.
 */
public interface StreamSession {

    /** What {@link #nextDeadlineNanos()} says when nothing is due: no time at all to wait for. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /**
     * Opens the stream with a descriptor, from the next {@link #poll} on (the owner is woken for it). The same descriptor again
     * changes nothing, whatever the state. Nothing can be sent before that poll, so that no row goes to a stream of another
     * descriptor than its own. With another one an open stream is given up ({@link SessionListener#lost}) and a
     * block ends; the delay between two attempts stays. Ignored when closed.
     *
     * @param descriptorProto a serialized {@code DescriptorProto} of the row's message; not changed afterwards by the caller
     */
    void connect(byte[] descriptorProto);

    /**
     * Takes what the transport has reported, runs what is due, and calls the listener.
     *
     * @param nowNanos the time
     * @return how much was done; 0 means that nothing has happened
     */
    int poll(long nowNanos);

    /**
     * Tells whether one more request may be sent: the stream is open, the transport takes bytes, and requests and bytes in
     * flight are below their bounds. One request may overshoot the bound in bytes.
     *
     * @return whether {@link #send} may be called now
     */
    boolean ready();

    /**
     * Sends one request of many records.
     *
     * @param rows entries of {@code ProtoEncodedRecordBatch}, each with its tag and length, one behind the other; the array
     *     may be reused as soon as this returns
     * @param offset where they begin
     * @param length how many bytes they are, at least 1
     * @param records how many records they are, at least 1
     * @param nowNanos the time
     * @return the request's offset on this stream: 0, 1, 2 and so on
     * @throws IllegalStateException if not {@link #ready()}
     */
    long send(byte[] rows, int offset, int length, int records, long nowNanos);

    /**
     * Returns the state.
     *
     * @return the state as of the last call
     */
    SessionState state();

    /**
     * Returns when {@link #poll} has to be called at the latest, even if nothing is reported.
     *
     * @return a time on the scale of {@code nowNanos} (compare by subtraction), or {@link #NO_DEADLINE}
     */
    long nextDeadlineNanos();

    /** Ends the stream and gives back what it holds, without waiting for acknowledgements. Again: nothing. */
    void close();
}
