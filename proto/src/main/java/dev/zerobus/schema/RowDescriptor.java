// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The protobuf message (proto2) that carries one row of a table: the types, numbers and labels that the Zerobus
 * documentation gives for each column type.
 *
 * <p>A MAP is a {@code map<K, V>}, so a nested entry type; a STRUCT is a nested message; an ARRAY is repeated. What protobuf
 * can not say is refused: an ARRAY or MAP directly inside an ARRAY or as the value of a MAP, and keys of a MAP that are
 * no text, whole number or boolean. A null element or value can not be said either; that is the row encoder's concern.
 *
 * <p>Stateless; safe from any thread.
 */
public final class RowDescriptor {

    /** The numbers from here on ... */
    private static final int RESERVED_FROM = 19_000;
    /** ... to here are protobuf's own. */
    private static final int RESERVED_TO = 19_999;

    private RowDescriptor() {}

    /**
     * Describes a table's rows.
     *
     * @param schema the table
     * @return one message with all nested types inside it, named like the table
     * @throws IllegalArgumentException if a column's type can not be said in protobuf; the message names the column and
     *     what to use instead
     */
    public static DescriptorProto of(TableSchema schema) {
        String name = legal(schema.name().table());
        return message(name, '.' + name, schema.columns(), "");
    }

    /**
     * Returns the number of a column's field; fields of a STRUCT are numbered alike.
     *
     * @param columnIndex the column's place in the table, from 0
     * @return its number, from 1, without those that protobuf reserves
     */
    public static int fieldNumber(int columnIndex) {
        int number = columnIndex + 1;
        return number < RESERVED_FROM ? number : number + RESERVED_TO - RESERVED_FROM + 1;
    }

    /**
     * Returns the names of the fields that carry the columns: the columns' own, but for one that begins with a digit, which
     * protobuf does not allow; it gets an underscore in front (as many as make it unique).
     *
     * @param columns the columns of a table or fields of a STRUCT
     * @return the names in the same order
     */
    public static List<String> fieldNames(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        for (Column column : columns) {
            taken.add(column.name());
        }
        List<String> names = new ArrayList<>(columns.size());
        for (Column column : columns) {
            String name = column.name();
            if (!name.equals(legal(name))) {
                do {
                    name = '_' + name;
                } while (!taken.add(name));
            }
            names.add(name);
        }
        return names;
    }

    private static DescriptorProto message(String name, String fullName, List<Column> columns, String path) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        List<String> fieldNames = fieldNames(columns);
        // fields and nested types share one space of names
        Scope scope = new Scope(message, fullName, fieldNames);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                    .setName(fieldNames.get(i))
                    .setNumber(fieldNumber(i))
                    .setLabel(column.nullable() ? Label.LABEL_OPTIONAL : Label.LABEL_REQUIRED);
            describe(field, scope, column.type(), path + column.name());
            message.addField(field);
        }
        return message.build();
    }

    /** Gives the field its type, and its message the nested types that it needs. */
    private static void describe(FieldDescriptorProto.Builder field, Scope scope, ColumnType type, String path) {
        switch (type.kind()) {
            case ARRAY:
                ColumnType element = type.element().type();
                refuseRepeated(element, type, path);
                describe(field, scope, element, path);
                field.setLabel(Label.LABEL_REPEATED);
                break;
            case MAP:
                String entry = scope.name(camel(field.getName()) + "Entry");
                scope.message.addNestedType(entry(entry, field.getName(), scope, type, path));
                field.setLabel(Label.LABEL_REPEATED)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(scope.fullName + '.' + entry);
                break;
            case STRUCT:
                struct(field, camel(field.getName()), scope, type, path);
                break;
            default:
                field.setType(scalar(type));
                break;
        }
    }

    private static void struct(
            FieldDescriptorProto.Builder field, String wanted, Scope scope, ColumnType type, String path) {
        String name = scope.name(wanted);
        String fullName = scope.fullName + '.' + name;
        scope.message.addNestedType(message(name, fullName, type.fields(), path + '.'));
        field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(fullName);
    }

    /** An entry type may hold no types itself: the type of a STRUCT value stands beside it. */
    private static DescriptorProto entry(String name, String fieldName, Scope scope, ColumnType type, String path) {
        ColumnType keyType = type.key().type();
        ColumnType valueType = type.value().type();
        if (!isKey(keyType)) {
            throw new IllegalArgumentException("column '" + path + "' is " + type.sql()
                    + ": protobuf has no map with keys of type " + keyType.sql()
                    + "; use STRING keys, or VARIANT for the whole column");
        }
        refuseRepeated(valueType, type, path);
        FieldDescriptorProto.Builder key = FieldDescriptorProto.newBuilder()
                .setName("key")
                .setNumber(1)
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(scalar(keyType));
        FieldDescriptorProto.Builder value =
                FieldDescriptorProto.newBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL);
        if (valueType.kind() == ColumnType.Kind.STRUCT) {
            struct(value, camel(fieldName) + "Value", scope, valueType, path + ".value");
        } else {
            value.setType(scalar(valueType));
        }
        return DescriptorProto.newBuilder()
                .setName(name)
                .addField(key)
                .addField(value)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .build();
    }

    private static void refuseRepeated(ColumnType inner, ColumnType outer, String path) {
        if (inner.kind() == ColumnType.Kind.ARRAY || inner.kind() == ColumnType.Kind.MAP) {
            throw new IllegalArgumentException(
                    "column '" + path + "' is " + outer.sql() + ": protobuf has no " + inner.kind()
                            + " directly inside " + (outer.kind() == ColumnType.Kind.ARRAY ? "an ARRAY" : "a MAP")
                            + "; put it into a STRUCT, as in STRUCT<list: " + inner.sql() + ">, or use VARIANT");
        }
    }

    private static boolean isKey(ColumnType type) {
        switch (type.kind()) {
            case FLOAT:
            case DOUBLE:
            case BINARY:
            case VARIANT:
            case ARRAY:
            case MAP:
            case STRUCT:
                return false;
            default:
                return true;
        }
    }

    private static FieldDescriptorProto.Type scalar(ColumnType type) {
        switch (type.kind()) {
            case BOOLEAN:
                return FieldDescriptorProto.Type.TYPE_BOOL;
            case TINYINT:
            case SMALLINT:
            case INT:
            case DATE:
                return FieldDescriptorProto.Type.TYPE_INT32;
            case BIGINT:
            case TIMESTAMP:
            case TIMESTAMP_NTZ:
                return FieldDescriptorProto.Type.TYPE_INT64;
            case FLOAT:
                return FieldDescriptorProto.Type.TYPE_FLOAT;
            case DOUBLE:
                return FieldDescriptorProto.Type.TYPE_DOUBLE;
            case BINARY:
                return FieldDescriptorProto.Type.TYPE_BYTES;
            case STRING:
            case DECIMAL:
            case VARIANT:
                return FieldDescriptorProto.Type.TYPE_STRING;
            default:
                throw new IllegalArgumentException(type.sql() + " is no scalar");
        }
    }

    private static String legal(String name) {
        return name.charAt(0) >= '0' && name.charAt(0) <= '9' ? '_' + name : name;
    }

    /** The way protoc names the entry type of a map: underscores fall away, the letter behind one grows. */
    private static String camel(String name) {
        StringBuilder out = new StringBuilder();
        boolean grow = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                grow = true;
            } else {
                out.append(grow ? Character.toUpperCase(c) : c);
                grow = false;
            }
        }
        return out.length() == 0 || Character.isDigit(out.charAt(0)) ? "_" + out : out.toString();
    }

    /** A message being described, and the names taken in it: its fields and nested types share one space of names. */
    private static final class Scope {

        final DescriptorProto.Builder message;
        final String fullName;
        private final Set<String> taken;

        Scope(DescriptorProto.Builder message, String fullName, List<String> fieldNames) {
            this.message = message;
            this.fullName = fullName;
            this.taken = new HashSet<>(fieldNames);
        }

        /** Takes the wanted name, or one made from it if it is taken. */
        String name(String wanted) {
            String name = wanted;
            while (!taken.add(name)) {
                name += "_";
            }
            return name;
        }
    }
}
