// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A machine with everything around it recorded, and a clock that the test moves. Jitter draws the bound unless told. */
final class MachineHarness implements MachineEffects {

    static final byte[] FIRST = {1};
    static final byte[] SECOND = {2};
    static final long DURATION = Duration.ofSeconds(1).toNanos();

    final RecordingListener listener = new RecordingListener();
    final List<String> effects = new ArrayList<>();
    final StreamMachine machine;
    Jitter jitter = bound -> bound;
    // far from 0, and about to overflow: times are compared by subtraction
    long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

    MachineHarness() {
        this(StreamSettings.defaults());
    }

    MachineHarness(StreamSettings settings) {
        machine = new StreamMachine(settings, this, listener, bound -> jitter.upTo(bound));
    }

    /** A machine brought into a state; OPEN and PAUSED with two requests in flight. */
    static MachineHarness in(SessionState state) {
        MachineHarness harness = new MachineHarness();
        switch (state) {
            case IDLE -> {}
            case CONNECTING -> harness.connect();
            case OPEN -> harness.open().send(2);
            case PAUSED -> {
                harness.open().send(2);
                harness.machine.onCloseSignal(DURATION, harness.now);
            }
            case RECOVERING -> harness.connect().end(FailureCode.UNAVAILABLE);
            case BLOCKED -> harness.connect().end(FailureCode.NOT_FOUND);
            case CLOSED -> harness.machine.onClose();
        }
        harness.listener.forget();
        harness.effects.clear();
        return harness;
    }

    MachineHarness connect() {
        machine.onConnect(FIRST, now);
        return this;
    }

    /** From IDLE or CONNECTING to OPEN. */
    MachineHarness open() {
        connect();
        machine.onCallStarted();
        machine.onHeaders();
        machine.onCreated(now);
        return this;
    }

    MachineHarness send(int requests) {
        for (int i = 0; i < requests; i++) {
            machine.onSend(100, now);
        }
        return this;
    }

    MachineHarness end(FailureCode code) {
        machine.onEnded(StreamFailure.of(code, "said so"), now);
        return this;
    }

    MachineHarness pass(Duration time) {
        now += time.toNanos();
        machine.onTime(now);
        return this;
    }

    /** Lets the time pass until the next deadline, runs it, and returns how long that was. */
    Duration passToDeadline() {
        long wait = machine.deadlineNanos() - now;
        now += wait;
        machine.onTime(now);
        return Duration.ofNanos(wait);
    }

    @Override
    public void startAttempt(boolean freshToken) {
        effects.add(freshToken ? "start with a fresh token" : "start");
    }

    @Override
    public void createStream(byte[] descriptorProto) {
        effects.add("create " + descriptorProto[0]);
    }

    @Override
    public void endAttempt() {
        effects.add("end");
    }
}
