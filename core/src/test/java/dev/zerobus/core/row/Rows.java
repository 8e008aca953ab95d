// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.ListValue;
import dev.zerobus.proto.event.MapValue;
import dev.zerobus.proto.event.Value;
import dev.zerobus.proto.wire.ProtoEncodedRecordBatch;
import dev.zerobus.schema.CreateTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A plan, judged by the protobuf parser. */
final class Rows {

    static final RowIdentity ID = new RowIdentity(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    final RowPlan plan;
    final Descriptor descriptor;
    final RowBuffer out = new RowBuffer(16);

    Rows(RowPlan plan) {
        this.plan = plan;
        try {
            FileDescriptorProto file = FileDescriptorProto.newBuilder()
                    .setSyntax("proto2")
                    .addMessageType(DescriptorProto.parseFrom(plan.descriptorProto()))
                    .build();
            this.descriptor = FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Rows of(String columns) {
        return new Rows(RowPlan.compile(CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")")));
    }

    RowOutcome encode(Event event) {
        return encode(event.toByteArray(), 7);
    }

    /** Encodes an event behind which there is something else, as there is in the ring. */
    RowOutcome encode(byte[] event, long seq) {
        byte[] longer = Arrays.copyOf(event, event.length + StraightRow.SLACK_BYTES);
        Arrays.fill(longer, event.length, longer.length, (byte) 0x0A);
        return plan.encode(longer, 0, event.length, ID, seq, out);
    }

    /** Encodes one event and reads the row, of which all fields are known to its descriptor. */
    DynamicMessage row(Event event) {
        out.clear();
        RowOutcome outcome = encode(event);
        assertThat(outcome.written()).as(outcome.toString()).isTrue();
        return rows().get(0);
    }

    List<DynamicMessage> rows() {
        try {
            ProtoEncodedRecordBatch batch =
                    ProtoEncodedRecordBatch.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
            assertThat(batch.getUnknownFields().asMap()).isEmpty();
            return batch.getRecordsList().stream().map(this::parse).collect(Collectors.toList());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private DynamicMessage parse(ByteString row) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(descriptor, row);
            noUnknownFields(message);
            return message;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void noUnknownFields(Message message) {
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        for (Object value : message.getAllFields().values()) {
            for (Object part : value instanceof List<?> list ? list : List.of(value)) {
                if (part instanceof Message nested) {
                    noUnknownFields(nested);
                }
            }
        }
    }

    /** A row as names and values: lists, maps by their keys, and nothing where a column is null. */
    static Map<String, Object> plain(Message message) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().isMapField()) {
                Map<Object, Object> entries = new LinkedHashMap<>();
                for (Object entry : (List<?>) field.getValue()) {
                    Map<String, Object> keyAndValue = plain((Message) entry);
                    assertThat(entries.put(keyAndValue.get("key"), keyAndValue.get("value")))
                            .isNull();
                }
                plain.put(field.getKey().getName(), entries);
            } else if (field.getValue() instanceof List<?> list) {
                plain.put(
                        field.getKey().getName(),
                        list.stream().map(Rows::plainValue).collect(Collectors.toList()));
            } else {
                plain.put(field.getKey().getName(), plainValue(field.getValue()));
            }
        }
        return plain;
    }

    private static Object plainValue(Object value) {
        return value instanceof Message nested
                ? plain(nested)
                : value instanceof ByteString bytes
                        ? bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)
                        : value;
    }

    static Event event(Value.Builder... fields) {
        Event.Builder event = Event.newBuilder();
        for (Value.Builder field : fields) {
            event.addFields(field);
        }
        return event.build();
    }

    static Value.Builder text(String name, String value) {
        return Value.newBuilder().setName(name).setStringValue(value);
    }

    static Value.Builder number(String name, long value) {
        return Value.newBuilder().setName(name).setIntValue(value);
    }

    static Value.Builder nothing(String name) {
        return Value.newBuilder().setName(name).setNullValue(true);
    }

    static Value.Builder list(String name, Value.Builder... values) {
        ListValue.Builder list = ListValue.newBuilder();
        Arrays.stream(values).forEach(list::addValues);
        return Value.newBuilder().setName(name).setListValue(list);
    }

    static Value.Builder map(String name, Value.Builder... entries) {
        MapValue.Builder map = MapValue.newBuilder();
        Arrays.stream(entries).forEach(map::addEntries);
        return Value.newBuilder().setName(name).setMapValue(map);
    }
}
