// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table: its name and columns in order. Column names are compared without case, as Delta does. Immutable. */
public final class TableSchema {

    /** How many columns the service takes. */
    public static final int MAX_COLUMNS = 2_000;

    private final TableName name;
    private final List<Column> columns;
    private final Map<String, Column> byName = new HashMap<>();

    /**
     * Creates a schema.
     *
     * @param name the table's name
     * @param columns its columns in order
     * @throws IllegalArgumentException if there is no column, more than {@value #MAX_COLUMNS}, or one twice
     */
    public TableSchema(TableName name, List<Column> columns) {
        this.name = Objects.requireNonNull(name, "name");
        this.columns = Collections.unmodifiableList(new ArrayList<>(columns));
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException(
                    "table " + name + " has " + columns.size() + " columns: 1 to " + MAX_COLUMNS + " are allowed");
        }
        for (Column column : columns) {
            if (byName.put(column.name().toLowerCase(Locale.ROOT), column) != null) {
                throw new IllegalArgumentException("table " + name + " has column '" + column.name() + "' twice");
            }
        }
    }

    /**
     * Returns the table's name.
     *
     * @return the name
     */
    public TableName name() {
        return name;
    }

    /**
     * Returns the columns.
     *
     * @return the columns in the table's order, unmodifiable
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Finds a column.
     *
     * @param columnName its name, in any case
     * @return the column, or null if there is none of that name
     */
    public @Nullable Column column(String columnName) {
        return byName.get(columnName.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableSchema
                && ((TableSchema) other).name.equals(name)
                && ((TableSchema) other).columns.equals(columns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, columns);
    }

    @Override
    public String toString() {
        return name + " " + columns;
    }
}
