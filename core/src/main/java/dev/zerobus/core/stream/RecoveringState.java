// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** Between two attempts. Another descriptor is used by the next attempt; the delay stays, for the service's sake. */
final class RecoveringState extends MachineState {

    private final long retryNanos;

    RecoveringState(StreamMachine machine, long retryNanos) {
        super(machine);
        this.retryNanos = retryNanos;
    }

    @Override
    SessionState id() {
        return SessionState.RECOVERING;
    }

    @Override
    long deadlineNanos() {
        return retryNanos;
    }

    @Override
    void onDeadline(long nowNanos) {
        machine.connect(nowNanos, "the next attempt");
    }
}
