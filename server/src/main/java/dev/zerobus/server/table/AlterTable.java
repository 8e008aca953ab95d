// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ALTER TABLE} with columns that are added, or one that is dropped or given another type. Immutable. */
public final class AlterTable {

    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*ALTER\\s+TABLE\\s+(\\S+)\\s+(?:"
                    + "(?<add>ADD\\s+COLUMNS?\\s*)(?<definition>.+?)"
                    + "|DROP\\s+COLUMN\\s+(?<dropped>\\S+?)"
                    + "|ALTER\\s+COLUMN\\s+(?<retyped>\\S+)\\s+TYPE\\s+(?<type>.+?)"
                    + ")\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Types that a table must have announced in its protocol when it was made. */
    private static final Set<ColumnType.Kind> FEATURES = Set.of(ColumnType.Kind.VARIANT, ColumnType.Kind.TIMESTAMP_NTZ);

    private final TableName table;
    private final Matcher parts;

    private AlterTable(TableName table, Matcher parts) {
        this.table = table;
        this.parts = parts;
    }

    /**
     * Reads a statement.
     *
     * @param sql {@code ALTER TABLE c.s.t ADD COLUMN name TYPE}, {@code ... DROP COLUMN name} or
     *     {@code ... ALTER COLUMN name TYPE type}
     * @return what it says
     * @throws IllegalArgumentException if it is none of these
     */
    public static AlterTable parse(String sql) {
        Matcher parts = STATEMENT.matcher(sql);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "can not be understood: " + sql
                            + "; right is ALTER TABLE c.s.t with ADD COLUMN name TYPE, DROP COLUMN name or ALTER COLUMN name TYPE type");
        }
        return new AlterTable(TableName.of(parts.group(1).replace("`", "")), parts);
    }

    /**
     * Returns which table it is about.
     *
     * @return its name
     */
    public TableName table() {
        return table;
    }

    /**
     * Returns what the table is to be.
     *
     * @param before what it is
     * @return its columns afterwards
     * @throws IllegalArgumentException if that can not be
     */
    public TableSchema apply(TableSchema before) {
        List<Column> columns = new ArrayList<>(before.columns());
        if (parts.group("add") != null) {
            columns.addAll(added(before));
        } else if (parts.group("dropped") != null) {
            columns.remove(find(before, parts.group("dropped")));
        } else {
            Column old = find(before, parts.group("retyped"));
            ColumnType type = CreateTable.parseType(parts.group("type"));
            refuseNewFeatures(old.name(), type);
            columns.set(columns.indexOf(old), new Column(old.name(), type, old.nullable()));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the last column of table " + table + " can not be dropped");
        }
        return new TableSchema(before.name(), columns);
    }

    private List<Column> added(TableSchema before) {
        String definition = parts.group("definition").strip();
        String inside = definition.startsWith("(") ? definition : "(" + definition + ")";
        List<Column> added =
                CreateTable.parse("CREATE TABLE " + table + " " + inside).columns();
        for (Column column : added) {
            if (!column.nullable()) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " can not be NOT NULL: rows that are there would have no value");
            }
            if (before.column(column.name()) != null) {
                throw new IllegalArgumentException("table " + table + " has a column " + column.name() + " already");
            }
            refuseNewFeatures(column.name(), column.type());
        }
        return added;
    }

    private static void refuseNewFeatures(String column, ColumnType type) {
        if (needsFeature(type)) {
            throw new IllegalArgumentException("column " + column + " can not become " + type.sql()
                    + " here: the table would need another protocol; create it with such a column");
        }
    }

    private static boolean needsFeature(ColumnType type) {
        return switch (type.kind()) {
            case ARRAY -> needsFeature(type.element().type());
            case MAP ->
                needsFeature(type.key().type()) || needsFeature(type.value().type());
            case STRUCT -> type.fields().stream().anyMatch(field -> needsFeature(field.type()));
            default -> FEATURES.contains(type.kind());
        };
    }

    private Column find(TableSchema before, String name) {
        Column column = before.column(name.replace("`", ""));
        if (column == null) {
            throw new IllegalArgumentException("table " + table + " has no column " + name);
        }
        return column;
    }
}
