// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.Objects;

/** The three-part name of a table, {@code catalog.schema.table}. Immutable. */
public final class TableName {

    private static final int MAX_PART_CHARS = 255;

    private final String catalog;
    private final String schema;
    private final String table;

    private TableName(String catalog, String schema, String table) {
        this.catalog = catalog;
        this.schema = schema;
        this.table = table;
    }

    /**
     * Parses a full name; backticks around a part are taken off.
     *
     * @param fullName such as {@code main.shop.orders}
     * @return the name
     * @throws IllegalArgumentException if it has not three parts of ASCII letters, digits and underscores
     */
    public static TableName of(String fullName) {
        String[] parts = fullName.trim().split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "'" + fullName + "' is not a full table name: write it as catalog.schema.table");
        }
        return new TableName(part(parts[0], fullName), part(parts[1], fullName), part(parts[2], fullName));
    }

    private static String part(String raw, String fullName) {
        String name =
                raw.length() > 2 && raw.startsWith("`") && raw.endsWith("`") ? raw.substring(1, raw.length() - 1) : raw;
        if (!isTaken(name)) {
            throw new IllegalArgumentException("'" + raw + "' in table name '" + fullName
                    + "' is not allowed: the service takes ASCII letters, digits and underscores, 1 to 255 of them");
        }
        return name;
    }

    /** What the service takes in a table's name. By hand: an agent asks before {@code main}, when expressions are dear. */
    private static boolean isTaken(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && c != '_' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= MAX_PART_CHARS;
    }

    /**
     * Returns the catalog.
     *
     * @return the first part
     */
    public String catalog() {
        return catalog;
    }

    /**
     * Returns the schema.
     *
     * @return the second part
     */
    public String schema() {
        return schema;
    }

    /**
     * Returns the table.
     *
     * @return the third part
     */
    public String table() {
        return table;
    }

    /**
     * Returns the full name.
     *
     * @return {@code catalog.schema.table}
     */
    public String fullName() {
        return catalog + '.' + schema + '.' + table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableName && ((TableName) other).fullName().equals(fullName());
    }

    @Override
    public int hashCode() {
        return Objects.hash(catalog, schema, table);
    }

    @Override
    public String toString() {
        return fullName();
    }
}
