// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.Objects;

/** A column of a table, or a field of a STRUCT. Immutable. */
public final class Column {

    private final String name;
    private final ColumnType type;
    private final boolean nullable;

    /**
     * Creates a column.
     *
     * @param name its name, in the case it was declared with
     * @param type its type
     * @param nullable whether it may be null; a column that may not is {@code required} on the wire
     */
    public Column(String name, ColumnType type, boolean nullable) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.nullable = nullable;
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the type.
     *
     * @return the type
     */
    public ColumnType type() {
        return type;
    }

    /**
     * Tells whether the column may be null.
     *
     * @return false for NOT NULL
     */
    public boolean nullable() {
        return nullable;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Column
                && ((Column) other).name.equals(name)
                && ((Column) other).type.equals(type)
                && ((Column) other).nullable == nullable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, nullable);
    }

    @Override
    public String toString() {
        return name + ' ' + type.sql() + (nullable ? "" : " NOT NULL");
    }
}
