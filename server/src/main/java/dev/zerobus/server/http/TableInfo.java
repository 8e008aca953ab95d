// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.DeltaJson;
import dev.zerobus.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as Unity Catalog describes it; what does not apply is null, as there. Stateless. */
final class TableInfo {

    private TableInfo() {}

    static Map<String, @Nullable Object> of(TableSchema table, Path location) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("name", table.name().table());
        info.put("catalog_name", table.name().catalog());
        info.put("schema_name", table.name().schema());
        info.put("table_type", "MANAGED");
        info.put("data_source_format", "DELTA");
        List<Map<String, @Nullable Object>> columns = new ArrayList<>();
        for (int position = 0; position < table.columns().size(); position++) {
            columns.add(column(table.columns().get(position), position));
        }
        info.put("columns", columns);
        String storage = location.toUri().toString();
        info.put("storage_location", storage.endsWith("/") ? storage.substring(0, storage.length() - 1) : storage);
        info.put("comment", null);
        info.put("properties", Map.of());
        info.put("owner", null);
        info.put("full_name", table.name().fullName());
        info.put(
                "table_id",
                UUID.nameUUIDFromBytes(storage.getBytes(StandardCharsets.UTF_8)).toString());
        return info;
    }

    private static Map<String, @Nullable Object> column(Column column, int position) {
        ColumnType type = column.type();
        boolean decimal = type.kind() == ColumnType.Kind.DECIMAL;
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("name", column.name());
        info.put("type_text", text(type));
        info.put("type_json", DeltaJson.field(column));
        info.put("type_name", name(type));
        info.put("type_precision", decimal ? type.precision() : null);
        info.put("type_scale", decimal ? type.scale() : null);
        info.put("type_interval_type", null);
        info.put("position", position);
        info.put("comment", null);
        info.put("nullable", column.nullable());
        info.put("partition_index", null);
        return info;
    }

    /** As Spark writes a type: lower case, {@code struct<a:int,b:string>}. */
    private static String text(ColumnType type) {
        return switch (type.kind()) {
            case ARRAY -> "array<" + text(type.element().type()) + ">";
            case MAP ->
                "map<" + text(type.key().type()) + "," + text(type.value().type()) + ">";
            case STRUCT ->
                type.fields().stream()
                        .map(f -> f.name() + ":" + text(f.type()))
                        .collect(Collectors.joining(",", "struct<", ">"));
            default -> type.sql().toLowerCase(Locale.ROOT);
        };
    }

    private static String name(ColumnType type) {
        return switch (type.kind()) {
            case TINYINT -> "BYTE";
            case SMALLINT -> "SHORT";
            case BIGINT -> "LONG";
            default -> type.kind().name();
        };
    }
}
