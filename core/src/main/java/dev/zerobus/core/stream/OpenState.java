// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/**
 * The stream takes requests. The deadline is that of the oldest unacknowledged request: it moves when acknowledgements make
 * progress, and not for any other message.
 */
final class OpenState extends MachineState {

    OpenState(StreamMachine machine) {
        super(machine);
    }

    @Override
    SessionState id() {
        return SessionState.OPEN;
    }

    @Override
    long deadlineNanos() {
        return machine.ackDeadlineNanos();
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
    }

    @Override
    void onCloseSignal(long durationNanos, long nowNanos) {
        long waitNanos = Math.min(durationNanos, machine.settings.closeSignalMaxWaitNanos);
        if (waitNanos <= 0 || machine.inFlight.empty()) {
            machine.streamGone(PausedState.movedOn(machine.inFlight), nowNanos);
        } else {
            machine.transitionTo(
                    new PausedState(machine, nowNanos + waitNanos),
                    "the service closes the stream in " + durationNanos / 1_000_000 + " ms");
        }
    }

    @Override
    void onProtocolError(String what, long nowNanos) {
        machine.streamGone(protocolError(what), nowNanos);
    }

    @Override
    void onEnded(StreamFailure why, long nowNanos) {
        machine.streamGone(why, nowNanos);
    }

    @Override
    void onDeadline(long nowNanos) {
        machine.streamGone(machine.ackTimeout(), nowNanos);
    }
}
