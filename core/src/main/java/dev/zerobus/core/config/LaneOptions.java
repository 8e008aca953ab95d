// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.core.lane.OverflowPolicy;
import dev.zerobus.core.lane.SchemaConflict;
import dev.zerobus.core.lane.StreamLimits;
import dev.zerobus.core.row.ColumnMapping;
import dev.zerobus.schema.TableName;
import java.io.File;
import java.time.Duration;

/** The options of a lane. Each may stand for one lane or, but for table and events, for all. */
public final class LaneOptions {

    /** The lane's table. */
    public static final Option<TableName> TABLE = Option.laneOnly(
            "table",
            new TableNameType(),
            null,
            "The lane's table. It must exist. Without a lane's name it is the table of the lane `default`.");

    /** The lane's events. */
    public static final Option<EventPatterns> EVENTS = Option.laneOnly(
            "events",
            new EventPatternsType(),
            "*",
            "Which events the lane takes, by name. The first lane in declared order that matches takes an event; a lane that takes all (`*`) is the default lane and comes last.");

    /** Where the table's schema is read from. */
    public static final Option<SchemaOrigin> SCHEMA_SOURCE = Option.lane(
            "schema.source",
            new ChoiceType<>(SchemaOrigin.class),
            "unity",
            "Where the table's schema is read from: `unity` for Unity Catalog, `ddl` for `schema.file`.");

    /** The file with the table's schema. */
    public static final Option<File> SCHEMA_FILE = Option.lane(
            "schema.file",
            new FileType("CREATE TABLE statements"),
            null,
            "A file with the table's `CREATE TABLE` statement, for `schema.source=ddl`. It may hold other tables as well.");

    /** What happens when events lose something by a change of the table. */
    public static final Option<SchemaConflict> SCHEMA_CONFLICT = Option.lane(
            "schema.conflict",
            new ChoiceType<>(SchemaConflict.class),
            "block",
            "What happens when the table is altered so that events lose something by it: a column that they fill is gone, or has a type that they do not fit. `block` keeps them, says which column it is, and goes on when it is repaired; `adapt` goes on at once: fields without a column are left out and counted, events that do not fit are set aside. A start takes the table as it is then.");

    /** How soon the table is looked at again. */
    public static final Option<Duration> SCHEMA_RECHECK_MIN = Option.lane(
            "schema.recheck.min",
            new DurationType(Duration.ofMillis(10), Duration.ofHours(24)),
            "1m",
            "The shortest time between two looks at the table when it may have changed: an event has a field without a column of its own, or does not fit its column, or a stream was opened anew. What happens for the first time is not sent before the table was looked at, unless that was less than this time ago.");

    /** How late the table is looked at again. */
    public static final Option<Duration> SCHEMA_RECHECK_MAX = Option.lane(
            "schema.recheck.max",
            new DurationType(Duration.ofMillis(10), Duration.ofHours(24)),
            "5m",
            "The longest time between two such looks while events go on to have the same fields without a column, and no look has found another table.");

    /** Which columns get something else than what has their name. */
    public static final Option<ColumnMapping> COLUMNS = Option.lane(
            "columns",
            new ColumnMappingType(),
            null,
            "Which columns of the table get something else than what has their own name: a part of the event (such as `message` or `thread_name`), a field, an MDC key, or a fact or constant. A mapped column takes its source and nothing else. What does not fit the table is said and costs that column only.");

    /** The ring's size. */
    public static final Option<Integer> RING_SIZE = Option.lane(
            "ring.size",
            new SizeType(64 << 10, 1 << 30, true),
            "32MiB",
            "Memory that holds events until they are durable, allocated once. When it is full, `overflow.policy` decides.");

    /** How large one event may be. */
    public static final Option<Integer> EVENT_MAX_SIZE = Option.lane(
            "event.max-size",
            new SizeType(1 << 10, 8 << 20, false),
            "1MiB",
            "How large one event may be. What does not fit is left out of the event and counted. At most a quarter of the ring.");

    /** When a batch is full, in bytes. */
    public static final Option<Integer> BATCH_SIZE = Option.lane(
            "batch.size",
            new SizeType(1 << 10, 4_000_000, false),
            "1MiB",
            "A batch is sent when it has this many bytes; a single row that is larger travels alone. At most half of the ring.");

    /** When a batch is full, in rows. */
    public static final Option<Integer> BATCH_RECORDS = Option.lane(
            "batch.records", new CountType(1, 1_000_000), "10000", "A batch is sent when it has this many rows.");

    /** When a batch that is not full is sent. */
    public static final Option<Duration> BATCH_LINGER = Option.lane(
            "batch.linger",
            new DurationType(Duration.ZERO, Duration.ofSeconds(10)),
            "10ms",
            "A batch that is not full is sent when its first event has waited this long. Longer means fewer requests, less that"
                    + " takes processor time from the application, and later rows.");

    /** How much may be unacked, in bytes. */
    public static final Option<Integer> INFLIGHT_SIZE = Option.lane(
            "inflight.size",
            new SizeType(1 << 10, 1 << 30, false),
            null,
            "How many bytes may be sent and not acked before the lane waits. Without it, as many as the ring has.");

    /** How much may be unacked, in batches. */
    public static final Option<Integer> INFLIGHT_BATCHES = Option.lane(
            "inflight.batches",
            new CountType(1, 65_536),
            "256",
            "How many batches may be sent and not acked before the lane waits.");

    /** What happens while the ring is full. */
    public static final Option<OverflowPolicy> OVERFLOW_POLICY = Option.lane(
            "overflow.policy",
            new ChoiceType<>(OverflowPolicy.class),
            "drop",
            "What happens to a new event while the ring is full: `drop` refuses it, `block` lets the caller wait for room.");

    /** How long a caller waits while the ring is full. */
    public static final Option<Duration> OVERFLOW_TIMEOUT = Option.lane(
            "overflow.timeout",
            new DurationType(Duration.ofMillis(1), Duration.ofMinutes(1)),
            "100ms",
            "How long a caller waits for room with `overflow.policy=block`; then the event is refused and counted.");

    /** When TRACE and DEBUG are refused already. */
    public static final Option<Integer> OVERFLOW_SHED_BELOW = Option.lane(
            "overflow.shed-below",
            new CountType(0, 90),
            "20",
            "TRACE and DEBUG events are refused while less than this percentage of the ring is free, to keep room for the others; 0 treats all alike. Only with `overflow.policy=drop`.");

    /** How many streams a lane may have. */
    public static final Option<Integer> STREAM_COUNT = Option.lane(
            "stream.count",
            new CountType(1, StreamLimits.MOST_STREAMS),
            "1",
            "How many streams the lane may have at most. It begins with one, opens more when one has used more than 80 % of its rate for 5 s, and closes them when they have had little to do for a minute. The events of one thread go by one stream, so they keep their order; those of different threads may overtake each other. With 1 all events go in the order in which the lane took them.");

    /** What one stream takes in a second, in bytes. */
    public static final Option<Integer> STREAM_RATE_SIZE = Option.lane(
            "stream.rate.size",
            new SizeType(StreamLimits.MIN_BYTES_PER_SECOND, StreamLimits.MOST_BYTES_PER_SECOND, false),
            "100MB",
            "How many bytes of rows the service takes on one stream in a second. The lane keeps to 95 % of it, and never sends more than all of it within any second; events wait meanwhile. The default is what the service documents; a server on this machine has no quota, and nothing is held back there unless this is set.");

    /** What one stream takes in a second, in rows. */
    public static final Option<Integer> STREAM_RATE_RECORDS = Option.lane(
            "stream.rate.records",
            new CountType(1, StreamLimits.MOST_RECORDS_PER_SECOND),
            "100000",
            "As `stream.rate.size`, in rows. The service's quota page says 100000; it was 15000 at first. A batch has at most a twentieth of either rate.");

    /** How many rejected records make the lane rest. */
    public static final Option<Integer> REJECTIONS_PER_MINUTE = Option.lane(
            "rejections.per-minute",
            new CountType(1, 1_000_000),
            "60",
            "How many requests the service may reject within a minute before the lane is blocked for the rest of it, with its events kept. So is a lane of whose rows more than 5 % are rejected, from 20 rejected rows on. 1000000 turns both off.");

    /** How long opening a stream may take. */
    public static final Option<Duration> OPEN_TIMEOUT = Option.lane(
            "open.timeout",
            new DurationType(Duration.ofMillis(100), Duration.ofMinutes(10)),
            "15s",
            "How long opening a stream may take before it is tried anew.");

    /** How long an ack may take. */
    public static final Option<Duration> ACK_TIMEOUT = Option.lane(
            "ack.timeout",
            new DurationType(Duration.ofMillis(100), Duration.ofHours(1)),
            "1m",
            "How long the oldest unacked batch may see no progress before the stream counts as dead and its rows are sent again.");

    /** The first pause after a failure. */
    public static final Option<Duration> BACKOFF_MIN = Option.lane(
            "backoff.min",
            new DurationType(Duration.ofMillis(1), Duration.ofMinutes(1)),
            "100ms",
            "The bound of the first random pause after a lost stream; it doubles with every failure until an ack makes progress.");

    /** The longest pause after a failure. */
    public static final Option<Duration> BACKOFF_MAX = Option.lane(
            "backoff.max",
            new DurationType(Duration.ofMillis(10), Duration.ofHours(1)),
            "30s",
            "The bound of the longest random pause between attempts.");

    /** The first pause while somebody has to repair something. */
    public static final Option<Duration> BLOCKED_RETRY_MIN = Option.lane(
            "blocked-retry.min",
            new DurationType(Duration.ofMillis(10), Duration.ofHours(24)),
            "1m",
            "The shortest pause between attempts while somebody has to repair something: a missing table, grant or credential. Events are kept meanwhile.");

    /** The longest pause while somebody has to repair something. */
    public static final Option<Duration> BLOCKED_RETRY_MAX = Option.lane(
            "blocked-retry.max",
            new DurationType(Duration.ofMillis(10), Duration.ofHours(24)),
            "5m",
            "The longest of these pauses.");

    /** How long to wait for acks after the service announced the end of a stream. */
    public static final Option<Duration> CLOSE_SIGNAL_WAIT = Option.lane(
            "close-signal.wait",
            new DurationType(Duration.ZERO, Duration.ofMinutes(10)),
            "30s",
            "How long to wait at most for outstanding acks when the service announces the end of a stream; the service may ask for less.");

    private LaneOptions() {}
}
