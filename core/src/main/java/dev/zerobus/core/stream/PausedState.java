// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * After a close signal: acknowledgements are read until nothing is in flight or the time is up, and nothing is sent. The next
 * stream is opened afterwards; opening it first would begin here, with a second attempt beside the one that drains.
 */
final class PausedState extends MachineState {

    private final long pauseEndNanos;

    PausedState(StreamMachine machine, long pauseEndNanos) {
        super(machine);
        this.pauseEndNanos = pauseEndNanos;
    }

    @Override
    SessionState id() {
        return SessionState.PAUSED;
    }

    @Override
    long deadlineNanos() {
        long ackNanos = machine.ackDeadlineNanos();
        return ackNanos != StreamSession.NO_DEADLINE && ackNanos - pauseEndNanos < 0 ? ackNanos : pauseEndNanos;
    }

    @Override
    void onConnect(byte[] descriptorProto, long nowNanos) {
        machine.reconnect(nowNanos);
    }

    @Override
    void onCreated(long nowNanos) {
        onProtocolError("the stream was created twice", nowNanos);
    }

    @Override
    void onAck(long offset, long nowNanos) {
        machine.takeAck(offset, nowNanos);
        // the listener may have closed the session
        if (machine.inFlight.empty() && machine.state() == SessionState.PAUSED) {
            machine.streamGone(movedOn(machine.inFlight), nowNanos);
        }
    }

    @Override
    void onProtocolError(String what, long nowNanos) {
        machine.streamGone(protocolError(what), nowNanos);
    }

    @Override
    void onEnded(StreamFailure why, long nowNanos) {
        boolean asAnnounced = why.code() == FailureCode.STREAM_ENDED;
        machine.streamGone(asAnnounced ? movedOn(machine.inFlight) : why, nowNanos);
    }

    @Override
    void onDeadline(long nowNanos) {
        boolean timeIsUp = nowNanos - pauseEndNanos >= 0;
        machine.streamGone(timeIsUp ? movedOn(machine.inFlight) : machine.ackTimeout(), nowNanos);
    }

    static StreamFailure movedOn(InFlight inFlight) {
        return StreamFailure.of(
                FailureCode.CLOSE_SIGNAL,
                "the service asked to move to another stream; unacknowledged requests: " + inFlight.requests());
    }
}
