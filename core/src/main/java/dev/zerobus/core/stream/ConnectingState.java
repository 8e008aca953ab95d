// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import java.time.Duration;

/** A stream is being opened; all of it together has one deadline. */
final class ConnectingState extends MachineState {

    private final long deadlineNanos;
    private String waitingFor = "no access token";

    ConnectingState(StreamMachine machine, long deadlineNanos) {
        super(machine);
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    SessionState id() {
        return SessionState.CONNECTING;
    }

    @Override
    long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    void onConnect(byte[] descriptorProto, long nowNanos) {
        machine.connect(nowNanos, "another descriptor");
    }

    @Override
    void onCallStarted() {
        waitingFor = "no connection, or no response headers";
    }

    @Override
    void onHeaders() {
        waitingFor = "no answer to create_stream";
        machine.createStream();
    }

    @Override
    void onCreated(long nowNanos) {
        machine.open(nowNanos);
    }

    @Override
    void onAck(long offset, long nowNanos) {
        onProtocolError("an acknowledgement of " + offset + " before the stream was created", nowNanos);
    }

    @Override
    void onCloseSignal(long durationNanos, long nowNanos) {
        machine.attemptFailed(
                StreamFailure.of(FailureCode.CLOSE_SIGNAL, "a close signal before the stream was created"), nowNanos);
    }

    @Override
    void onProtocolError(String what, long nowNanos) {
        machine.attemptFailed(protocolError(what), nowNanos);
    }

    @Override
    void onEnded(StreamFailure why, long nowNanos) {
        machine.attemptFailed(why.code() == FailureCode.STREAM_ENDED ? suspicion() : why, nowNanos);
    }

    @Override
    void onDeadline(long nowNanos) {
        Duration limit = machine.settings.openTimeout();
        machine.attemptFailed(
                StreamFailure.of(
                        FailureCode.OPEN_TIMEOUT, waitingFor + " within " + limit.toMillis() + " ms (openTimeout)"),
                nowNanos);
    }

    private static StreamFailure suspicion() {
        return StreamFailure.of(
                FailureCode.AUTHENTICATION_SUSPECTED,
                "the service ended the stream with status OK before it was created; some edges answer a wrong token so");
    }
}
