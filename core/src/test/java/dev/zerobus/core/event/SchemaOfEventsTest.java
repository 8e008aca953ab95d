// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.zerobus.api.Severity;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Failure;
import dev.zerobus.proto.event.ListValue;
import dev.zerobus.proto.event.MapValue;
import dev.zerobus.proto.event.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A field that is added to {@code event.proto} and forgotten in the encoder is found here. */
class SchemaOfEventsTest {

    /** Given by the lane: when it takes the event, and when the event leaves its process. */
    private static final Set<String> NOT_WRITTEN = Set.of(
            "dev.zerobus.event.Event.order_key", "dev.zerobus.event.Event.producer_id", "dev.zerobus.event.Event.seq");

    /** Of these, what is known all the same. */
    private static final Set<String> KNOWN = Set.of("dev.zerobus.event.Event.order_key");

    private final Caught caught = new Caught();

    @Test
    void writesEveryFieldOfEveryMessage() {
        Set<String> missing = new TreeSet<>();
        for (Descriptor message : messages()) {
            message.getFields().forEach(f -> missing.add(f.getFullName()));
        }
        missing.removeAll(NOT_WRITTEN);

        EventDraft draft = caught.pool(EventLimits.DEFAULT).begin("e");
        writeEverything(draft);
        draft.emit();
        removeSeen(caught.event(), missing);

        assertThat(missing)
                .as("fields of event.proto that no call of the encoder writes")
                .isEmpty();
        assertThat(caught.problems()).isEmpty();
    }

    @Test
    void knowsTheTagOfEveryField() {
        List<Integer> expected = new ArrayList<>();
        for (Descriptor message : messages()) {
            for (FieldDescriptor field : message.getFields()) {
                if (!NOT_WRITTEN.contains(field.getFullName()) || KNOWN.contains(field.getFullName())) {
                    expected.add((field.getNumber() << 3) | wireType(field));
                }
            }
        }
        List<Integer> known = new ArrayList<>();
        for (java.lang.reflect.Field constant : EventTags.class.getDeclaredFields()) {
            if (constant.getName().matches("(EVENT|FAILURE|VALUE|LIST|MAP)_.*")) {
                known.add(tag(constant));
            }
        }
        Collections.sort(expected);
        Collections.sort(known);
        assertThat(known).isEqualTo(expected);
    }

    private static List<Descriptor> messages() {
        List<Descriptor> all = Event.getDescriptor().getFile().getMessageTypes();
        assertThat(all)
                .containsExactlyInAnyOrder(
                        Event.getDescriptor(),
                        Failure.getDescriptor(),
                        Value.getDescriptor(),
                        ListValue.getDescriptor(),
                        MapValue.getDescriptor());
        return all;
    }

    private static void writeEverything(EventDraft draft) {
        draft.observedTime(1);
        draft.source("s");
        draft.severity(Severity.FATAL);
        draft.severityText("t");
        draft.message("m");
        draft.template("t");
        draft.thread("t", 1);
        draft.trace("t", "s");
        draft.failure(new Exception("m"));
        List<Consumer<EventDraft>> kinds = List.of(
                d -> d.put("f", true),
                d -> d.put("f", 1L),
                d -> d.put("f", 1f),
                d -> d.put("f", 1d),
                d -> d.put("f", "s"),
                d -> d.put("f", new byte[] {1}),
                d -> d.put("f", Instant.ofEpochSecond(1)),
                d -> d.put("f", LocalDateTime.parse("2026-11-20T01:02:03")),
                d -> d.put("f", LocalDate.ofEpochDay(1)),
                d -> d.put("f", BigDecimal.ONE),
                d -> d.put("f", List.of(1)),
                d -> d.put("f", Map.of("k", 1)),
                d -> d.put("f", (Object) null));
        kinds.forEach(kind -> kind.accept(draft));
    }

    private static void removeSeen(Message message, Set<String> missing) {
        message.getAllFields().forEach((field, value) -> {
            missing.remove(field.getFullName());
            List<?> values = value instanceof List<?> list ? list : List.of(value);
            for (Object one : values) {
                if (one instanceof Message nested) {
                    removeSeen(nested, missing);
                }
            }
        });
    }

    private static int wireType(FieldDescriptor field) {
        return field.getLiteType().getWireType();
    }

    private static int tag(java.lang.reflect.Field constant) {
        try {
            return constant.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
