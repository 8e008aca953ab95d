// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine's rules about time, budgets and causes, which no single step shows. */
class StreamMachineTest {

    private final MachineHarness harness = new MachineHarness();
    private final StreamMachine machine = harness.machine;

    @Test
    void growsDelaysToTheMaximumAndNeverGivesUp() {
        harness.connect();
        Duration last = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            harness.end(FailureCode.UNAVAILABLE);
            last = harness.passToDeadline();
            assertThat(last).isEqualTo(Duration.ofMillis(Math.min(30_000, 100L << Math.min(i, 20))));
        }
        assertThat(machine.state()).isEqualTo(SessionState.CONNECTING);
        assertThat(last).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void drawsEveryDelayFromZeroOn() {
        harness.jitter = bound -> 0;
        harness.connect().end(FailureCode.UNAVAILABLE);
        assertThat(harness.passToDeadline()).isZero();
    }

    @Test
    void growsDelaysWhenStreamsAreCreatedAndBrokenAtOnce() {
        harness.open();
        for (int i = 0; i < 9; i++) {
            harness.end(FailureCode.UNAVAILABLE);
            assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(Math.min(30_000, 100L << i)));
            machine.onCreated(harness.now);
            assertThat(machine.state()).isEqualTo(SessionState.OPEN);
        }
    }

    @Test
    void shrinksDelaysAgainOnAckProgressOnly() {
        harness.open().end(FailureCode.UNAVAILABLE).passToDeadline();
        machine.onCreated(harness.now);
        harness.send(1).end(FailureCode.UNAVAILABLE);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(200));

        machine.onCreated(harness.now);
        harness.send(1);
        machine.onAck(0, harness.now);
        harness.end(FailureCode.UNAVAILABLE);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void growsDelaysWhenCloseSignalsComeOneAfterTheOther() {
        harness.open();
        machine.onCloseSignal(0, harness.now);
        assertThat(harness.passToDeadline()).isZero();
        machine.onCreated(harness.now);
        machine.onCloseSignal(0, harness.now);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void movesOnAtOnceWhenAnIdleStreamIsClosedNowAndThen() {
        harness.open();
        for (int i = 0; i < 5; i++) {
            harness.pass(Duration.ofMinutes(10));
            machine.onCloseSignal(MachineHarness.DURATION, harness.now);
            assertThat(harness.passToDeadline()).isZero();
            machine.onCreated(harness.now);
        }
    }

    @Test
    void givesUpAnAttemptThatTakesTooLongAndSaysWhatItWaitedFor() {
        harness.connect();
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(harness.listener.lastReason())
                .contains("OPEN_TIMEOUT", "no access token", "15000 ms", "openTimeout");

        harness.passToDeadline();
        machine.onCallStarted();
        harness.passToDeadline();
        assertThat(harness.listener.lastReason()).contains("no response headers");

        harness.passToDeadline();
        machine.onCallStarted();
        machine.onHeaders();
        harness.passToDeadline();
        assertThat(harness.listener.lastReason()).contains("no answer to create_stream");
    }

    @Test
    void watchesTheProgressOfTheOldestRequest() {
        harness.open().send(1);
        harness.pass(Duration.ofSeconds(59)).send(5);
        // neither a repeated ack nor an impossible one, nor a newer request, is progress
        machine.onAck(-1, harness.now);
        machine.onAck(77, harness.now);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(harness.listener.heard()).containsExactly("opened", "ackIgnored 77", "lost ACK_TIMEOUT");
        assertThat(harness.listener.lastFailure().text()).contains("oldest of 6", "60000 ms", "ackTimeout");
    }

    @Test
    void startsTheAckTimerAnewWithEachProgress() {
        harness.open().send(3);
        for (int i = 0; i < 3; i++) {
            harness.pass(Duration.ofSeconds(59));
            machine.onAck(i, harness.now);
        }
        assertThat(machine.state()).isEqualTo(SessionState.OPEN);
        assertThat(machine.deadlineNanos()).isEqualTo(StreamSession.NO_DEADLINE);
    }

    @Test
    void startsTheAckTimerWithTheFirstRequestAndNotWithTheStream() {
        harness.open().pass(Duration.ofHours(1)).send(1);
        assertThat(machine.deadlineNanos() - harness.now)
                .isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void ignoresAcksThatGoBackwards() {
        harness.open().send(9);
        machine.onAck(5, harness.now);
        machine.onAck(3, harness.now);
        machine.onAck(6, harness.now);
        assertThat(harness.listener.heard()).containsExactly("opened", "acked 5", "ackIgnored 3", "acked 6");
        assertThat(machine.inFlight.requests()).isEqualTo(2);
    }

    @Test
    void triesAFreshTokenOnceAndThenBlocks() {
        harness.open().end(FailureCode.UNAUTHENTICATED).passToDeadline();
        assertThat(harness.effects).last().isEqualTo("start with a fresh token");

        harness.end(FailureCode.UNAUTHENTICATED);
        assertThat(machine.state()).isEqualTo(SessionState.BLOCKED);
        assertThat(harness.listener.lastReason()).contains("client id and secret", "events are kept");
    }

    @Test
    void usesAFreshTokenForEveryAttemptOutOfABlockForTheTokensSake() {
        harness.connect().end(FailureCode.PERMISSION_DENIED).passToDeadline();
        for (int i = 0; i < 3; i++) {
            harness.end(FailureCode.PERMISSION_DENIED);
            assertThat(machine.state()).isEqualTo(SessionState.BLOCKED);
            harness.passToDeadline();
            assertThat(harness.effects).last().isEqualTo("start with a fresh token");
        }
        assertThat(harness.listener.lastReason()).isEqualTo("trying whether it is repaired");
    }

    @Test
    void triesAFreshTokenAgainAfterProgress() {
        harness.open().end(FailureCode.UNAUTHENTICATED).passToDeadline();
        machine.onCreated(harness.now);
        harness.send(1);
        machine.onAck(0, harness.now);
        harness.end(FailureCode.UNAUTHENTICATED);
        assertThat(machine.state()).isEqualTo(SessionState.RECOVERING);
    }

    @Test
    void suspectsTheTokenWhenAStreamEndsWithoutErrorBeforeItIsCreated() {
        harness.connect().end(FailureCode.STREAM_ENDED);
        assertThat(harness.listener.lastReason()).contains("AUTHENTICATION_SUSPECTED", "wrong token");
        harness.passToDeadline();
        assertThat(harness.effects).last().isEqualTo("start with a fresh token");
        harness.end(FailureCode.STREAM_ENDED);
        assertThat(machine.state()).isEqualTo(SessionState.BLOCKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCode.class,
            names = {"NOT_FOUND", "OUT_OF_RANGE", "UNIMPLEMENTED", "TOKEN_REFUSED"})
    void triesRarelyWhileBlockedAndSaysWhatToDo(FailureCode code) {
        harness.connect().end(code);
        assertThat(harness.listener.lastReason()).contains(code.name(), "said so", Advice.on(code), "events are kept");
        long[] seconds = {120, 240, 300, 300, 300};
        for (long expected : seconds) {
            assertThat(harness.passToDeadline()).isEqualTo(Duration.ofSeconds(expected));
            harness.end(code);
        }
        harness.jitter = bound -> 0;
        harness.passToDeadline();
        harness.end(code);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void staysAliveWhateverEndsAnAttempt(FailureCode code) {
        harness.connect().end(code);
        assertThat(machine.state()).isIn(SessionState.RECOVERING, SessionState.BLOCKED);
        assertThat(code.retriable()).isEqualTo(code.verdict() == FailureCode.Verdict.RETRY);
        harness.passToDeadline();
        assertThat(machine.state()).isEqualTo(SessionState.CONNECTING);
    }

    @Test
    void blocksOnARefusedDescriptorUntilAnotherOneComes() {
        harness.connect().end(FailureCode.INVALID_ARGUMENT);
        assertThat(harness.listener.heard()).containsExactly("schemaRejected INVALID_ARGUMENT");
        assertThat(machine.state()).isEqualTo(SessionState.BLOCKED);

        machine.onConnect(MachineHarness.SECOND, harness.now);
        machine.onHeaders();
        assertThat(machine.state()).isEqualTo(SessionState.CONNECTING);
        assertThat(harness.effects).last().isEqualTo("create 2");
    }

    @Test
    void createsTheNextStreamWithTheDescriptorThatCameInTheMeantime() {
        harness.connect().end(FailureCode.UNAVAILABLE);
        machine.onConnect(MachineHarness.SECOND, harness.now);
        harness.passToDeadline();
        machine.onHeaders();
        assertThat(harness.effects).last().isEqualTo("create 2");
    }

    @Test
    void doesNotLetABisectionWait() {
        harness.open();
        for (int i = 0; i < StreamMachine.FREE_REJECTIONS; i++) {
            harness.send(1).end(FailureCode.INVALID_ARGUMENT);
            assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(100));
            machine.onCreated(harness.now);
        }
        assertThat(harness.listener.count("rejected INVALID_ARGUMENT")).isEqualTo(StreamMachine.FREE_REJECTIONS);
        // whoever refuses everything, again and again, is not hammered
        harness.send(1).end(FailureCode.INVALID_ARGUMENT).passToDeadline();
        machine.onCreated(harness.now);
        harness.send(1).end(FailureCode.INVALID_ARGUMENT);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void blamesNoRequestWhenNoneIsInFlight() {
        harness.open().end(FailureCode.INVALID_ARGUMENT);
        assertThat(harness.listener.heard()).containsExactly("opened", "lost INVALID_ARGUMENT");
    }

    @Test
    void pausesForTheShorterOfBothTimes() {
        harness.open().send(1);
        machine.onCloseSignal(Duration.ofHours(1).toNanos(), harness.now);
        assertThat(harness.passToDeadline()).isEqualTo(StreamSettingsBuilder.DEFAULT_CLOSE_SIGNAL_MAX_WAIT);

        harness.passToDeadline();
        machine.onCreated(harness.now);
        harness.send(1);
        machine.onCloseSignal(Duration.ofSeconds(2).toNanos(), harness.now);
        assertThat(harness.passToDeadline()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tellsEveryCloseSignalWhateverFollowsFromIt() {
        harness.connect();
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(harness.listener.closeSignals()).as("before it is open").isEqualTo(1);
        harness.passToDeadline();
        machine.onCreated(harness.now);
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(harness.listener.closeSignals()).as("nothing in flight").isEqualTo(2);
        harness.passToDeadline();
        machine.onCreated(harness.now);
        harness.send(1);
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(machine.state()).isEqualTo(SessionState.PAUSED);
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(harness.listener.closeSignals()).as("and again in the pause").isEqualTo(4);
        machine.onClose();
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(harness.listener.closeSignals()).as("closed").isEqualTo(4);
    }

    @Test
    void takesNothingDuringThePause() {
        harness.open().send(1);
        assertThat(machine.mayTake()).isTrue();
        machine.onCloseSignal(MachineHarness.DURATION, harness.now);
        assertThat(machine.mayTake()).isFalse();
        assertThatThrownBy(() -> machine.onSend(1, harness.now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PAUSED");
    }

    @Test
    void numbersRequestsFromZeroOnEveryStream() {
        harness.open().send(3);
        harness.end(FailureCode.UNAVAILABLE).passToDeadline();
        machine.onCreated(harness.now);
        assertThat(machine.onSend(1, harness.now)).isZero();
        assertThat(machine.onSend(1, harness.now)).isEqualTo(1);
    }

    @Test
    void takesNoMoreThanTheBoundsInFlight() {
        MachineHarness small = new MachineHarness(StreamSettings.builder()
                .maxInFlightRequests(3)
                .maxInFlightBytes(250)
                .build());
        small.open().send(3);
        assertThat(small.machine.mayTake()).isFalse();
        small.machine.onAck(0, small.now);
        assertThat(small.machine.mayTake()).isTrue();
        small.machine.onSend(10, small.now);
        assertThat(small.machine.mayTake()).as("3 requests").isFalse();
        small.machine.onAck(2, small.now);
        small.machine.onSend(260, small.now);
        assertThat(small.machine.mayTake()).as("270 bytes").isFalse();
    }
}
