// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** Somebody has to repair something. Attempts are rare; another descriptor ends the block. */
final class BlockedState extends MachineState {

    private final long retryNanos;

    BlockedState(StreamMachine machine, long retryNanos) {
        super(machine);
        this.retryNanos = retryNanos;
    }

    @Override
    SessionState id() {
        return SessionState.BLOCKED;
    }

    @Override
    long deadlineNanos() {
        return retryNanos;
    }

    @Override
    void onConnect(byte[] descriptorProto, long nowNanos) {
        machine.connect(nowNanos, "another descriptor");
    }

    @Override
    void onDeadline(long nowNanos) {
        machine.connect(nowNanos, "trying whether it is repaired");
    }
}
