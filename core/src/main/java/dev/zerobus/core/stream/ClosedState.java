// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** The end: every event is ignored. */
final class ClosedState extends MachineState {

    ClosedState(StreamMachine machine) {
        super(machine);
    }

    @Override
    SessionState id() {
        return SessionState.CLOSED;
    }
}
