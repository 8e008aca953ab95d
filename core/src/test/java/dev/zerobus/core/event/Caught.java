// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sink that keeps the bytes it gets, and the problems; the generated parser reads them. Owned by the test's thread. */
final class Caught implements DraftSink, FieldProblems {

    static final long NOW_MICROS = 1_750_000_000_000_001L;

    private final List<byte[]> events = new ArrayList<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    DraftPool pool(EventLimits limits) {
        return new DraftPool(limits, new MicroClock(() -> 0, () -> NOW_MICROS * 1000), this, this);
    }

    @Override
    public boolean accept(EventDraft draft) {
        OrderKey.stamp(draft);
        events.add(Arrays.copyOf(draft.bytes(), draft.length()));
        return true;
    }

    @Override
    public void count(FieldProblem problem) {
        problems.add(problem);
    }

    List<FieldProblem> problems() {
        return problems;
    }

    List<byte[]> all() {
        return events;
    }

    /** The last event. */
    Event event() {
        return parse(events.get(events.size() - 1));
    }

    /** The only field of the last event. */
    Value field() {
        if (event().getFieldsCount() != 1) {
            throw new AssertionError("one field expected: " + event());
        }
        return event().getFields(0);
    }

    /** Without the key of the thread, which is no matter of most tests. */
    static Event parse(byte[] bytes) {
        return whole(bytes).toBuilder().clearOrderKey().build();
    }

    static Event whole(byte[] bytes) {
        try {
            return Event.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the encoder wrote bytes that are no event: " + Arrays.toString(bytes), e);
        }
    }
}
