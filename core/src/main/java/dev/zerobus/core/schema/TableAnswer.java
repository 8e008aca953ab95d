// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Unity Catalog says of a table. Each column carries its type several times: {@code type_json} is complete but was
 * stored unchecked by whoever created the table, so {@code type_text} stands in where it is absent or odd. Stateless.
 */
final class TableAnswer {

    private TableAnswer() {}

    static TableSchema parse(TableName table, byte[] answer, String url) throws SchemaException {
        Object tree;
        try {
            tree = JsonTree.read(answer);
        } catch (IOException e) {
            throw SchemaErrors.garbage(table, url, SchemaErrors.shorten(String.valueOf(e.getMessage())), e);
        }
        Object columns = tree instanceof Map ? ((Map<?, ?>) tree).get("columns") : null;
        if (!(columns instanceof List) || ((List<?>) columns).isEmpty()) {
            throw new SchemaException(
                    !(tree instanceof Map),
                    "the answer of " + url + " for table " + table + " has no columns",
                    "check that it is a managed Delta table with columns, and no view",
                    null);
        }
        List<Positioned> read = new ArrayList<>();
        for (Object column : (List<?>) columns) {
            read.add(column(table, column, read.size()));
        }
        read.sort(Comparator.comparingLong(c -> c.position));
        List<Column> ordered = new ArrayList<>();
        read.forEach(c -> ordered.add(c.column));
        try {
            return new TableSchema(table, ordered);
        } catch (IllegalArgumentException e) {
            throw new SchemaException(
                    false, String.valueOf(e.getMessage()), "the service can not write to such a table", e);
        }
    }

    private static Positioned column(TableName table, @Nullable Object json, int index) throws SchemaException {
        Map<?, ?> column = json instanceof Map ? (Map<?, ?>) json : Map.of();
        Object name = column.get("name");
        Object position = column.get("position");
        if (!(name instanceof String) || !((String) name).matches("[A-Za-z0-9_]{1,255}")) {
            throw new SchemaException(
                    false,
                    "column " + index + " of table " + table + " is named '" + name + "'",
                    "the service takes ASCII letters, digits and underscores; rename the column",
                    null);
        }
        Column field = typed((String) name, column);
        if (field == null) {
            throw new SchemaException(
                    false,
                    "column '" + name + "' of table " + table + " has the type "
                            + SchemaErrors.shorten(String.valueOf(column.get("type_text"))) + " (type_json "
                            + SchemaErrors.shorten(String.valueOf(column.get("type_json"))) + ")",
                    "the service has no such type; change the column, or send to a table without it",
                    null);
        }
        return new Positioned(position instanceof Number ? ((Number) position).longValue() : index, field);
    }

    private static @Nullable Column typed(String name, Map<?, ?> column) {
        Object nullable = column.get("nullable");
        Column fromJson = fromJson(column.get("type_json"));
        if (fromJson != null) {
            return new Column(
                    name, fromJson.type(), nullable instanceof Boolean ? (Boolean) nullable : fromJson.nullable());
        }
        Object text = column.get("type_text");
        if (text instanceof String) {
            try {
                ColumnType type = CreateTable.parseType((String) text);
                return new Column(name, type, !Boolean.FALSE.equals(nullable));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }

    /** Reads a StructField, or a type alone; null if it is neither. */
    private static @Nullable Column fromJson(@Nullable Object typeJson) {
        if (!(typeJson instanceof String)) {
            return null;
        }
        try {
            Object tree = JsonTree.read((String) typeJson);
            if (tree instanceof Map && ((Map<?, ?>) tree).containsKey("name")) {
                return SparkTypes.field((Map<?, ?>) tree);
            }
            return new Column("", SparkTypes.type(tree), true);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static final class Positioned {
        final long position;
        final Column column;

        Positioned(long position, Column column) {
            this.position = position;
            this.column = column;
        }
    }
}
