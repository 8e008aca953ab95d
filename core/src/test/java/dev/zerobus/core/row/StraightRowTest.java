// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Failure;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two plans of one table: one has room behind its events and may go the straight way, the other may not. */
final class StraightRowTest {

    private static final RowFacts FACTS = RowFacts.of(List.of(
            RowFact.text("service_name", "service.name", "till"),
            RowFact.number("process_id", "process.pid", 4711),
            RowFact.text("f3", "f3", "a fact")));

    private static final String LOGS = "producer_id STRING, seq BIGINT, time TIMESTAMP, severity_text STRING,"
            + " severity_number INT, logger STRING, thread_name STRING, thread_id BIGINT, message STRING,"
            + " message_template STRING, error_type STRING, error_message STRING, stack_trace STRING, trace_id STRING,"
            + " span_id STRING, observed_time TIMESTAMP, event_name STRING, f1 BIGINT, f2 STRING";

    private static final String[] TABLES = {
        LOGS + ", attributes MAP<STRING, STRING>",
        LOGS + ", attributes VARIANT",
        LOGS,
        "f0 STRING, f1 BIGINT, f2 DOUBLE, f3 FLOAT, f4 BOOLEAN, f5 TIMESTAMP, f6 INT, f7 SMALLINT, f8 TINYINT",
        "f0 VARIANT, f1 STRING NOT NULL, f2 DECIMAL(18,4), f3 DATE, f4 BINARY, attributes MAP<STRING, STRING>",
        "f0 ARRAY<STRING>, f1 MAP<STRING, DOUBLE>, f2 STRUCT<a: INT>, f3 TIMESTAMP_NTZ, attributes MAP<STRING, VARIANT>",
        "time BIGINT, event_time STRING, time_unix_nano BIGINT, date DATE, observed_time_unix_nano STRING, level INT,"
                + " severity STRING, body VARIANT, error STRING, exception STRING, producer_id BINARY, seq BIGINT,"
                + " record_id STRING, attributes MAP<STRING, STRING>",
        "message STRING, msg STRING, producer_id STRING, thread_name STRING, attributes MAP<STRING, STRING>",
        "f1 STRING, f2 BIGINT, f17 STRING, f18 STRING, f19 STRING, f20 STRING",
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** A plan, and what it has reported. */
    private static final class Way {
        final List<String> unknown = new ArrayList<>();
        final Rows rows;

        Way(TableSchema schema, RowFacts facts, ColumnMapping mapping) {
            rows = new Rows(RowPlan.compile(schema, 5_000, unknown::add, new RowExtras(facts, mapping)));
        }
    }

    private TableSchema table(int number) {
        if (number < TABLES.length) {
            return CreateTable.parse("CREATE TABLE a.b.c (" + TABLES[number] + ")");
        }
        TableName name = TableName.of("a.b.c");
        return (number % 2 == 0 ? ReadyTable.OTLP_LOGS_V1 : ReadyTable.OTLP_LOGS_V2).schema(name);
    }

    private Event event() {
        Event.Builder event = Event.newBuilder().setTimeMicros(1_795_163_415_123_456L);
        if (often()) {
            event.setName(random.nextInt(5) == 0 ? "log" : text()).setMessage(text());
        }
        if (often()) {
            event.setSeverityNumber(random.nextInt(30) - 2);
        }
        if (random.nextBoolean()) {
            event.setSeverityText(text()).setSource(text()).setMessageTemplate(text());
            event.setThreadName(text()).setThreadId(random.nextInt(3) == 0 ? random.nextLong() : 17);
            event.setObservedTimeMicros(random.nextLong() >> random.nextInt(64));
        }
        if (random.nextInt(4) == 0) {
            event.setTraceId(text()).setSpanId(text());
            event.setFailure(
                    Failure.newBuilder().setType(text()).setMessage(text()).setStackTrace(text()));
        }
        if (random.nextInt(20) == 0) {
            event.setTimeMicros(random.nextLong());
        }
        if (random.nextInt(20) == 0) {
            event.setProducerId(ByteString.copyFrom(new byte[16])).setSeq(random.nextLong());
        }
        boolean mayRepeat = random.nextInt(4) == 0;
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            event.addFields(value().setName(name(mayRepeat ? random.nextInt(9) : i)));
        }
        return event.build();
    }

    private String name(int number) {
        if (random.nextInt(15) == 0) {
            String[] others = {
                "message", "F" + number, "trace_flags", "thread.name", "service_name", "attributes", "seq", ""
            };
            return others[random.nextInt(others.length)];
        }
        return random.nextInt(10) == 0 ? "a_rather_long_name_" + number : "f" + number;
    }

    private boolean often() {
        return random.nextInt(8) > 0;
    }

    private Value.Builder value() {
        Value.Builder value = Value.newBuilder();
        switch (random.nextInt(14)) {
            case 0:
                return value.setBoolValue(random.nextBoolean());
            case 1:
            case 2:
                return value.setIntValue(random.nextLong() >> random.nextInt(64));
            case 3:
                return value.setDoubleValue(random.nextInt(3) == 0 ? 2.5 : random.nextGaussian());
            case 4:
                return value.setFloatValue(random.nextFloat());
            case 5:
                return value.setTimestampMicros(random.nextLong() >> random.nextInt(20));
            case 6:
                return random.nextInt(3) == 0 ? value.setNullValue(true) : value.setDateDays(random.nextInt(9_999));
            case 7:
                return Rows.list("", Rows.text("", text()));
            case 8:
                return Rows.map("", Rows.text("a", text()), Rows.number("b", 1));
            default:
                return value.setStringValue(text());
        }
    }

    private String text() {
        int length = random.nextInt(8) == 0 ? random.nextInt(700) : random.nextInt(24);
        boolean ascii = random.nextInt(4) > 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(ascii || random.nextInt(6) > 0 ? ' ' + random.nextInt(90) : random.nextInt(0xD800));
        }
        return text.toString();
    }

    private static byte[] longer(byte[] event) {
        byte[] longer = Arrays.copyOf(event, event.length + StraightRow.SLACK_BYTES);
        Arrays.fill(longer, event.length, longer.length, (byte) 0xC3);
        return longer;
    }

    private void assertSame(Way straight, Way other, byte[] event, String what) {
        straight.rows.out.clear();
        other.rows.out.clear();
        byte[] longer = longer(event);

        RowOutcome a = straight.rows.plan.encode(longer, 0, event.length, Rows.ID, 7, straight.rows.out);
        RowOutcome b = other.rows.plan.encode(event, 0, event.length, Rows.ID, 7, other.rows.out);

        assertThat(a).as(what).hasToString(b.toString());
        assertThat(a.column()).as(what).isEqualTo(b.column());
        assertThat(straight.unknown).as(what).containsExactlyInAnyOrderElementsOf(other.unknown);
        straight.unknown.clear();
        other.unknown.clear();
        assertThat(straight.rows.plan.caughtFields()).as(what).isEqualTo(other.rows.plan.caughtFields());
        if (a.written()) {
            assertThat(Rows.plain(straight.rows.rows().get(0)))
                    .as(what)
                    .isEqualTo(Rows.plain(other.rows.rows().get(0)));
        }
    }

    @Test
    void bothWaysWriteTheSameRowsAndSayTheSame() {
        long straightRows = 0;
        for (int round = 0; round < 120; round++) {
            TableSchema schema = table(round % (TABLES.length + 2));
            RowFacts facts = random.nextBoolean() ? FACTS : RowFacts.NONE;
            ColumnMapping mapping =
                    random.nextInt(4) > 0 ? ColumnMapping.NONE : ColumnMapping.parse("msg=message, f18=f17");
            Way straight = new Way(schema, facts, mapping);
            Way other = new Way(schema, facts, mapping);
            for (int i = 0; i < 60; i++) {
                Event event = event();
                assertSame(straight, other, event.toByteArray(), "seed " + seed + ", " + schema.name() + " " + event);
            }
            straightRows += straight.rows.plan.straightRows();
            assertThat(other.rows.plan.straightRows()).isZero();
        }
        assertThat(straightRows).as("seed %d", seed).isGreaterThan(1_000);
    }

    @Test
    void bothWaysSayTheSameOfDamagedEvents() {
        for (int round = 0; round < 60; round++) {
            TableSchema schema = table(random.nextInt(TABLES.length + 2));
            Way straight = new Way(schema, FACTS, ColumnMapping.NONE);
            Way other = new Way(schema, FACTS, ColumnMapping.NONE);
            byte[] event = event().toByteArray();
            for (int i = 0; i < 150 && event.length > 0; i++) {
                byte[] mutant =
                        Arrays.copyOf(event, random.nextInt(3) == 0 ? random.nextInt(event.length) + 1 : event.length);
                for (int m = random.nextInt(3); m >= 0; m--) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
                }
                assertSame(straight, other, mutant, "seed " + seed + " " + Arrays.toString(mutant));
            }
        }
    }

    /** No encoder of ours writes such a thing; the last name and the last value count, as everywhere in protobuf. */
    @Test
    void bothWaysReadAValueWithTwoNamesAlike() {
        Way straight = new Way(table(0), RowFacts.NONE, ColumnMapping.NONE);
        Way other = new Way(table(0), RowFacts.NONE, ColumnMapping.NONE);
        ByteString twoNames = Value.newBuilder()
                .setName("a")
                .build()
                .toByteString()
                .concat(Rows.text("b", "first").build().toByteString());
        UnknownFieldSet raw = UnknownFieldSet.newBuilder()
                .addField(
                        15,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(twoNames)
                                .build())
                .build();
        byte[] event = raw.toByteString()
                .concat(Rows.event(Rows.text("b", "second")).toByteString())
                .toByteArray();

        assertSame(straight, other, event, "two names");

        assertThat(Rows.plain(straight.rows.rows().get(0)).toString()).contains("attributes={b=second}");
    }

    /** Names of columns are found in any case, but what tracers put into the MDC has one spelling. */
    @Test
    void bothWaysReadTraceFlagsAlikeAfterAFieldThatIsNamedNearlySo() {
        String columns = "body STRING, time_unix_nano BIGINT, trace_flags STRING, flags INT,"
                + " resource STRUCT<attributes: MAP<STRING, STRING>>, instrumentation_scope STRUCT<name: STRING>";
        TableSchema table = CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")");
        Way straight = new Way(table, RowFacts.NONE, ColumnMapping.NONE);
        Way other = new Way(table, RowFacts.NONE, ColumnMapping.NONE);
        for (String name : List.of("Trace_Flags", "trace_flags", "TRACE_FLAGS", "trace_flags")) {
            assertSame(straight, other, Rows.event(Rows.text(name, "01")).toByteArray(), name);
        }
    }

    @Test
    void usualEventsGoTheStraightWay() {
        Way logs = new Way(table(0), FACTS, ColumnMapping.NONE);
        Event.Builder log = Event.newBuilder()
                .setName("log")
                .setTimeMicros(1)
                .setObservedTimeMicros(2)
                .setSource("com.example.Shop")
                .setSeverityNumber(9)
                .setSeverityText("INFO")
                .setMessage("Grüße")
                .setThreadName("main")
                .setThreadId(1)
                .addFields(Rows.text("user", "u-1"))
                .addFields(Rows.text("tenant", "t-1"));
        Way otlp = new Way(ReadyTable.OTLP_LOGS_V2.schema(TableName.of("a.b.c")), FACTS, ColumnMapping.NONE);
        Way orders = new Way(table(3), RowFacts.NONE, ColumnMapping.NONE);
        Event order = Rows.event(Rows.text("f0", "x"), Rows.number("f1", -1), Rows.number("f6", 1 << 30));

        for (int i = 0; i < 100; i++) {
            assertThat(logs.rows.encode(log.build()).written()).isTrue();
            assertThat(otlp.rows.encode(log.build()).written()).isTrue();
            assertThat(orders.rows.encode(order).written()).isTrue();
        }

        assertThat(List.of(
                        logs.rows.plan.straightRows(), otlp.rows.plan.straightRows(), orders.rows.plan.straightRows()))
                .containsExactly(100L, 100L, 100L);
    }

    @Test
    void whatNeverGoesTheStraightWayIsSeldomTriedThere() {
        Way way = new Way(table(3), RowFacts.NONE, ColumnMapping.NONE);
        Event twice = Rows.event(Rows.text("f0", "a"), Rows.text("f0", "b"));
        Event once = Rows.event(Rows.text("f0", "a"));

        for (int i = 0; i < 100; i++) {
            way.rows.encode(twice);
        }
        way.rows.encode(once);
        long whilePaused = way.rows.plan.straightRows();
        for (int i = 0; i < 2_000; i++) {
            way.rows.encode(once);
        }

        assertThat(whilePaused).isZero();
        assertThat(way.rows.plan.straightRows()).isGreaterThan(900);
    }

    @Test
    void aRowOfTheStraightWayHasItsLimitToo() {
        Way way = new Way(table(3), RowFacts.NONE, ColumnMapping.NONE);

        assertThat(way.rows
                        .encode(Rows.event(Rows.text("f0", "a".repeat(4_996))))
                        .written())
                .isTrue();
        assertThat(way.rows
                        .encode(Rows.event(Rows.text("f0", "a".repeat(4_998))))
                        .reason())
                .isEqualTo(dev.zerobus.core.metrics.SetAsideReason.ROW_TOO_LARGE);
    }
}
