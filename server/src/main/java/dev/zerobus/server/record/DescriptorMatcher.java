// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.record.SchemaMismatch.Cause;
import dev.zerobus.server.record.SchemaMismatch.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a client's message with a table's columns, collects everything that does not fit, and makes the plan of the
 * check and the descriptor that goes with the rows. Used once, by one thread.
 */
final class DescriptorMatcher {

    private static final int MAX_FIELD_NUMBER = (1 << 29) - 1;
    private static final int RESERVED_FROM = 19_000;
    private static final int RESERVED_TO = 19_999;
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";

    private final DescriptorProto client;
    private final NestedTypes types;
    private final List<Problem> problems = new ArrayList<>();
    private final RowMessage plan;
    private final DescriptorProto descriptor;

    DescriptorMatcher(TableSchema table, DescriptorProto client) {
        this.client = client;
        this.types = new NestedTypes(client);
        String name = client.getName().matches(IDENTIFIER) ? client.getName() : "Row";
        MessageWriter out = new MessageWriter(name, "." + name);
        if (client.getFieldCount() > TableSchema.MAX_COLUMNS) {
            problem(
                    Cause.FIELD_COUNT_MISMATCH,
                    client.getName(),
                    client.getFieldCount() + " fields: a row has at most " + TableSchema.MAX_COLUMNS);
            this.plan = new RowMessage(List.of());
        } else {
            this.plan = message(client, client.getName(), table.columns(), "", out);
        }
        this.descriptor = out.build();
    }

    List<Problem> problems() {
        return problems;
    }

    RowMessage plan() {
        return plan;
    }

    DescriptorProto descriptor() {
        return descriptor;
    }

    private void problem(Cause cause, String path, String text) {
        problems.add(new Problem(cause, path, text));
    }

    private RowMessage message(
            DescriptorProto message, String scope, List<Column> columns, String prefix, MessageWriter out) {
        List<String> names = RowDescriptor.fieldNames(columns);
        out.reserve(names);
        Map<String, Integer> byName = byName(columns, names);
        List<FieldDescriptorProto> sorted = new ArrayList<>(message.getFieldList());
        sorted.sort(Comparator.comparingInt(FieldDescriptorProto::getNumber));
        List<RowField> fields = new ArrayList<>();
        boolean[] taken = new boolean[columns.size()];
        int lastColumn = -1;
        int lastNumber = 0;
        for (FieldDescriptorProto field : sorted) {
            String path = prefix + field.getName();
            Integer index = byName.get(field.getName().toLowerCase(Locale.ROOT));
            if (badNumber(field, lastNumber, path)) {
                continue;
            }
            lastNumber = field.getNumber();
            if (index == null) {
                problem(
                        Cause.FIELD_NOT_IN_TABLE,
                        path,
                        "the table has no such column: take the field out, or add it to the table");
                continue;
            }
            if (taken[index]) {
                problem(
                        Cause.FIELD_COUNT_MISMATCH,
                        path,
                        "the column stands in the descriptor twice (case does not matter)");
                continue;
            }
            if (index < lastColumn) {
                problem(
                        Cause.FIELD_OUT_OF_ORDER,
                        path,
                        "field number " + field.getNumber() + " is above that of column '"
                                + columns.get(lastColumn).name()
                                + "', which comes later in the table: number the fields in the order of the columns");
            }
            taken[index] = true;
            lastColumn = Math.max(lastColumn, index);
            Column column = columns.get(index);
            RowField planned =
                    field(field, scope, column, names.get(index), prefix + column.name(), fields.size(), out);
            if (planned != null) {
                fields.add(planned);
            }
        }
        requireNotNull(columns, taken, prefix);
        return new RowMessage(fields);
    }

    private static Map<String, Integer> byName(List<Column> columns, List<String> names) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byName.put(names.get(i).toLowerCase(Locale.ROOT), i);
            byName.putIfAbsent(columns.get(i).name().toLowerCase(Locale.ROOT), i);
        }
        return byName;
    }

    private boolean badNumber(FieldDescriptorProto field, int lastNumber, String path) {
        int number = field.getNumber();
        if (number < 1 || number > MAX_FIELD_NUMBER || (number >= RESERVED_FROM && number <= RESERVED_TO)) {
            problem(Cause.TYPE_INCOMPATIBLE, path, "field number " + number + " is not allowed by protobuf");
            return true;
        }
        if (number == lastNumber) {
            problem(Cause.FIELD_COUNT_MISMATCH, path, "field number " + number + " is used twice");
            return true;
        }
        return false;
    }

    private void requireNotNull(List<Column> columns, boolean[] taken, String prefix) {
        for (int i = 0; i < columns.size(); i++) {
            if (!taken[i] && !columns.get(i).nullable()) {
                problem(
                        Cause.MISSING_REQUIRED_COLUMN,
                        prefix + columns.get(i).name(),
                        "the column is " + columns.get(i).type().sql()
                                + " NOT NULL, but the descriptor has no field for it");
            }
        }
    }

    private @Nullable RowField field(
            FieldDescriptorProto field,
            String scope,
            Column column,
            String name,
            String path,
            int index,
            MessageWriter out) {
        ColumnType type = column.type();
        boolean repeated = type.kind() == Kind.ARRAY || type.kind() == Kind.MAP;
        ColumnType values = type.kind() == Kind.ARRAY ? type.element().type() : type;
        String valuePath = type.kind() == Kind.ARRAY ? path + "[]" : path;
        if (repeated != (field.getLabel() == Label.LABEL_REPEATED)) {
            problem(Cause.TYPE_INCOMPATIBLE, path, wrongType(field, type));
            return null;
        }
        if (!sayable(type)) {
            problem(
                    Cause.TYPE_INCOMPATIBLE,
                    path,
                    "the column is " + type.sql() + ", which protobuf can not say: use a STRUCT around the inner ARRAY"
                            + " or MAP, keys of text or whole numbers, or VARIANT for all of it");
            return null;
        }
        FieldDescriptorProto.Builder described = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(field.getNumber())
                .setLabel(field.getLabel())
                .setType(field.getType());
        RowMessage nested = null;
        if (values.kind() == Kind.MAP) {
            nested = entry(field, scope, type, path, described, out);
        } else if (values.kind() == Kind.STRUCT) {
            nested = struct(field, scope, values, valuePath, described, out.nameFor(name, ""), out);
        } else if (field.getType() != ProtoTypes.of(values.kind())) {
            problem(Cause.TYPE_INCOMPATIBLE, path, wrongType(field, type));
            return null;
        }
        if (nested == null && (values.kind() == Kind.MAP || values.kind() == Kind.STRUCT)) {
            return null;
        }
        out.add(described);
        boolean required = field.getLabel() == Label.LABEL_REQUIRED;
        return new RowField(column, values, valuePath, field.getNumber(), index, required, nested);
    }

    /** Protobuf has no list or map directly in another, and maps only with some types of keys. */
    private static boolean sayable(ColumnType type) {
        return switch (type.kind()) {
            case ARRAY -> !repeats(type.element().type());
            case MAP ->
                ProtoTypes.isKey(type.key().type().kind())
                        && !repeats(type.value().type());
            default -> true;
        };
    }

    private static boolean repeats(ColumnType type) {
        return type.kind() == Kind.ARRAY || type.kind() == Kind.MAP;
    }

    private @Nullable RowMessage struct(
            FieldDescriptorProto field,
            String scope,
            ColumnType struct,
            String path,
            FieldDescriptorProto.Builder described,
            String newName,
            MessageWriter out) {
        NestedTypes.Found found = nested(field, scope, struct, path);
        if (found == null) {
            return null;
        }
        MessageWriter inner = out.nested(newName);
        RowMessage message = message(found.message(), found.path(), struct.fields(), path + '.', inner);
        described.setTypeName(out.addNested(inner));
        return message;
    }

    private @Nullable RowMessage entry(
            FieldDescriptorProto field,
            String scope,
            ColumnType map,
            String path,
            FieldDescriptorProto.Builder described,
            MessageWriter out) {
        NestedTypes.Found found = nested(field, scope, map, path);
        if (found == null) {
            return null;
        }
        DescriptorProto entry = found.message();
        if (!entry.getOptions().getMapEntry()
                || entry.getFieldCount() != 2
                || entry.getFieldList().stream().anyMatch(f -> f.getLabel() == Label.LABEL_REPEATED)) {
            problem(Cause.TYPE_INCOMPATIBLE, path, wrongType(field, map));
            return null;
        }
        MessageWriter inner = out.nested(out.nameFor(described.getName(), "Entry"));
        List<RowField> parts = new ArrayList<>();
        for (FieldDescriptorProto part : entry.getFieldList()) {
            boolean key = part.getNumber() == 1;
            Column column = key ? map.key() : map.value();
            RowField planned = part(part, found.path(), column, path, parts.size(), described.getName(), inner, out);
            if (planned != null) {
                parts.add(planned);
            }
        }
        described.setTypeName(out.addNested(inner.asMapEntry()));
        return parts.size() == 2 ? new RowMessage(parts) : null;
    }

    /** Key or value of a map. An entry holds no types of its own: the value's STRUCT stands beside it. */
    private @Nullable RowField part(
            FieldDescriptorProto part,
            String scope,
            Column column,
            String mapPath,
            int index,
            String mapName,
            MessageWriter inner,
            MessageWriter out) {
        String path = mapPath + '.' + column.name();
        FieldDescriptorProto.Builder described = FieldDescriptorProto.newBuilder()
                .setName(column.name())
                .setNumber(part.getNumber())
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(part.getType());
        RowMessage nested = null;
        if (column.type().kind() == Kind.STRUCT) {
            nested = struct(part, scope, column.type(), path, described, out.nameFor(mapName, "Value"), out);
            if (nested == null) {
                return null;
            }
        } else if (part.getNumber() != index + 1
                || part.getType() != ProtoTypes.of(column.type().kind())) {
            problem(Cause.TYPE_INCOMPATIBLE, path, wrongType(part, column.type()));
            return null;
        }
        inner.add(described);
        return new RowField(column, column.type(), path, part.getNumber(), index, false, nested);
    }

    private NestedTypes.@Nullable Found nested(FieldDescriptorProto field, String scope, ColumnType type, String path) {
        if (field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE) {
            problem(Cause.TYPE_INCOMPATIBLE, path, wrongType(field, type));
            return null;
        }
        NestedTypes.Found found = types.find(field.getTypeName(), scope);
        if (found == null) {
            problem(
                    Cause.TYPE_INCOMPATIBLE,
                    path,
                    "its type " + field.getTypeName() + " did not arrive: only types declared inside message "
                            + client.getName() + " are sent with it; move the declaration into it");
        }
        return found;
    }

    private static String wrongType(FieldDescriptorProto field, ColumnType type) {
        return "the descriptor has " + ProtoTypes.text(field) + ", but the column is " + type.sql() + ": declare "
                + ProtoTypes.declaration(type);
    }
}
