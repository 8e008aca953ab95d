// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A lane without threads and without time of its own: the test offers, steps and says what the service does. The rows are
 * made by the real plan and read back by the protobuf parser.
 */
final class LaneHarness {

    static final TableSchema TABLE =
            CreateTable.parse("CREATE TABLE main.test.orders (producer_id STRING, seq BIGINT, id BIGINT, note STRING)");
    static final UUID PRODUCER = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);
    static final StreamFailure GONE = StreamFailure.of(FailureCode.UNAVAILABLE, "the network is gone");
    static final StreamFailure BAD = StreamFailure.of(FailureCode.INVALID_ARGUMENT, "record is no good");

    /** An event that was set aside, as its taker saw it. */
    record Aside(long seq, long id, SetAsideReason reason, String column, String text) {}

    final CountingLaneMetrics metrics =
            new CountingLaneMetrics("orders", TABLE.name().fullName());
    final List<String> said = new ArrayList<>();
    final List<Aside> asides = new ArrayList<>();
    final Queue<Runnable> house = new ArrayDeque<>();
    final List<TableName> fetches = new ArrayList<>();
    final Lane lane;
    final Drain drain;

    TableSchema schema = TABLE;
    SchemaException schemaFailure;
    boolean houseRunsAtOnce = true;
    RuntimeException pollError;
    RuntimeException sendError;
    /** Each is thrown once, as if there were no memory or no thread just then. */
    Error connectError;

    Error houseError;
    Error closeError;
    long failsToSendRow = -1;
    long now = 1_000_000_000_000L;
    int everySecond;
    final List<ScriptedSession> sessions = new ArrayList<>();
    private ScriptedSession session;
    private long nextId;

    LaneHarness() {
        this(settings -> settings);
    }

    LaneHarness(UnaryOperator<LaneSettings.Builder> settings) {
        this(settings, builder -> builder, encoder -> encoder);
    }

    LaneHarness(
            UnaryOperator<LaneSettings.Builder> settings,
            UnaryOperator<LaneBuilder> more,
            UnaryOperator<RowEncoder> encoders) {
        this(settings, more, encoders, null);
    }

    /** What the lane says goes to a channel of the test. */
    LaneHarness(
            UnaryOperator<LaneSettings.Builder> settings,
            UnaryOperator<LaneBuilder> more,
            UnaryOperator<RowEncoder> encoders,
            StatusChannel channel) {
        Executor runner = task -> {
            Error error = houseError;
            houseError = null;
            fail(error);
            house.add(task);
            if (houseRunsAtOnce) {
                runHouse();
            }
        };
        RowIdentity identity = new RowIdentity(PRODUCER);
        LaneBuilder builder = Lane.builder(
                        "orders",
                        TABLE.name(),
                        identity,
                        this::fetch,
                        this::open,
                        runner,
                        channel == null ? this::say : channel)
                .settings(settings.apply(LaneSettings.builder()
                                .ringBytes(1 << 18)
                                .batchRecords(10)
                                .linger(Duration.ofMillis(5)))
                        .build())
                // time stands still in most tests: no rate is high enough
                .limits(StreamLimits.of(1 << 30, 999_999_999))
                .metrics(metrics)
                .setAside(this::setAside)
                .nanoClock(() -> now)
                .everySecond(() -> everySecond++);
        Function<TableSchema, RowEncoder> compiler =
                columns -> encoders.apply(new PlanEncoder(columns, identity, RowExtras.NONE, metrics));
        lane = more.apply(builder).build(compiler);
        drain = lane.drain();
    }

    ScriptedSession session() {
        return session;
    }

    /** With a small ring and a disk behind it. */
    static LaneHarness onDisk(MemoryDisk disk, boolean writeAhead) {
        return new LaneHarness(
                settings -> settings.ringBytes(1 << 16),
                builder -> {
                    builder.disk = disk;
                    builder.writeAhead = writeAhead;
                    return builder;
                },
                encoder -> encoder);
    }

    private StreamSession open(TableName table, SessionListener listener, Runnable wakeup) {
        session = new ScriptedSession(listener, wakeup);
        sessions.add(session);
        return new HookedSession(
                session, this::failToConnect, this::failToClose, () -> fail(pollError), (rows, records) -> {
                    fail(sendError);
                    if (failsToSendRow >= 0
                            && Rows.parse(schema, rows).stream().anyMatch(row -> row.seq() == failsToSendRow)) {
                        throw new IllegalStateException("can not send row " + failsToSendRow);
                    }
                });
    }

    private void failToClose() {
        Error error = closeError;
        closeError = null;
        fail(error);
    }

    private void failToConnect() {
        Error error = connectError;
        connectError = null;
        fail(error);
    }

    private static <E extends Throwable> void fail(E error) throws E {
        if (error != null) {
            throw error;
        }
    }

    private TableSchema fetch(TableName table) throws SchemaException {
        fetches.add(table);
        if (schemaFailure != null) {
            throw schemaFailure;
        }
        return schema;
    }

    private void say(StatusChannel.Level level, String message) {
        said.add(level + " " + message);
    }

    private void setAside(SetAside.Event event) {
        try {
            Event parsed = Event.parser().parseFrom(event.bytes(), event.offset(), event.length());
            long id = parsed.getFieldsCount() == 0 ? -1 : parsed.getFields(0).getIntValue();
            asides.add(new Aside(event.seq(), id, event.reason(), event.column(), event.text()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            asides.add(new Aside(event.seq(), -2, event.reason(), event.column(), event.text()));
        }
    }

    void runHouse() {
        for (Runnable task = house.poll(); task != null; task = house.poll()) {
            task.run();
        }
    }

    /** An event with a number, and a text of a size. */
    static byte[] event(long id, int noteLength) {
        return Event.newBuilder()
                .setName("order")
                .addFields(Value.newBuilder().setName("id").setIntValue(id))
                .addFields(Value.newBuilder().setName("note").setStringValue("n".repeat(noteLength)))
                .build()
                .toByteArray();
    }

    /** An event that fits no row of the table: its id is a text. */
    static byte[] misfit() {
        return Event.newBuilder()
                .setName("order")
                .addFields(Value.newBuilder().setName("id").setStringValue("seven"))
                .build()
                .toByteArray();
    }

    boolean offer(byte[] event) {
        return lane.offer(event, 0, event.length, 0);
    }

    /** As if a thread had emitted it whose events have that key, from 0 on. */
    boolean offer(int orderKey, byte[] event) {
        return lane.offer(event, 0, event.length, 0, 1 + orderKey);
    }

    /** Offers events with the next numbers. */
    void offer(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(offer(event(nextId++, 10))).as("room for event " + i).isTrue();
        }
    }

    void misfits(int count) {
        for (int i = 0; i < count; i++) {
            nextId++;
            assertThat(offer(misfit())).isTrue();
        }
    }

    int step() {
        return drain.runOnce(now);
    }

    /** Steps until nothing is left to do at this time. */
    void settle() {
        for (int i = 0; i < 10_000; i++) {
            if (step() == 0) {
                return;
            }
        }
        throw new AssertionError("the drain runs hot: 10,000 steps without a pause");
    }

    void pass(Duration time) {
        now += time.toNanos();
        settle();
    }

    void passLinger() {
        pass(Duration.ofMillis(5));
    }

    /** Acknowledges everything sent on the present stream. */
    void ackAll() {
        ScriptedSession.Sent last = last();
        assertThat(last.stream()).isEqualTo(session.streams());
        session.willAck(last.offset());
        settle();
    }

    ScriptedSession.Sent last() {
        List<ScriptedSession.Sent> sent = session.sent();
        return sent.get(sent.size() - 1);
    }

    List<Rows.Row> rows(ScriptedSession.Sent request) {
        return Rows.parse(schema, request.rows());
    }

    List<Rows.Row> rowsOfStream(int stream) {
        List<Rows.Row> rows = new ArrayList<>();
        for (ScriptedSession.Sent request : session.sent()) {
            if (request.stream() == stream) {
                rows.addAll(rows(request));
            }
        }
        return rows;
    }

    LaneSnapshot snapshot() {
        return metrics.snapshot();
    }

    /** The one assertion on the books; call it at any quiet moment. */
    LaneSnapshot assertBooksBalance() {
        return Books.assertBalanced(metrics, lane);
    }
}
