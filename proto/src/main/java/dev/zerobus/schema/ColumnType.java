// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The type of a column: a scalar, or an ARRAY, MAP or STRUCT of others. Immutable. */
public final class ColumnType {

    /** The families of types. VARCHAR and CHAR are STRING: the wire and Delta do not tell them apart. */
    public enum Kind {
        /** True or false. */
        BOOLEAN,
        /** 8 bits, signed. */
        TINYINT,
        /** 16 bits, signed. */
        SMALLINT,
        /** 32 bits, signed. */
        INT,
        /** 64 bits, signed. */
        BIGINT,
        /** 32 bits of floating point. */
        FLOAT,
        /** 64 bits of floating point. */
        DOUBLE,
        /** Unicode text. */
        STRING,
        /** Bytes. */
        BINARY,
        /** Days since 1970-01-01. */
        DATE,
        /** Microseconds since 1970-01-01T00:00:00Z. */
        TIMESTAMP,
        /** Microseconds of wall clock, without a zone. */
        TIMESTAMP_NTZ,
        /** Exact numbers of a precision and scale. */
        DECIMAL,
        /** JSON-like data of any shape; JSON text on the wire. */
        VARIANT,
        /** A list. */
        ARRAY,
        /** A map. */
        MAP,
        /** Named fields. */
        STRUCT
    }

    private final Kind kind;
    private final int precision;
    private final int scale;
    /** The element of an ARRAY; key and value of a MAP; the fields of a STRUCT. */
    private final List<Column> parts;

    private ColumnType(Kind kind, int precision, int scale, List<Column> parts) {
        this.kind = kind;
        this.precision = precision;
        this.scale = scale;
        this.parts = Collections.unmodifiableList(new ArrayList<>(parts));
    }

    /**
     * Returns a type without parameters.
     *
     * @param kind any kind but DECIMAL, ARRAY, MAP and STRUCT
     * @return the type
     * @throws IllegalArgumentException for a kind that needs parameters
     */
    public static ColumnType of(Kind kind) {
        if (kind == Kind.DECIMAL || kind == Kind.ARRAY || kind == Kind.MAP || kind == Kind.STRUCT) {
            throw new IllegalArgumentException(kind + " needs parameters");
        }
        return new ColumnType(kind, 0, 0, List.of());
    }

    /**
     * Returns an exact number's type.
     *
     * @param precision digits in all, 1 to 38
     * @param scale digits behind the point, 0 to {@code precision}
     * @return the type
     * @throws IllegalArgumentException if out of range
     */
    public static ColumnType decimal(int precision, int scale) {
        if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
            throw new IllegalArgumentException("DECIMAL(" + precision + "," + scale
                    + ") is not allowed: the precision is 1 to 38, the scale 0 to the precision");
        }
        return new ColumnType(Kind.DECIMAL, precision, scale, List.of());
    }

    /**
     * Returns a list's type.
     *
     * @param element the elements' type
     * @param containsNull whether elements may be null
     * @return the type
     */
    public static ColumnType array(ColumnType element, boolean containsNull) {
        return new ColumnType(Kind.ARRAY, 0, 0, List.of(new Column("element", element, containsNull)));
    }

    /**
     * Returns a map's type.
     *
     * @param key the keys' type
     * @param value the values' type
     * @param valueContainsNull whether values may be null
     * @return the type
     */
    public static ColumnType map(ColumnType key, ColumnType value, boolean valueContainsNull) {
        return new ColumnType(
                Kind.MAP, 0, 0, List.of(new Column("key", key, false), new Column("value", value, valueContainsNull)));
    }

    /**
     * Returns a structure's type.
     *
     * @param fields its fields in order, at least one
     * @return the type
     * @throws IllegalArgumentException if there is no field
     */
    public static ColumnType struct(List<Column> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a STRUCT needs at least one field");
        }
        return new ColumnType(Kind.STRUCT, 0, 0, fields);
    }

    /**
     * Returns the family.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns a DECIMAL's digits in all.
     *
     * @return the precision; 0 for other kinds
     */
    public int precision() {
        return precision;
    }

    /**
     * Returns a DECIMAL's digits behind the point.
     *
     * @return the scale; 0 for other kinds
     */
    public int scale() {
        return scale;
    }

    /**
     * Returns an ARRAY's element.
     *
     * @return the element: its type, and whether it may be null
     */
    public Column element() {
        return part(Kind.ARRAY, 0);
    }

    /**
     * Returns a MAP's key.
     *
     * @return the key; never nullable
     */
    public Column key() {
        return part(Kind.MAP, 0);
    }

    /**
     * Returns a MAP's value.
     *
     * @return the value: its type, and whether it may be null
     */
    public Column value() {
        return part(Kind.MAP, 1);
    }

    /**
     * Returns a STRUCT's fields.
     *
     * @return the fields in order, unmodifiable; empty for other kinds
     */
    public List<Column> fields() {
        return kind == Kind.STRUCT ? parts : List.of();
    }

    private Column part(Kind expected, int index) {
        if (kind != expected) {
            throw new IllegalStateException(sql() + " is no " + expected);
        }
        return parts.get(index);
    }

    /**
     * Writes the type as SQL does.
     *
     * @return such as {@code MAP<STRING, DECIMAL(18,2)>}
     */
    public String sql() {
        switch (kind) {
            case DECIMAL:
                return "DECIMAL(" + precision + "," + scale + ")";
            case ARRAY:
                return "ARRAY<" + element().type().sql() + ">";
            case MAP:
                return "MAP<" + key().type().sql() + ", " + value().type().sql() + ">";
            case STRUCT:
                return parts.stream()
                        .map(f -> f.name() + ": " + f.type().sql() + (f.nullable() ? "" : " NOT NULL"))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
            default:
                return kind.name();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnType
                && ((ColumnType) other).kind == kind
                && ((ColumnType) other).precision == precision
                && ((ColumnType) other).scale == scale
                && ((ColumnType) other).parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, precision, scale, parts);
    }

    @Override
    public String toString() {
        return sql();
    }
}
