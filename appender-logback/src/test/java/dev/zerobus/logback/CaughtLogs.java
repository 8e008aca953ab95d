// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.DraftPool;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.EventLimits;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.log.LogDoor;
import dev.zerobus.core.log.LogSettings;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A door that keeps what comes through, read by the generated parser. Owned by the test's thread. */
final class CaughtLogs {

    final LogSettings settings;
    final DraftPool pool;
    final LogDoor door;
    final List<FieldProblem> problems = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();

    /** Options: key, value, key, value. */
    CaughtLogs(String... options) {
        var config = ZerobusConfig.builder()
                .set("endpoint", "http://localhost:1")
                .set("workspace.url", "http://localhost:1")
                .set("auth", "none")
                .set("table", "a.b.c");
        for (int i = 0; i < options.length; i += 2) {
            config.set(options[i], options[i + 1]);
        }
        settings = LogSettings.of(config.build());
        pool = new DraftPool(EventLimits.DEFAULT, new MicroClock(), this::accept, problems::add);
        door = new LogDoor(settings, pool::begin);
    }

    boolean accept(EventDraft draft) {
        return events.add(Arrays.copyOf(draft.bytes(), draft.length()));
    }

    List<Event> all() {
        return events.stream().map(CaughtLogs::parsed).toList();
    }

    void clear() {
        events.clear();
    }

    Event last() {
        return all().get(events.size() - 1);
    }

    /** The last event's fields; of those with the same name the last. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        last().getFieldsList().forEach(field -> fields.put(field.getName(), field));
        return fields;
    }

    private static Event parsed(byte[] bytes) {
        try {
            return Event.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no event: " + Arrays.toString(bytes), e);
        }
    }
}
