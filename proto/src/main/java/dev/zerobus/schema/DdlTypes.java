// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads types as SQL writes them, with the synonyms that Databricks SQL knows. Stateless. */
final class DdlTypes {

    /** Deeper types are nobody's table; protobuf parsers stop at 100 messages. */
    static final int MAX_DEPTH = 48;

    private static final Map<String, ColumnType.Kind> SIMPLE = new HashMap<>();

    static {
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            SIMPLE.put(kind.name(), kind);
        }
        SIMPLE.put("BYTE", ColumnType.Kind.TINYINT);
        SIMPLE.put("SHORT", ColumnType.Kind.SMALLINT);
        SIMPLE.put("INTEGER", ColumnType.Kind.INT);
        SIMPLE.put("LONG", ColumnType.Kind.BIGINT);
        SIMPLE.put("REAL", ColumnType.Kind.FLOAT);
        SIMPLE.put("DEC", ColumnType.Kind.DECIMAL);
        SIMPLE.put("NUMERIC", ColumnType.Kind.DECIMAL);
        SIMPLE.put("TIMESTAMP_LTZ", ColumnType.Kind.TIMESTAMP);
        SIMPLE.put("VARCHAR", ColumnType.Kind.STRING);
        SIMPLE.put("CHAR", ColumnType.Kind.STRING);
        SIMPLE.put("CHARACTER", ColumnType.Kind.STRING);
    }

    private DdlTypes() {}

    static ColumnType read(DdlReader in) {
        return read(in, 0);
    }

    private static ColumnType read(DdlReader in, int depth) {
        DdlToken token = in.peek();
        if (depth > MAX_DEPTH) {
            throw token.problem(
                    "types are nested more than " + MAX_DEPTH + " deep: use VARIANT for data of this shape");
        }
        ColumnType.@Nullable Kind kind =
                token.kind == DdlToken.Kind.WORD ? SIMPLE.get(token.text.toUpperCase(Locale.ROOT)) : null;
        if (kind == null) {
            throw unknownType(in);
        }
        in.next();
        switch (kind) {
            case ARRAY:
                return array(in, depth);
            case MAP:
                return map(in, depth);
            case STRUCT:
                return struct(in, depth);
            case DECIMAL:
                return decimal(in, token);
            default:
                skipLength(in, token);
                return ColumnType.of(kind);
        }
    }

    private static DdlException unknownType(DdlReader in) {
        String hint = "";
        String found = in.peek().text.toUpperCase(Locale.ROOT);
        if (found.matches("DATETIME|TIMESTAMPTZ")) {
            hint = "; TIMESTAMP is the one for a moment on the time line";
        } else if (found.matches("TEXT|NVARCHAR|CLOB|UUID|JSON|ENUM")) {
            hint = "; STRING is the one for text, VARIANT for JSON";
        } else if (found.matches("BYTEA|BLOB|VARBINARY|BYTES")) {
            hint = "; BINARY is the one for bytes";
        } else if (found.matches("BOOL")) {
            hint = "; BOOLEAN is the one for true and false";
        } else if (found.matches("INT2|INT4|INT8|INT64|BIGSERIAL|SERIAL|NUMBER")) {
            hint = "; BIGINT is the one for whole numbers, DECIMAL(p,s) for exact ones";
        } else if (found.matches("VOID|INTERVAL|TIME|OBJECT|GEOGRAPHY|GEOMETRY|NULL")) {
            hint = "; the service has no column of this type";
        }
        return in.expected(
                "a type: BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p,s), STRING, BINARY,"
                        + " DATE, TIMESTAMP, TIMESTAMP_NTZ, VARIANT, ARRAY<...>, MAP<..., ...> or STRUCT<...>" + hint);
    }

    private static void skipLength(DdlReader in, DdlToken type) {
        boolean varchar = type.isKeyword("VARCHAR");
        if (!varchar && !type.isKeyword("CHAR") && !type.isKeyword("CHARACTER")) {
            return;
        }
        in.expect('(', "and a length behind " + type.text.toUpperCase(Locale.ROOT) + ", or STRING without one");
        in.expectNumber("the length, a number such as 20");
        in.expect(')', "behind the length");
    }

    private static ColumnType decimal(DdlReader in, DdlToken type) {
        int precision = 10;
        int scale = 0;
        if (in.take('(')) {
            precision = in.expectNumber("the precision, a number from 1 to 38");
            if (in.take(',')) {
                scale = in.expectNumber("the scale, a number from 0 to the precision");
            }
            in.expect(')', "behind precision and scale");
        }
        try {
            return ColumnType.decimal(precision, scale);
        } catch (IllegalArgumentException e) {
            throw type.problem(String.valueOf(e.getMessage()));
        }
    }

    private static ColumnType array(DdlReader in, int depth) {
        in.expect('<', "behind ARRAY, as in ARRAY<STRING>");
        ColumnType element = read(in, depth + 1);
        in.expect('>', "behind the type of the elements of an ARRAY");
        return ColumnType.array(element, true);
    }

    private static ColumnType map(DdlReader in, int depth) {
        in.expect('<', "behind MAP, as in MAP<STRING, STRING>");
        ColumnType key = read(in, depth + 1);
        in.expect(',', "between the types of key and value of a MAP");
        ColumnType value = read(in, depth + 1);
        in.expect('>', "behind the type of the values of a MAP");
        return ColumnType.map(key, value, true);
    }

    private static ColumnType struct(DdlReader in, int depth) {
        in.expect('<', "behind STRUCT, as in STRUCT<a: INT, b: STRING>");
        List<Column> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        do {
            DdlToken at = in.peek();
            String name = in.expectName("field's name");
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw at.problem("field '" + name + "' is there twice in one STRUCT: names are compared without case");
            }
            in.take(':');
            ColumnType type = read(in, depth + 1);
            boolean nullable = !in.take("NOT", "NULL");
            if (in.take("COMMENT")) {
                in.expectText("behind COMMENT");
            }
            fields.add(new Column(name, type, nullable));
        } while (in.take(','));
        in.expect('>', "or ',' behind a field of a STRUCT");
        return ColumnType.struct(fields);
    }
}
