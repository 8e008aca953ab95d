// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

import org.jspecify.annotations.Nullable;

/**
 * Tables that are thought out already: a flat one for log events, the same with VARIANT, one for events of an application,
 * and the two tables of OpenTelemetry's log records (names and types by the Zerobus public documentation), so that rows from
 * here and from OpenTelemetry share one table. Immutable.
 */
public enum ReadyTable {
    /** Log events, one column for each thing that every log event has; the rest in a MAP. */
    LOGS("logs", "log events, flat: a column for each part, the rest in attributes MAP<STRING, STRING>"),
    /** As {@link #LOGS}, with a VARIANT for the rest, which keeps numbers, lists and maps as they are. */
    LOGS_VARIANT("logs-variant", "as logs, with the rest in attributes VARIANT"),
    /** OpenTelemetry's log records, first version. */
    OTLP_LOGS_V1(
            "otlp-logs-v1", "OpenTelemetry's log records, schema v1: shared with rows from an OpenTelemetry exporter"),
    /** OpenTelemetry's log records, second version. */
    OTLP_LOGS_V2(
            "otlp-logs-v2", "OpenTelemetry's log records, schema v2, with VARIANT: shared with an exporter as well"),
    /** Events of an application, whatever their fields are. */
    EVENTS("events", "events of an application: name, time, and all fields in attributes VARIANT");

    private final String id;
    private final String description;

    ReadyTable(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /**
     * Finds a table.
     *
     * @param id as {@link #id} has it; case does not matter
     * @return null if there is none
     */
    public static @Nullable ReadyTable find(String id) {
        for (ReadyTable table : values()) {
            if (table.id.equalsIgnoreCase(id.trim())) {
                return table;
            }
        }
        return null;
    }

    /**
     * Returns all ids.
     *
     * @return such as {@code logs, logs-variant, events}, for messages
     */
    public static String ids() {
        StringBuilder ids = new StringBuilder();
        for (ReadyTable table : values()) {
            ids.append(ids.length() == 0 ? "" : ", ").append(table.id);
        }
        return ids.toString();
    }

    /**
     * Returns what commands call it.
     *
     * @return such as {@code otlp-logs-v1}
     */
    public String id() {
        return id;
    }

    /**
     * Returns what it is for.
     *
     * @return one line
     */
    public String description() {
        return description;
    }

    /**
     * Writes the statement that creates it, as Databricks SQL and {@link CreateTable} read it.
     *
     * @param name what the table is to be called
     * @return {@code CREATE TABLE} on several lines, with a comment on each column, without a semicolon
     */
    public String sql(TableName name) {
        switch (this) {
            case LOGS:
                return ReadyLogs.sql(name, "MAP<STRING, STRING>");
            case LOGS_VARIANT:
                return ReadyLogs.sql(name, "VARIANT");
            case OTLP_LOGS_V1:
                return ReadyOtlpLogs.v1(name);
            case OTLP_LOGS_V2:
                return ReadyOtlpLogs.v2(name);
            default:
                return ReadyEvents.sql(name);
        }
    }

    /**
     * Returns its columns.
     *
     * @param name what the table is called
     * @return the schema
     */
    public TableSchema schema(TableName name) {
        return CreateTable.parse(sql(name));
    }
}
