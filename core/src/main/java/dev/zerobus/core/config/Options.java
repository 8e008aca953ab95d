// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one table of options, in the order of the reference. Immutable. */
final class Options {

    /** Headings of the reference, each with its options. */
    static final Map<String, List<Option<?>>> BY_SUBJECT = bySubject();

    private static final Map<String, Option<?>> BY_KEY = byKey();

    private Options() {}

    private static Map<String, List<Option<?>>> bySubject() {
        Map<String, List<Option<?>>> subjects = new LinkedHashMap<>();
        putConnectionOptions(subjects);
        subjects.put(
                "Which events go to which table",
                List.of(
                        LaneOptions.TABLE,
                        LaneOptions.EVENTS,
                        LaneOptions.SCHEMA_SOURCE,
                        LaneOptions.SCHEMA_FILE,
                        LaneOptions.COLUMNS));
        putResourceOptions(subjects);
        putLogOptions(subjects);
        putFlowOptions(subjects);
        putSchemaOptions(subjects);
        subjects.put(
                "The client as a whole",
                List.of(
                        ClientOptions.ENABLED,
                        ClientOptions.CONFIG,
                        ClientOptions.FLUSH_TIMEOUT,
                        ClientOptions.SHUTDOWN_TIMEOUT,
                        ClientOptions.SHUTDOWN_HOOK,
                        ClientOptions.JMX));
        subjects.put(
                "What the agent takes from an application",
                List.of(
                        CaptureOptions.FRAMEWORKS,
                        CaptureOptions.LEVEL,
                        CaptureOptions.INCLUDE,
                        CaptureOptions.EXCLUDE,
                        CaptureOptions.RULES,
                        CaptureOptions.RULES_FILE));
        subjects.put("The agent", List.of(AgentOptions.SKIP_MAIN, AgentOptions.VERBOSE));
        return subjects;
    }

    private static void putConnectionOptions(Map<String, List<Option<?>>> subjects) {
        subjects.put(
                "Where the service is, and who we are",
                List.of(
                        ConnectionOptions.ENDPOINT,
                        ConnectionOptions.WORKSPACE_URL,
                        ConnectionOptions.AUTH,
                        ConnectionOptions.CLIENT_ID,
                        ConnectionOptions.CLIENT_SECRET,
                        ConnectionOptions.CLIENT_SECRET_FILE,
                        ConnectionOptions.CLIENT_SECRET_ENV,
                        ConnectionOptions.SERVICE_NAME,
                        ConnectionOptions.SERVICE_VERSION,
                        ConnectionOptions.SERVICE_ENVIRONMENT,
                        ConnectionOptions.TRUST_CERTIFICATE,
                        ConnectionOptions.PROXY,
                        ConnectionOptions.KEEPALIVE_INTERVAL,
                        ConnectionOptions.KEEPALIVE_TIMEOUT));
    }

    private static void putLogOptions(Map<String, List<Option<?>>> subjects) {
        subjects.put(
                "What of a log event is taken",
                List.of(
                        LogOptions.CONTEXT,
                        LogOptions.CONTEXT_EXCLUDE,
                        LogOptions.TRACE_KEYS,
                        LogOptions.SPAN_KEYS,
                        LogOptions.TEMPLATE,
                        LogOptions.ARGUMENTS,
                        LogOptions.MARKERS,
                        LogOptions.THREAD,
                        LogOptions.LOCATION,
                        LogOptions.STACK_TRACE_MAX_SIZE));
        subjects.put("What is masked", List.of(RedactOptions.KEYS, RedactOptions.PATTERNS, RedactOptions.MASK));
    }

    private static void putResourceOptions(Map<String, List<Option<?>>> subjects) {
        subjects.put(
                "What rows say about the process",
                List.of(
                        ResourceOptions.CONSTANTS,
                        ResourceOptions.DETECT,
                        ResourceOptions.EXCLUDE,
                        ResourceOptions.VARIABLES,
                        ResourceOptions.PODINFO,
                        ResourceOptions.LABELS,
                        ResourceOptions.ANNOTATIONS));
    }

    private static void putFlowOptions(Map<String, List<Option<?>>> subjects) {
        subjects.put(
                "Memory, and what happens when it is full",
                List.of(
                        LaneOptions.RING_SIZE,
                        LaneOptions.EVENT_MAX_SIZE,
                        LaneOptions.OVERFLOW_POLICY,
                        LaneOptions.OVERFLOW_TIMEOUT,
                        LaneOptions.OVERFLOW_SHED_BELOW));
        subjects.put("Events that can not become rows", List.of(DeadLetterOptions.DIR, DeadLetterOptions.MAX_SIZE));
        subjects.put(
                "What goes to disk",
                List.of(SpillOptions.DIR, SpillOptions.DURABILITY, SpillOptions.MAX_SIZE, SpillOptions.FORCE_EVERY));
        subjects.put(
                "Batches and streams",
                List.of(
                        LaneOptions.BATCH_SIZE,
                        LaneOptions.BATCH_RECORDS,
                        LaneOptions.BATCH_LINGER,
                        LaneOptions.INFLIGHT_SIZE,
                        LaneOptions.INFLIGHT_BATCHES,
                        LaneOptions.STREAM_COUNT,
                        LaneOptions.STREAM_RATE_SIZE,
                        LaneOptions.STREAM_RATE_RECORDS,
                        LaneOptions.OPEN_TIMEOUT,
                        LaneOptions.ACK_TIMEOUT,
                        LaneOptions.BACKOFF_MIN,
                        LaneOptions.BACKOFF_MAX,
                        LaneOptions.BLOCKED_RETRY_MIN,
                        LaneOptions.BLOCKED_RETRY_MAX,
                        LaneOptions.CLOSE_SIGNAL_WAIT,
                        LaneOptions.REJECTIONS_PER_MINUTE));
    }

    private static void putSchemaOptions(Map<String, List<Option<?>>> subjects) {
        subjects.put(
                "When the table is altered",
                List.of(LaneOptions.SCHEMA_CONFLICT, LaneOptions.SCHEMA_RECHECK_MIN, LaneOptions.SCHEMA_RECHECK_MAX));
    }

    private static Map<String, Option<?>> byKey() {
        Map<String, Option<?>> all = new LinkedHashMap<>();
        for (List<Option<?>> options : BY_SUBJECT.values()) {
            for (Option<?> option : options) {
                all.put(option.key(), option);
            }
        }
        return all;
    }

    static Iterable<Option<?>> all() {
        return BY_KEY.values();
    }

    static @Nullable Option<?> find(String key) {
        return BY_KEY.get(key);
    }
}
