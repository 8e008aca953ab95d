// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state: what is told, what is done, and where it leads. A dot means ignored. */
class StreamMachineTableTest {

    private static final Map<String, Consumer<MachineHarness>> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put("connect same", h -> h.machine.onConnect(MachineHarness.FIRST, h.now));
        EVENTS.put("connect other", h -> h.machine.onConnect(MachineHarness.SECOND, h.now));
        EVENTS.put("call started", h -> h.machine.onCallStarted());
        EVENTS.put("headers", h -> h.machine.onHeaders());
        EVENTS.put("created", h -> h.machine.onCreated(h.now));
        EVENTS.put("ack 0", h -> h.machine.onAck(0, h.now));
        EVENTS.put("ack 1, the last", h -> h.machine.onAck(1, h.now));
        EVENTS.put("ack 2, never sent", h -> h.machine.onAck(2, h.now));
        EVENTS.put("close signal 1 s", h -> h.machine.onCloseSignal(MachineHarness.DURATION, h.now));
        EVENTS.put("close signal 0", h -> h.machine.onCloseSignal(0, h.now));
        EVENTS.put("protocol error", h -> h.machine.onProtocolError("odd", h.now));
        EVENTS.put("ended OK", h -> h.end(FailureCode.STREAM_ENDED));
        EVENTS.put("ended UNAVAILABLE", h -> h.end(FailureCode.UNAVAILABLE));
        EVENTS.put("ended INVALID_ARGUMENT", h -> h.end(FailureCode.INVALID_ARGUMENT));
        EVENTS.put("ended NOT_FOUND", h -> h.end(FailureCode.NOT_FOUND));
        EVENTS.put("ended UNAUTHENTICATED", h -> h.end(FailureCode.UNAUTHENTICATED));
        EVENTS.put("ended TOKEN_REFUSED", h -> h.end(FailureCode.TOKEN_REFUSED));
        EVENTS.put("time, not due", h -> h.machine.onTime(h.now));
        EVENTS.put("deadline", MachineHarness::passToDeadline);
        EVENTS.put("close", h -> h.machine.onClose());
    }

    /** State, event, what follows: effects, then what the listener hears, then the state if it is another. */
    private static final String TABLE = """
            IDLE       | connect same           | end, start, -> CONNECTING
            IDLE       | connect other          | end, start, -> CONNECTING
            IDLE       | call started           | .
            IDLE       | headers                | .
            IDLE       | created                | .
            IDLE       | ack 0                  | .
            IDLE       | ack 1, the last        | .
            IDLE       | ack 2, never sent      | .
            IDLE       | close signal 1 s       | .
            IDLE       | close signal 0         | .
            IDLE       | protocol error         | .
            IDLE       | ended OK               | .
            IDLE       | ended UNAVAILABLE      | .
            IDLE       | ended INVALID_ARGUMENT | .
            IDLE       | ended NOT_FOUND        | .
            IDLE       | ended UNAUTHENTICATED  | .
            IDLE       | ended TOKEN_REFUSED    | .
            IDLE       | time, not due          | .
            IDLE       | deadline               | .
            IDLE       | close                  | end, -> CLOSED
            CONNECTING | connect same           | .
            CONNECTING | connect other          | end, start
            CONNECTING | call started           | .
            CONNECTING | headers                | create 1
            CONNECTING | created                | opened, -> OPEN
            CONNECTING | ack 0                  | end, -> RECOVERING
            CONNECTING | ack 1, the last        | end, -> RECOVERING
            CONNECTING | ack 2, never sent      | end, -> RECOVERING
            CONNECTING | close signal 1 s       | end, -> RECOVERING
            CONNECTING | close signal 0         | end, -> RECOVERING
            CONNECTING | protocol error         | end, -> RECOVERING
            CONNECTING | ended OK               | end, -> RECOVERING
            CONNECTING | ended UNAVAILABLE      | end, -> RECOVERING
            CONNECTING | ended INVALID_ARGUMENT | end, schemaRejected INVALID_ARGUMENT, -> BLOCKED
            CONNECTING | ended NOT_FOUND        | end, -> BLOCKED
            CONNECTING | ended UNAUTHENTICATED  | end, -> RECOVERING
            CONNECTING | ended TOKEN_REFUSED    | end, -> BLOCKED
            CONNECTING | time, not due          | .
            CONNECTING | deadline               | end, -> RECOVERING
            CONNECTING | close                  | end, -> CLOSED
            OPEN       | connect same           | .
            OPEN       | connect other          | end, start, lost NEW_DESCRIPTOR, -> CONNECTING
            OPEN       | call started           | .
            OPEN       | headers                | .
            OPEN       | created                | end, lost PROTOCOL_ERROR, -> RECOVERING
            OPEN       | ack 0                  | acked 0
            OPEN       | ack 1, the last        | acked 1
            OPEN       | ack 2, never sent      | ackIgnored 2
            OPEN       | close signal 1 s       | -> PAUSED
            OPEN       | close signal 0         | end, lost CLOSE_SIGNAL, -> RECOVERING
            OPEN       | protocol error         | end, lost PROTOCOL_ERROR, -> RECOVERING
            OPEN       | ended OK               | end, lost STREAM_ENDED, -> RECOVERING
            OPEN       | ended UNAVAILABLE      | end, lost UNAVAILABLE, -> RECOVERING
            OPEN       | ended INVALID_ARGUMENT | end, rejected INVALID_ARGUMENT, -> RECOVERING
            OPEN       | ended NOT_FOUND        | end, lost NOT_FOUND, -> BLOCKED
            OPEN       | ended UNAUTHENTICATED  | end, lost UNAUTHENTICATED, -> RECOVERING
            OPEN       | ended TOKEN_REFUSED    | end, lost TOKEN_REFUSED, -> BLOCKED
            OPEN       | time, not due          | .
            OPEN       | deadline               | end, lost ACK_TIMEOUT, -> RECOVERING
            OPEN       | close                  | end, -> CLOSED
            PAUSED     | connect same           | .
            PAUSED     | connect other          | end, start, lost NEW_DESCRIPTOR, -> CONNECTING
            PAUSED     | call started           | .
            PAUSED     | headers                | .
            PAUSED     | created                | end, lost PROTOCOL_ERROR, -> RECOVERING
            PAUSED     | ack 0                  | acked 0
            PAUSED     | ack 1, the last        | end, acked 1, lost CLOSE_SIGNAL, -> RECOVERING
            PAUSED     | ack 2, never sent      | ackIgnored 2
            PAUSED     | close signal 1 s       | .
            PAUSED     | close signal 0         | .
            PAUSED     | protocol error         | end, lost PROTOCOL_ERROR, -> RECOVERING
            PAUSED     | ended OK               | end, lost CLOSE_SIGNAL, -> RECOVERING
            PAUSED     | ended UNAVAILABLE      | end, lost UNAVAILABLE, -> RECOVERING
            PAUSED     | ended INVALID_ARGUMENT | end, rejected INVALID_ARGUMENT, -> RECOVERING
            PAUSED     | ended NOT_FOUND        | end, lost NOT_FOUND, -> BLOCKED
            PAUSED     | ended UNAUTHENTICATED  | end, lost UNAUTHENTICATED, -> RECOVERING
            PAUSED     | ended TOKEN_REFUSED    | end, lost TOKEN_REFUSED, -> BLOCKED
            PAUSED     | time, not due          | .
            PAUSED     | deadline               | end, lost CLOSE_SIGNAL, -> RECOVERING
            PAUSED     | close                  | end, -> CLOSED
            RECOVERING | connect same           | .
            RECOVERING | connect other          | .
            RECOVERING | call started           | .
            RECOVERING | headers                | .
            RECOVERING | created                | .
            RECOVERING | ack 0                  | .
            RECOVERING | ack 1, the last        | .
            RECOVERING | ack 2, never sent      | .
            RECOVERING | close signal 1 s       | .
            RECOVERING | close signal 0         | .
            RECOVERING | protocol error         | .
            RECOVERING | ended OK               | .
            RECOVERING | ended UNAVAILABLE      | .
            RECOVERING | ended INVALID_ARGUMENT | .
            RECOVERING | ended NOT_FOUND        | .
            RECOVERING | ended UNAUTHENTICATED  | .
            RECOVERING | ended TOKEN_REFUSED    | .
            RECOVERING | time, not due          | .
            RECOVERING | deadline               | end, start, -> CONNECTING
            RECOVERING | close                  | end, -> CLOSED
            BLOCKED    | connect same           | .
            BLOCKED    | connect other          | end, start, -> CONNECTING
            BLOCKED    | call started           | .
            BLOCKED    | headers                | .
            BLOCKED    | created                | .
            BLOCKED    | ack 0                  | .
            BLOCKED    | ack 1, the last        | .
            BLOCKED    | ack 2, never sent      | .
            BLOCKED    | close signal 1 s       | .
            BLOCKED    | close signal 0         | .
            BLOCKED    | protocol error         | .
            BLOCKED    | ended OK               | .
            BLOCKED    | ended UNAVAILABLE      | .
            BLOCKED    | ended INVALID_ARGUMENT | .
            BLOCKED    | ended NOT_FOUND        | .
            BLOCKED    | ended UNAUTHENTICATED  | .
            BLOCKED    | ended TOKEN_REFUSED    | .
            BLOCKED    | time, not due          | .
            BLOCKED    | deadline               | end, start, -> CONNECTING
            BLOCKED    | close                  | end, -> CLOSED
            CLOSED     | connect same           | .
            CLOSED     | connect other          | .
            CLOSED     | call started           | .
            CLOSED     | headers                | .
            CLOSED     | created                | .
            CLOSED     | ack 0                  | .
            CLOSED     | ack 1, the last        | .
            CLOSED     | ack 2, never sent      | .
            CLOSED     | close signal 1 s       | .
            CLOSED     | close signal 0         | .
            CLOSED     | protocol error         | .
            CLOSED     | ended OK               | .
            CLOSED     | ended UNAVAILABLE      | .
            CLOSED     | ended INVALID_ARGUMENT | .
            CLOSED     | ended NOT_FOUND        | .
            CLOSED     | ended UNAUTHENTICATED  | .
            CLOSED     | ended TOKEN_REFUSED    | .
            CLOSED     | time, not due          | .
            CLOSED     | deadline               | .
            CLOSED     | close                  | .
            """;

    static Stream<Arguments> rows() {
        return TABLE.lines().map(line -> Arguments.of((Object[]) line.split("\\s*\\|\\s*")));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("rows")
    void doesWhatTheTableSays(String state, String event, String expected) {
        SessionState before = SessionState.valueOf(state);
        MachineHarness harness = MachineHarness.in(before);

        EVENTS.get(event).accept(harness);

        List<String> followed = new ArrayList<>(harness.effects);
        followed.addAll(harness.listener.heard());
        harness.listener.states().forEach(entered -> followed.add("-> " + entered));
        assertThat(followed.isEmpty() ? "." : String.join(", ", followed)).isEqualTo(expected);
        assertThat(harness.listener.states()).hasSizeLessThanOrEqualTo(1);
        if (!harness.listener.states().isEmpty()) {
            assertThat(harness.machine.state())
                    .hasToString(harness.listener.states().get(0));
        }
    }

    @Test
    void namesEveryStateWithEveryEventOnce() {
        List<String> expected = Arrays.stream(SessionState.values())
                .flatMap(state -> EVENTS.keySet().stream().map(event -> state + "|" + event))
                .toList();
        assertThat(rows().map(row -> row.get()[0] + "|" + row.get()[1])).containsExactlyInAnyOrderElementsOf(expected);
    }
}
