// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.DraftPool;
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

/** A door behind which events are kept and read by the generated parser. Owned by the test's thread. */
final class CaughtEvents {

    final DraftPool pool;
    final LogDoor door;
    final Log4j2Mapper mapper;
    final List<FieldProblem> problems = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();

    /** With options: key, value, key, value. */
    CaughtEvents(String... options) {
        ConfigBuilder config = ZerobusConfig.builder()
                .set("endpoint", "http://localhost:1")
                .set("workspace.url", "http://localhost:1")
                .set("auth", "none")
                .set("table", "a.b.c");
        for (int i = 0; i < options.length; i += 2) {
            config.set(options[i], options[i + 1]);
        }
        LogSettings settings = LogSettings.of(config.build());
        pool = new DraftPool(
                EventLimits.DEFAULT,
                new MicroClock(),
                draft -> events.add(Arrays.copyOf(draft.bytes(), draft.length())),
                problems::add);
        door = new LogDoor(settings, pool::begin);
        mapper = new Log4j2Mapper(settings);
    }

    void clear() {
        events.clear();
    }

    Event only() {
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events instead of one");
        }
        return parsed(events.get(0));
    }

    List<Event> all() {
        return events.stream().map(CaughtEvents::parsed).toList();
    }

    /** The one event's fields; of those with the same name the last. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        only().getFieldsList().forEach(field -> fields.put(field.getName(), field));
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
