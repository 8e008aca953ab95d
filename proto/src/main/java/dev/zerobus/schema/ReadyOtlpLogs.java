// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/** The tables for OpenTelemetry's log records; names, types and order by the Zerobus public documentation. Stateless. */
final class ReadyOtlpLogs {

    private static final String MAP = "MAP<STRING, STRING>";

    private ReadyOtlpLogs() {}

    static String v1(TableName name) {
        return columns(new ReadySql(name), "STRING", MAP)
                .end(
                        "time_unix_nano, severity_number",
                        "Log records of OpenTelemetry, schema v1",
                        "'otel.schemaVersion' = 'v1'");
    }

    static String v2(TableName name) {
        ReadySql sql = new ReadySql(name)
                .column("record_id", "STRING", "Unique for each record; the same again when it is sent again")
                .column("time", "TIMESTAMP", "When it happened")
                .column("date", "DATE", "Day on which it happened, in UTC")
                .column("service_name", "STRING", "service.name of the resource");
        return columns(sql, "VARIANT", "VARIANT")
                .end("time, service_name", "Log records of OpenTelemetry, schema v2", "'otel.schemaVersion' = 'v2'");
    }

    private static ReadySql columns(ReadySql sql, String body, String map) {
        return sql.column("event_name", "STRING", "Name of the event; null for a plain log record")
                .column("trace_id", "STRING", "Trace that it belongs to")
                .column("span_id", "STRING", "Span that it belongs to")
                .column("time_unix_nano", "BIGINT", "When it happened, in nanoseconds since 1970")
                .column("observed_time_unix_nano", "BIGINT", "When it was taken, in nanoseconds since 1970")
                .column("severity_number", "STRING", "INFO is 9, ERROR is 17")
                .column("severity_text", "STRING", "Level as the logging framework calls it")
                .column("body", body, "Message")
                .column("attributes", map, "Attributes of the record")
                .column("dropped_attributes_count", "INT", "How many attributes were left out")
                .column("flags", "INT", "Trace flags: 1 is sampled")
                .column(
                        "resource",
                        "STRUCT<attributes: " + map + ", dropped_attributes_count: INT>",
                        "What sent the record: service, host, process, container, pod")
                .column("resource_schema_url", "STRING", "Schema of the names in resource")
                .column(
                        "instrumentation_scope",
                        "STRUCT<name: STRING, version: STRING, attributes: " + map + ", dropped_attributes_count: INT>",
                        "Who made the record: the name is the logger")
                .column("log_schema_url", "STRING", "Schema of the names in attributes");
    }
}
