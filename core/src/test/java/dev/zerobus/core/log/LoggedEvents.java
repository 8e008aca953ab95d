// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.event.Redaction;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A door whose events are kept and read by the generated parser. Owned by the test's thread. */
final class LoggedEvents {

    static final long NOW_MICROS = 1_750_000_000_000_001L;

    final List<Event> events = new ArrayList<>();
    final List<FieldProblem> problems = new ArrayList<>();
    final LogDoor door;

    LoggedEvents(String... options) {
        this(EventLimits.DEFAULT, null, options);
    }

    LoggedEvents(EventLimits limits, @Nullable Redaction redaction, String... options) {
        DraftPool pool = new DraftPool(
                limits,
                new MicroClock(() -> 0, () -> NOW_MICROS * 1000),
                draft -> events.add(parse(Arrays.copyOf(draft.bytes(), draft.length()))),
                problems::add,
                redaction);
        door = new LogDoor(settings(options), name -> CaptureGuard.shared().isInside() ? null : pool.begin(name));
    }

    static LogSettings settings(String... options) {
        ConfigBuilder config = ZerobusConfig.builder()
                .set("endpoint", "http://127.0.0.1:1")
                .set("workspace.url", "http://127.0.0.1:1")
                .set("auth", "none")
                .set("table", "a.b.c");
        for (int i = 0; i < options.length; i += 2) {
            config.set(options[i], options[i + 1]);
        }
        return LogSettings.of(config.build());
    }

    /** Takes an event that a test writes; what the test finds wrong meanwhile comes out. */
    boolean take(Consumer<LogWriter> writer) {
        AssertionError[] wrong = new AssertionError[1];
        boolean taken = door.take(writer, (each, out) -> {
            try {
                each.accept(out);
            } catch (AssertionError e) {
                wrong[0] = e;
            }
        });
        if (wrong[0] != null) {
            throw wrong[0];
        }
        return taken;
    }

    /** The last event. */
    Event event() {
        return events.get(events.size() - 1);
    }

    /** The fields of the last event, as a reader sees them: of one name the last counts. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        event().getFieldsList().forEach(field -> fields.put(field.getName(), field));
        return fields;
    }

    private static Event parse(byte[] bytes) {
        try {
            return Event.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("these bytes are no event", e);
        }
    }
}
