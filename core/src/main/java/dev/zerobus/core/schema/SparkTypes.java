// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.CreateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads types in the JSON of Spark and Delta. Stateless. */
final class SparkTypes {

    private SparkTypes() {}

    /** Reads {@code {"name":...,"type":...,"nullable":...}}; throws IllegalArgumentException if it is something else. */
    static Column field(Map<?, ?> json) {
        Object name = json.get("name");
        if (!(name instanceof String) || !((String) name).matches("[A-Za-z0-9_]{1,255}")) {
            throw new IllegalArgumentException("'" + name + "' is no field's name that the service takes");
        }
        return new Column((String) name, type(json.get("type")), !Boolean.FALSE.equals(json.get("nullable")));
    }

    /** Reads a type: a word such as {@code "long"}, or an object; throws IllegalArgumentException if it is something else. */
    static ColumnType type(@Nullable Object json) {
        if (json instanceof String) {
            return CreateTable.parseType((String) json);
        }
        if (!(json instanceof Map)) {
            throw new IllegalArgumentException("no type: " + json);
        }
        Map<?, ?> type = (Map<?, ?>) json;
        String word = String.valueOf(type.get("type"));
        switch (word) {
            case "array":
                return ColumnType.array(type(type.get("elementType")), !Boolean.FALSE.equals(type.get("containsNull")));
            case "map":
                return ColumnType.map(
                        type(type.get("keyType")),
                        type(type.get("valueType")),
                        !Boolean.FALSE.equals(type.get("valueContainsNull")));
            case "struct":
                return struct(type.get("fields"));
            default:
                throw new IllegalArgumentException("no type: " + word);
        }
    }

    private static ColumnType struct(@Nullable Object fields) {
        List<Column> columns = new ArrayList<>();
        if (fields instanceof List) {
            for (Object field : (List<?>) fields) {
                columns.add(field(field instanceof Map ? (Map<?, ?>) field : Map.of()));
            }
        }
        return ColumnType.struct(columns);
    }
}
