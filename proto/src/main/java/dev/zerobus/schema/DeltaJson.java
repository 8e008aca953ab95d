// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import java.util.List;
import java.util.Locale;

/**
 * Writes schemas as the Delta protocol and Unity Catalog do: a Spark {@code StructType} as JSON. Stateless; safe from any
 * thread.
 */
public final class DeltaJson {

    private DeltaJson() {}

    /**
     * Writes a table's schema.
     *
     * @param schema the table
     * @return such as <code>{"type":"struct","fields":[...]}</code>, without white space
     */
    public static String schema(TableSchema schema) {
        return struct(new StringBuilder(), schema.columns()).toString();
    }

    /**
     * Writes one column.
     *
     * @param column the column
     * @return such as <code>{"name":"id","type":"long","nullable":true,"metadata":{}}</code>
     */
    public static String field(Column column) {
        return field(new StringBuilder(), column).toString();
    }

    private static StringBuilder struct(StringBuilder out, List<Column> fields) {
        out.append("{\"type\":\"struct\",\"fields\":[");
        for (int i = 0; i < fields.size(); i++) {
            field(i == 0 ? out : out.append(','), fields.get(i));
        }
        return out.append("]}");
    }

    private static StringBuilder field(StringBuilder out, Column column) {
        text(out.append("{\"name\":"), column.name()).append(",\"type\":");
        type(out, column.type());
        return out.append(",\"nullable\":").append(column.nullable()).append(",\"metadata\":{}}");
    }

    private static StringBuilder type(StringBuilder out, ColumnType type) {
        switch (type.kind()) {
            case ARRAY:
                type(
                        out.append("{\"type\":\"array\",\"elementType\":"),
                        type.element().type());
                return out.append(",\"containsNull\":")
                        .append(type.element().nullable())
                        .append('}');
            case MAP:
                type(out.append("{\"type\":\"map\",\"keyType\":"), type.key().type());
                type(out.append(",\"valueType\":"), type.value().type());
                return out.append(",\"valueContainsNull\":")
                        .append(type.value().nullable())
                        .append('}');
            case STRUCT:
                return struct(out, type.fields());
            default:
                return text(out, scalar(type));
        }
    }

    private static String scalar(ColumnType type) {
        switch (type.kind()) {
            case TINYINT:
                return "byte";
            case SMALLINT:
                return "short";
            case INT:
                return "integer";
            case BIGINT:
                return "long";
            default:
                return type.sql().toLowerCase(Locale.ROOT);
        }
    }

    private static StringBuilder text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }
}
