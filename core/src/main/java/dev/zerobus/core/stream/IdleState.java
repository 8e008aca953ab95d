// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** Nothing was asked for yet. */
final class IdleState extends MachineState {

    IdleState(StreamMachine machine) {
        super(machine);
    }

    @Override
    SessionState id() {
        return SessionState.IDLE;
    }

    @Override
    void onConnect(byte[] descriptorProto, long nowNanos) {
        machine.connect(nowNanos, "the first descriptor is here");
    }
}
