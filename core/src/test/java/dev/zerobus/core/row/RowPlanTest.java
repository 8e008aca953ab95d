// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Failure;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.CreateTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RowPlanTest {

    private static final long TIME = 1_795_163_415_123_456L;

    private static Event.Builder logEvent() {
        return Event.newBuilder()
                .setName("log")
                .setTimeMicros(TIME)
                .setObservedTimeMicros(TIME + 1)
                .setSource("com.example.Shop")
                .setSeverityNumber(9)
                .setMessage("hello")
                .setMessageTemplate("hel{}")
                .setThreadName("main")
                .setThreadId(42)
                .setTraceId("t")
                .setSpanId("s")
                .setFailure(Failure.newBuilder().setType("X").setMessage("m").setStackTrace("X: m\n at y"));
    }

    @Test
    void putsFixedFieldsIntoColumnsOfTheirNames() {
        Rows rows =
                Rows.of("date DATE, event_name STRING, name STRING, time TIMESTAMP, ts BIGINT, time_unix_nano BIGINT,"
                        + " observed_time STRING, observed_time_unix_nano BIGINT, severity_number STRING, level STRING, severity INT,"
                        + " message STRING, body VARIANT, message_template STRING, logger STRING, thread STRING, thread_id BIGINT,"
                        + " trace_id STRING, span_id STRING, error_type STRING, exception_message STRING, stack_trace STRING,"
                        + " Producer_Id STRING, SEQ BIGINT");

        assertThat(Rows.plain(rows.row(logEvent().build())).toString())
                .isEqualTo("{date=20777, event_name=log, time=" + TIME + ", ts=" + TIME + ", time_unix_nano=" + TIME
                        + "000,"
                        + " observed_time=2026-11-20T08:30:15.123457Z, observed_time_unix_nano=" + (TIME + 1) + "000,"
                        + " severity_number=9, level=INFO, severity=9, message=hello, body=\"hello\", message_template=hel{},"
                        + " logger=com.example.Shop, thread=main, thread_id=42, trace_id=t, span_id=s, error_type=X,"
                        + " exception_message=m, stack_trace=X: m\n at y,"
                        + " Producer_Id=01890a5d-ac96-774b-bcce-b302099a8057, SEQ=7}");
    }

    @Test
    void takesTheEventsNameForNameOnlyWhereThereIsNoBetterColumn() {
        assertThat(Rows.plain(Rows.of("name STRING").row(logEvent().build()))).containsEntry("name", "log");
        assertThat(Rows.plain(
                        Rows.of("name STRING, event STRING").row(logEvent().build())))
                .containsOnlyKeys("event");
    }

    @Test
    void prefersTheApplicationsOwnFieldButNeverForTheIdentity() {
        List<String> unknown = new ArrayList<>();
        Rows rows = new Rows(RowPlan.compile(
                CreateTable.parse("CREATE TABLE a.b.c (message STRING, thread STRING, producer_id BINARY, seq BIGINT)"),
                1000,
                unknown::add));

        DynamicMessage row = rows.row(logEvent()
                .addFields(Rows.text("MESSAGE", "mine"))
                .addFields(Rows.nothing("thread"))
                .addFields(Rows.number("seq", 1))
                .addFields(Rows.text("producer_id", "me"))
                .build());

        assertThat(Rows.plain(row)).containsOnlyKeys("message", "producer_id", "seq");
        assertThat(Rows.plain(row)).containsEntry("message", "mine").containsEntry("seq", 7L);
        assertThat(unknown).containsExactly("seq", "producer_id");
    }

    @Test
    void keepsTheIdentityOfAnEventThatAnotherProcessSentFirst() {
        UUID other = UUID.randomUUID();
        ByteString id = ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(other.getMostSignificantBits())
                .putLong(other.getLeastSignificantBits())
                .array());
        Event event = Event.newBuilder().setProducerId(id).setSeq(99).build();

        assertThat(Rows.plain(Rows.of("producer_id STRING, seq BIGINT").row(event)))
                .containsEntry("producer_id", other.toString())
                .containsEntry("seq", 99L);
        assertThat(Rows.of("producer_id BINARY").row(event).getAllFields().values())
                .containsExactly(id);
    }

    @Test
    void countsNamesWithoutAColumnAndKnowsOnlySoMany() {
        List<String> unknown = new ArrayList<>();
        Rows rows = new Rows(RowPlan.compile(
                CreateTable.parse("CREATE TABLE a.b.c (x INT, s STRUCT<a: INT>)"), 1_000_000, unknown::add));

        rows.row(Rows.event(Rows.number("x", 1), Rows.number("y", 1), Rows.map("s", Rows.number("z", 1))));
        rows.row(Rows.event(Rows.number("Y", 1)));

        assertThat(unknown).containsExactly("y", "s.z", "y");
        assertThat(unknown.get(0)).isSameAs(unknown.get(2));
        unknown.clear();
        for (int i = 0; i < 1000; i++) {
            rows.row(Rows.event(Rows.number("name" + i, 1)));
        }
        assertThat(unknown.stream().distinct()).hasSize(UnknownFields.MAX_NAMES - 2 + 1);
        assertThat(unknown).endsWith(UnknownFields.OTHERS);
    }

    @Test
    void collectsWhatHasNoColumnInTheCatchAllMap() {
        Rows rows = Rows.of("event_name STRING, time TIMESTAMP, attributes MAP<STRING, STRING>");

        DynamicMessage row = rows.row(logEvent()
                .addFields(Rows.number("n", 5))
                .addFields(Rows.text("twice", "a"))
                .addFields(Rows.nothing("gone"))
                .addFields(Rows.map("attributes", Rows.text("own", "entry"), Rows.text("n", "hidden")))
                .addFields(Rows.list("l", Rows.number("", 1), Rows.text("", "x")))
                .addFields(Rows.text("twice", "b"))
                .addFields(Rows.text("thread.name", "mine"))
                .build());

        assertThat(Rows.plain(row).get("attributes").toString())
                .isEqualTo("{observed_time=2026-11-20T08:30:15.123457Z, severity_text=INFO, message=hello,"
                        + " message_template=hel{}, source=com.example.Shop, thread.name=mine, thread.id=42, trace_id=t,"
                        + " span_id=s, exception.type=X, exception.message=m, exception.stacktrace=X: m\n at y, own=entry,"
                        + " n=5, twice=b, l=[1,\"x\"]}");
    }

    @Test
    void collectsWhatHasNoColumnInTheCatchAllVariant() {
        Rows rows = Rows.of("x INT, attributes VARIANT NOT NULL");

        assertThat(Rows.plain(
                        rows.row(Rows.event(Rows.number("y", 1), Rows.text("attributes", "t"), Rows.nothing("z")))))
                .containsEntry("attributes", "{\"attributes\":\"t\",\"y\":1,\"z\":null}");
        assertThat(Rows.plain(rows.row(Rows.event()))).containsEntry("attributes", "{}");
        assertThat(Rows.plain(Rows.of("x INT, attributes VARIANT").row(Rows.event(Rows.number("x", 1)))))
                .containsOnlyKeys("x");
    }

    @Test
    void setsEventsWithoutARequiredColumnAside() {
        Rows rows = Rows.of("id BIGINT NOT NULL, tags ARRAY<INT> NOT NULL, s STRUCT<a: INT NOT NULL, b: INT>");

        RowOutcome none = rows.encode(Rows.event());
        RowOutcome isNull = rows.encode(Rows.event(Rows.nothing("id")));
        RowOutcome noList = rows.encode(Rows.event(Rows.number("id", 1)));
        RowOutcome nested =
                rows.encode(Rows.event(Rows.number("id", 1), Rows.list("tags"), Rows.map("s", Rows.number("b", 1))));

        assertThat(List.of(none, isNull, noList, nested))
                .extracting(RowOutcome::reason)
                .containsOnly(SetAsideReason.REQUIRED_COLUMN_MISSING);
        assertThat(List.of(none, isNull, noList, nested))
                .extracting(RowOutcome::column)
                .containsExactly("id", "id", "tags", "s.a");
        assertThat(rows.out.length()).isZero();
        assertThat(rows.encode(Rows.event(Rows.number("id", 1), Rows.list("tags")))
                        .written())
                .isTrue();
    }

    @Test
    void keepsRowsUnderTheLimitAndSetsLargerOnesAside() {
        Rows rows = new Rows(
                RowPlan.compile(CreateTable.parse("CREATE TABLE a.b.c (x STRING)"), 1_000, UnknownFields.IGNORED));
        Event fits = Rows.event(Rows.text("x", "y".repeat(997)));
        Event tooLarge = Rows.event(Rows.text("x", "y".repeat(998)));
        Event giant = Rows.event(Rows.text("x", "y".repeat(5_000_000)));

        assertThat(rows.encode(fits).written()).isTrue();
        int length = rows.out.length();
        assertThat(rows.encode(tooLarge).reason()).isEqualTo(SetAsideReason.ROW_TOO_LARGE);
        assertThat(rows.encode(giant).reason()).isEqualTo(SetAsideReason.ROW_TOO_LARGE);
        assertThat(rows.encode(giant).text()).contains("a.b.c").contains("1000 bytes");
        assertThat(rows.out.length()).isEqualTo(length);
        assertThat(rows.out.array().length).isLessThan(10_000);
        assertThatThrownBy(() -> RowPlan.compile(rows.plan.schema(), 10_000_001, UnknownFields.IGNORED))
                .hasMessageContaining("10000000");
    }

    @Test
    void appendsRowsOfEverySizeOneBehindTheOther() {
        Rows rows = Rows.of("x STRING, m MAP<STRING, STRING>");
        int[] sizes = {0, 1, 120, 127, 128, 300, 16_380, 16_384, 20_000, 2_000_000, 3, 130, 0};
        for (int size : sizes) {
            String text = "é".repeat(size / 2);
            assertThat(rows.encode(Rows.event(Rows.text("x", text), Rows.map("m", Rows.text("k", text))))
                            .written())
                    .isTrue();
        }

        assertThat(rows.rows()).hasSize(sizes.length);
        for (int i = 0; i < sizes.length; i++) {
            String text = "é".repeat(sizes[i] / 2);
            assertThat(Rows.plain(rows.rows().get(i)).toString()).isEqualTo("{x=" + text + ", m={k=" + text + "}}");
        }
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        Rows rows = Rows.of("x STRING, v VARIANT");
        for (String column : List.of("x", "v")) {
            byte[] event = Rows.event(Rows.text(column, "abcd")).toByteArray();
            event[event.length - 2] = (byte) 0xC0;
            assertThat(rows.plan
                            .encode(event, 0, event.length, Rows.ID, 0, rows.out)
                            .reason())
                    .isEqualTo(SetAsideReason.UNREADABLE);
        }
        Event valid = Rows.event(Rows.text("x", "aé\u0800\uFFFF\uD83D\uDE00 and ten more letters"));
        assertThat(Rows.plain(rows.row(valid))).containsKey("x");
    }

    @Test
    void takesAValueOfNoKindForNull() {
        Rows rows = Rows.of("x INT");

        assertThat(Rows.plain(rows.row(Rows.event(Value.newBuilder().setName("x")))))
                .isEmpty();
    }
}
