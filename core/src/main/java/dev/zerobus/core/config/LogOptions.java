// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/** The options that say what of a log event is taken. They are the same for every door and lane. */
public final class LogOptions {

    /** Which context keys are taken. */
    public static final Option<KeyPatterns> CONTEXT = Option.client(
            "log.context",
            new KeyPatternsType("user,request_*"),
            "*",
            "Which keys of the logging context (MDC, ThreadContext) are taken: each becomes a field of its own name. Keys of traces and spans are taken in any case.");

    /** Which of them are not. */
    public static final Option<KeyPatterns> CONTEXT_EXCLUDE = Option.client(
            "log.context-exclude",
            new KeyPatternsType("session,internal.*"),
            "none",
            "Which of these keys are left out all the same.");

    /** The context keys that hold a trace's id. */
    public static final Option<List<String>> TRACE_KEYS = Option.client(
            "log.trace-keys",
            new NamesType(),
            "trace_id,traceId,trace.id,X-B3-TraceId,dd.trace_id",
            "The context keys that hold the trace's id: the first of them that an event has becomes its `trace_id`, another one an ordinary field. They are compared exactly.");

    /** The context keys that hold a span's id. */
    public static final Option<List<String>> SPAN_KEYS = Option.client(
            "log.span-keys",
            new NamesType(),
            "span_id,spanId,span.id,X-B3-SpanId,dd.span_id",
            "The context keys that hold the span's id, likewise: they become `span_id`.");

    /** Whether the message's template is taken. */
    public static final Option<Boolean> TEMPLATE = Option.client(
            "log.template",
            new BooleanType(),
            "true",
            "Whether the message as it stands in the source, such as `user {} logged in`, is taken as `message_template` besides the formatted one.");

    /** Whether the message's arguments are taken. */
    public static final Option<Boolean> ARGUMENTS = Option.client(
            "log.arguments",
            new BooleanType(),
            "false",
            "Whether the arguments of the message are taken as the list `message_arguments`, each with its type. At most 64.");

    /** Whether the place in the source is taken. */
    public static final Option<Boolean> LOCATION = Option.client(
            "log.location",
            new BooleanType(),
            "false",
            "Whether the place in the source is taken as `code_file`, `code_line` and `code_function`. Finding it costs more than all the rest of a log event.");

    /** Whether markers are taken. */
    public static final Option<Boolean> MARKERS = Option.client(
            "log.markers",
            new BooleanType(),
            "true",
            "Whether the names of the event's markers are taken as the list `markers`. At most 64.");

    /** Whether the thread is taken. */
    public static final Option<Boolean> THREAD =
            Option.client("log.thread", new BooleanType(), "true", "Whether `thread_name` and `thread_id` are taken.");

    /** The longest stack trace of a log event. */
    public static final Option<Integer> STACK_TRACE_MAX_SIZE = Option.client(
            "log.stacktrace.max-size",
            new SizeType(0, 1 << 20, false),
            "64KiB",
            "The longest `stack_trace` of a log event, causes and suppressed ones included; where it does not fit, frames are left out so that every cause is seen. `0B` takes none, and `error_type` and `error_message` stay.");

    private LogOptions() {}
}
