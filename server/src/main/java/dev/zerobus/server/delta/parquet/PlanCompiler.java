// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.server.delta.parquet.FieldPlan.Place;
import dev.zerobus.server.delta.parquet.MessagePlan.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the plan for a message; used once. Counts the Parquet columns in the order that a Parquet schema lists them. */
final class PlanCompiler {

    /** By path from the row's message on, and that message's name first: a type inside may have the same name. */
    private final Map<String, DescriptorProto> nested = new HashMap<>();

    private final String root;
    private int leaves;

    PlanCompiler(DescriptorProto root) {
        this.root = root.getName();
        collect(this.root + ".", root);
    }

    private void collect(String prefix, DescriptorProto message) {
        for (DescriptorProto type : message.getNestedTypeList()) {
            String name = prefix + type.getName();
            nested.put(name, type);
            collect(name + ".", type);
        }
    }

    MessagePlan message(String path, List<Column> columns, DescriptorProto message, int definition, int repetition) {
        Map<String, FieldDescriptorProto> byName = new HashMap<>();
        for (FieldDescriptorProto field : message.getFieldList()) {
            byName.put(field.getName().toLowerCase(Locale.ROOT), field);
        }
        List<String> names = RowDescriptor.fieldNames(columns);
        List<Slot> slots = new ArrayList<>();
        List<FieldPlan> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            FieldDescriptorProto field = byName.get(names.get(i).toLowerCase(Locale.ROOT));
            if (field == null) {
                field = byName.get(column.name().toLowerCase(Locale.ROOT));
            }
            fields.add(field(path + column.name(), column, field, slots, definition, repetition));
        }
        return new MessagePlan(slots, fields);
    }

    private FieldPlan field(
            String name,
            Column column,
            @Nullable FieldDescriptorProto field,
            List<Slot> slots,
            int definition,
            int repetition) {
        int first = leaves;
        ColumnType type = column.type();
        if (field == null) {
            leaves += leavesOf(type);
            return new FieldPlan.Unknown(new Place(name, column.nullable(), first, leaves, definition));
        }
        boolean repeated = type.kind() == ColumnType.Kind.ARRAY || type.kind() == ColumnType.Kind.MAP;
        if (repeated != (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED)) {
            throw new IllegalArgumentException("column '" + name + "' is " + type.sql()
                    + " and can not be filled from a " + (repeated ? "field that is not repeated" : "repeated field"));
        }
        int slot = slots.size();
        slots.add(new Slot(field.getNumber(), WireKind.of(field.getType()), repeated));
        int present = definition + (column.nullable() ? 1 : 0);
        Place shape = new Place(name, column.nullable(), first, first + leavesOf(type), definition);
        return switch (type.kind()) {
            case ARRAY ->
                new FieldPlan.Repeated(
                        shape,
                        slot,
                        value(name + ".element", type.element(), field, present + 1, repetition + 1),
                        repetition + 1);
            case MAP -> map(shape, slot, type, field, present + 1, repetition + 1);
            default -> new FieldPlan.Single(shape, slot, value(name, column, field, definition, repetition));
        };
    }

    /** Compiles a value below a given level; whether it may be null adds to that. */
    private ValuePlan value(String name, Column column, FieldDescriptorProto field, int definition, int repetition) {
        int present = definition + (column.nullable() ? 1 : 0);
        ColumnType type = column.type();
        WireKind kind = WireKind.of(field.getType());
        if (type.kind() == ColumnType.Kind.STRUCT) {
            if (kind != WireKind.MESSAGE) {
                throw new IllegalArgumentException(
                        "column '" + name + "' is a STRUCT and can not be filled from a field of type " + kind);
            }
            return new ValuePlan.Struct(message(name + ".", type.fields(), resolve(name, field), present, repetition));
        }
        ScalarSink sink = ScalarSink.of(name, type, kind);
        int leaf = leaves;
        leaves += leavesOf(type);
        return new ValuePlan.Scalar(sink, kind == WireKind.BYTES, leaf, present);
    }

    private MapPlan map(
            Place shape, int slot, ColumnType type, FieldDescriptorProto field, int definition, int repetition) {
        DescriptorProto entry = resolve(shape.name(), field);
        FieldDescriptorProto key = entryField(shape.name(), entry, 1);
        FieldDescriptorProto value = entryField(shape.name(), entry, 2);
        List<Slot> slots = List.of(
                new Slot(1, WireKind.of(key.getType()), false), new Slot(2, WireKind.of(value.getType()), false));
        ValuePlan keyPlan =
                value(shape.name() + ".key", new Column("key", type.key().type(), false), key, definition, repetition);
        int first = leaves;
        ValuePlan valuePlan = value(shape.name() + ".value", type.value(), value, definition, repetition);
        Place valuePlace = new Place(shape.name() + ".value", type.value().nullable(), first, leaves, definition);
        return new MapPlan(shape, slot, new MessagePlan(slots, List.of()), keyPlan, valuePlan, valuePlace, repetition);
    }

    private static FieldDescriptorProto entryField(String name, DescriptorProto entry, int number) {
        for (FieldDescriptorProto field : entry.getFieldList()) {
            if (field.getNumber() == number) {
                return field;
            }
        }
        throw new IllegalArgumentException(
                "column '" + name + "' is a MAP, but the entries of its field have no field " + number);
    }

    /** Type names keep their package, which is not sent: the longest end of the name that is a nested type is it. */
    private DescriptorProto resolve(String name, FieldDescriptorProto field) {
        DescriptorProto type = longestEnd("", field.getTypeName());
        if (type == null) {
            // a name that does not begin with the row's message
            type = longestEnd(root + ".", field.getTypeName());
        }
        if (type == null) {
            throw new IllegalArgumentException("column '" + name + "': message type " + field.getTypeName()
                    + " is not declared inside the row's message");
        }
        return type;
    }

    private @Nullable DescriptorProto longestEnd(String prefix, String typeName) {
        String rest = typeName;
        DescriptorProto type = nested.get(prefix + rest);
        while (type == null && rest.indexOf('.') >= 0) {
            rest = rest.substring(rest.indexOf('.') + 1);
            type = nested.get(prefix + rest);
        }
        return type;
    }

    private static int leavesOf(ColumnType type) {
        return switch (type.kind()) {
            case VARIANT -> 2;
            case ARRAY -> leavesOf(type.element().type());
            case MAP -> leavesOf(type.key().type()) + leavesOf(type.value().type());
            case STRUCT ->
                type.fields().stream().mapToInt(f -> leavesOf(f.type())).sum();
            default -> 1;
        };
    }
}
