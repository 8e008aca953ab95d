// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/**
 * The flat table for log events. Nothing is NOT NULL, so that no log event is refused and others may write to it, too; the
 * columns that it is clustered by are among the first, of which Delta keeps statistics. Stateless.
 */
final class ReadyLogs {

    private ReadyLogs() {}

    static String sql(TableName name, String attributes) {
        ReadySql sql = new ReadySql(name)
                .column("time", "TIMESTAMP", "When it was logged")
                .column("severity_text", "STRING", "Level as the logging framework calls it")
                .column("severity_number", "INT", "Level as a number, as OpenTelemetry has it: INFO is 9, ERROR is 17")
                .column("logger", "STRING", "Name of the logger")
                .column("thread_name", "STRING", "Thread that logged: its name")
                .column("thread_id", "BIGINT", "Thread that logged: its id")
                .column("message", "STRING", "Message with its arguments filled in")
                .column("message_template", "STRING", "Message as it is written in the source, before the arguments")
                .column("message_arguments", "STRING", "Arguments as a JSON list (off unless configured)")
                .column("error_type", "STRING", "Class of the throwable")
                .column("error_message", "STRING", "Message of the throwable")
                .column("stack_trace", "STRING", "Stack trace with causes and suppressed")
                .column("trace_id", "STRING", "Trace that it belongs to")
                .column("span_id", "STRING", "Span that it belongs to")
                .facts();
        return sql.column("markers", "ARRAY<STRING>", "Names of the markers")
                .column("context_stack", "ARRAY<STRING>", "Nested context (NDC), the outermost first")
                .column("code_file", "STRING", "Source file (off unless configured)")
                .column("code_line", "INT", "Line in the source file (off unless configured)")
                .column("code_function", "STRING", "Class and method (off unless configured)")
                .column("observed_time", "TIMESTAMP", "When the client took it, if that is another moment")
                .column("event_name", "STRING", "Name of the event: log for log events")
                .column("attributes", attributes, "MDC, key-value pairs, labels, and all that has no column of its own")
                .identity()
                .end("time, service_name", "Log events, written by zerobus-agent", "");
    }
}
