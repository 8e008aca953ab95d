// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReadyTableTest {

    private static final TableName NAME = TableName.of("main.ops.logs_1");

    @ParameterizedTest
    @EnumSource(ReadyTable.class)
    void everyStatementIsReadAndCarriedByProtobuf(ReadyTable table) {
        TableSchema schema = table.schema(NAME);

        assertThat(schema.name()).isEqualTo(NAME);
        assertThat(RowDescriptor.of(schema).getFieldCount())
                .isEqualTo(schema.columns().size());
        assertThat(schema.columns())
                .as("nothing that a log event may lack is required")
                .allMatch(Column::nullable);
        assertThat(CreateTable.parseAll(table.sql(NAME) + ";\n" + table.sql(TableName.of("a.b.c")) + ";"))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(ReadyTable.class)
    void everyColumnHasACommentAndTheFirst32HoldWhatTheTableIsClusteredBy(ReadyTable table) {
        String sql = table.sql(NAME);
        List<Column> columns = table.schema(NAME).columns();

        assertThat(sql.lines().filter(line -> line.startsWith("  ") && line.contains(" COMMENT '")))
                .hasSameSizeAs(columns);
        Matcher cluster = Pattern.compile("CLUSTER BY \\((.*)\\)").matcher(sql);
        assertThat(cluster.find()).isTrue();
        List<String> first = columns.stream().limit(32).map(Column::name).toList();
        assertThat(first).contains(cluster.group(1).split(", "));
        assertThat(cluster.group(1).split(", "))
                .as("Databricks takes four at most")
                .hasSizeLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(ReadyTable.class)
    void isFoundByItsId(ReadyTable table) {
        assertThat(ReadyTable.find(" " + table.id().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(table);
        assertThat(ReadyTable.ids()).contains(table.id());
        assertThat(table.description()).isNotBlank().doesNotContain("\n");
        assertThat(ReadyTable.find("nothing")).isNull();
    }

    @Test
    void theTablesOfOpenTelemetryAreThoseOfTheDocumentation() {
        assertThat(types(ReadyTable.OTLP_LOGS_V1))
                .containsExactly(
                        "event_name STRING",
                        "trace_id STRING",
                        "span_id STRING",
                        "time_unix_nano BIGINT",
                        "observed_time_unix_nano BIGINT",
                        "severity_number STRING",
                        "severity_text STRING",
                        "body STRING",
                        "attributes MAP<STRING, STRING>",
                        "dropped_attributes_count INT",
                        "flags INT",
                        "resource STRUCT<attributes: MAP<STRING, STRING>, dropped_attributes_count: INT>",
                        "resource_schema_url STRING",
                        "instrumentation_scope STRUCT<name: STRING, version: STRING, attributes: MAP<STRING, STRING>,"
                                + " dropped_attributes_count: INT>",
                        "log_schema_url STRING");
        assertThat(types(ReadyTable.OTLP_LOGS_V2).subList(0, 4))
                .containsExactly("record_id STRING", "time TIMESTAMP", "date DATE", "service_name STRING");
        assertThat(types(ReadyTable.OTLP_LOGS_V2).subList(4, 19))
                .isEqualTo(types(ReadyTable.OTLP_LOGS_V1).stream()
                        .map(type ->
                                type.replace("MAP<STRING, STRING>", "VARIANT").replace("body STRING", "body VARIANT"))
                        .toList());
        assertThat(ReadyTable.OTLP_LOGS_V1.sql(NAME)).contains("'otel.schemaVersion' = 'v1'");
        assertThat(ReadyTable.OTLP_LOGS_V2.sql(NAME)).contains("'otel.schemaVersion' = 'v2'");
    }

    private static List<String> types(ReadyTable table) {
        return table.schema(NAME).columns().stream().map(Column::toString).toList();
    }
}
