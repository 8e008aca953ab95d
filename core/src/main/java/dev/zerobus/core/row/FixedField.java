// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every event may carry besides the application's own fields, and the columns that it goes to. */
@SuppressWarnings("ImmutableEnumChecker") // its sets and bytes are never changed
enum FixedField {
    EVENT_NAME(Types.TEXT, "event_name", "event_name", "event", "name"),
    TIME(Types.TIME, "time", "time", "event_time", "timestamp", "ts", "time_micros"),
    /** Derived from TIME. */
    TIME_NANOS(Types.LONG, null, "time_unix_nano"),
    /** Derived from TIME: the day in UTC. */
    DATE(Types.DATE, null, "date", "event_date"),
    OBSERVED_TIME(Types.TIME, "observed_time", "observed_time", "observed_timestamp", "observed_time_micros"),
    /** Derived from OBSERVED_TIME. */
    OBSERVED_NANOS(Types.LONG, null, "observed_time_unix_nano"),
    /** Derived from SEVERITY_NUMBER if the event has none. */
    SEVERITY_TEXT(Types.TEXT, "severity_text", "severity_text", "severity", "level"),
    SEVERITY_NUMBER(Types.NUMBER, null, "severity_number", "severity", "level"),
    MESSAGE(Types.TEXT, "message", "message", "body"),
    MESSAGE_TEMPLATE(Types.TEXT, "message_template", "message_template"),
    SOURCE(Types.TEXT, "source", "source", "logger", "logger_name"),
    THREAD_NAME(Types.TEXT, "thread.name", "thread_name", "thread"),
    THREAD_ID(Types.LONG, "thread.id", "thread_id"),
    TRACE_ID(Types.TEXT, "trace_id", "trace_id"),
    SPAN_ID(Types.TEXT, "span_id", "span_id"),
    ERROR_TYPE(Types.TEXT, "exception.type", "error_type", "exception_type"),
    ERROR_MESSAGE(Types.TEXT, "exception.message", "error_message", "exception_message"),
    STACK_TRACE(
            Types.TEXT,
            "exception.stacktrace",
            "stack_trace",
            "error_stack_trace",
            "exception_stack_trace",
            "exception_stacktrace",
            "error",
            "exception"),
    /** The lane's identity: an application's field of this name never takes its place. */
    PRODUCER_ID(EnumSet.of(ColumnType.Kind.STRING, ColumnType.Kind.BINARY), null, "producer_id"),
    /** As PRODUCER_ID. */
    SEQ(EnumSet.of(ColumnType.Kind.BIGINT), null, "seq"),
    /** Derived from the identity: unique for each row, and the same again when the row is sent again. */
    RECORD_ID(EnumSet.of(ColumnType.Kind.STRING), null, "record_id");

    private final Set<ColumnType.Kind> types;
    /** Its key in the catch-all column if the table has no column for it; null if it does not go there. */
    final byte @Nullable [] attribute;

    private final List<String> columns;

    FixedField(Set<ColumnType.Kind> types, @Nullable String attribute, String... columns) {
        this.types = types;
        this.attribute = attribute == null ? null : attribute.getBytes(StandardCharsets.US_ASCII);
        this.columns = List.of(columns);
    }

    /** Returns what fills this column when the application does not; null for most columns. */
    static @Nullable FixedField of(String columnName, ColumnType type) {
        String name = columnName.toLowerCase(Locale.ROOT);
        for (FixedField field : values()) {
            if (field.columns.contains(name) && field.types.contains(type.kind())) {
                return field;
            }
        }
        return null;
    }

    /** Tells whether a fixed field has this name, for columns of whatever type. */
    static boolean isName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (FixedField field : values()) {
            if (field.columns.contains(lower)) {
                return true;
            }
        }
        return false;
    }

    /** The types of columns that take the fixed fields of this name, for messages. */
    static Set<ColumnType.Kind> typesOf(String name) {
        Set<ColumnType.Kind> types = EnumSet.noneOf(ColumnType.Kind.class);
        for (FixedField field : values()) {
            if (field.columns.contains(name.toLowerCase(Locale.ROOT))) {
                types.addAll(field.types);
            }
        }
        return types;
    }

    /** Its first and usual column. */
    String columnName() {
        return columns.get(0);
    }

    boolean isIdentity() {
        return this == PRODUCER_ID || this == SEQ;
    }

    /** The types of columns that a fixed field goes to; in any other one only the application's own values go. */
    private static final class Types {
        static final Set<ColumnType.Kind> TEXT = EnumSet.of(ColumnType.Kind.STRING, ColumnType.Kind.VARIANT);
        static final Set<ColumnType.Kind> TIME =
                EnumSet.of(ColumnType.Kind.TIMESTAMP, ColumnType.Kind.BIGINT, ColumnType.Kind.STRING);
        static final Set<ColumnType.Kind> DATE = EnumSet.of(ColumnType.Kind.DATE);
        static final Set<ColumnType.Kind> LONG = EnumSet.of(ColumnType.Kind.BIGINT, ColumnType.Kind.STRING);
        static final Set<ColumnType.Kind> NUMBER = EnumSet.of(
                ColumnType.Kind.TINYINT,
                ColumnType.Kind.SMALLINT,
                ColumnType.Kind.INT,
                ColumnType.Kind.BIGINT,
                ColumnType.Kind.STRING);

        private Types() {}
    }
}
