// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * What one state does with each event. What a state does not override is ignored in it. Owned by the drain thread; times are
 * given in, on {@link System#nanoTime()}'s scale.
 */
abstract class MachineState {

    final StreamMachine machine;

    MachineState(StreamMachine machine) {
        this.machine = machine;
    }

    abstract SessionState id();

    /** When {@link #onDeadline} is due; {@link StreamSession#NO_DEADLINE} if never. */
    long deadlineNanos() {
        return StreamSession.NO_DEADLINE;
    }

    /** The owner wants a stream of another descriptor than before. */
    void onConnect(byte[] descriptorProto, long nowNanos) {}

    /** There is a token, and the call was started. */
    void onCallStarted() {}

    /** The service's response headers are here. */
    void onHeaders() {}

    /** The service has created the stream. */
    void onCreated(long nowNanos) {}

    /** The service acknowledged. */
    void onAck(long offset, long nowNanos) {}

    /** The service will close the stream after a time, 0 or less: at once. */
    void onCloseSignal(long durationNanos, long nowNanos) {}

    /** The service said something that the protocol does not know. */
    void onProtocolError(String what, long nowNanos) {}

    /** The call, or what had to come before it, has ended. */
    void onEnded(StreamFailure why, long nowNanos) {}

    /** The time given by {@link #deadlineNanos()} has come. */
    void onDeadline(long nowNanos) {}

    static StreamFailure protocolError(String what) {
        return StreamFailure.of(FailureCode.PROTOCOL_ERROR, what);
    }
}
