// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.Failure;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of OpenTelemetry's tables, judged by the protobuf parser. */
final class OtlpRowsTest {

    private static final long TIME = 1_795_163_415_123_456L;
    private static final TableName NAME = TableName.of("main.ops.otel");
    private static final RowFacts FACTS = RowFacts.of(List.of(
            RowFact.text("service_name", "service.name", "till"),
            RowFact.number("process_id", "process.pid", 4711),
            RowFact.text("team", "team", "payments")));

    private static Rows rows(TableSchema schema) {
        return new Rows(RowPlan.compile(
                schema,
                RowPlan.DEFAULT_MAX_ROW_BYTES,
                UnknownFields.IGNORED,
                new RowExtras(FACTS, ColumnMapping.NONE)));
    }

    private static Event.Builder log() {
        return Event.newBuilder()
                .setName("log")
                .setTimeMicros(TIME)
                .setSource("com.example.Shop")
                .setSeverityNumber(17)
                .setSeverityText("SEVERE")
                .setMessage("it \"broke\"")
                .setMessageTemplate("it {}")
                .setThreadName("main")
                .setThreadId(42)
                .setTraceId("0af7651916cd43dd8448eb211c80319c")
                .setSpanId("b7ad6b7169203331")
                .setFailure(Failure.newBuilder().setType("X").setMessage("m").setStackTrace("X: m\n at y"))
                .addFields(Rows.text("trace_flags", "01"))
                .addFields(Rows.text("code_function", "com.example.Shop.pay"))
                .addFields(Rows.number("code_line", 12))
                .addFields(Rows.text("request_id", "r-1"));
    }

    @Test
    void fillsTheSecondVersionAsAnExporterWould() {
        Map<String, Object> row =
                Rows.plain(rows(ReadyTable.OTLP_LOGS_V2.schema(NAME)).row(log().build()));

        assertThat(row.toString())
                .isEqualTo("{record_id=01890a5d-ac96-774b-bcce-b302099a8057:7, time=" + TIME + ", date=20777,"
                        + " service_name=till, trace_id=0af7651916cd43dd8448eb211c80319c, span_id=b7ad6b7169203331,"
                        + " time_unix_nano=" + TIME + "000, observed_time_unix_nano=" + TIME + "000,"
                        + " severity_number=17, severity_text=SEVERE, body=\"it \\\"broke\\\"\","
                        + " attributes={\"log.body.template\":\"it {}\",\"thread.name\":\"main\",\"thread.id\":42,"
                        + "\"exception.type\":\"X\",\"exception.message\":\"m\",\"exception.stacktrace\":\"X: m\\n at y\","
                        + "\"code.function.name\":\"com.example.Shop.pay\",\"code.line.number\":12,\"request_id\":\"r-1\"},"
                        + " dropped_attributes_count=0, flags=1,"
                        + " resource={attributes={\"service.name\":\"till\",\"process.pid\":4711,\"team\":\"payments\"},"
                        + " dropped_attributes_count=0},"
                        + " instrumentation_scope={name=com.example.Shop, dropped_attributes_count=0}}");
    }

    @Test
    void fillsTheFirstVersionWithMaps() {
        Map<String, Object> row =
                Rows.plain(rows(ReadyTable.OTLP_LOGS_V1.schema(NAME)).row(log().build()));

        assertThat(row.get("body")).isEqualTo("it \"broke\"");
        assertThat(row.get("flags")).isEqualTo(1);
        assertThat(row.get("resource").toString())
                .isEqualTo(
                        "{attributes={service.name=till, process.pid=4711, team=payments}, dropped_attributes_count=0}");
        assertThat(row.get("attributes").toString())
                .isEqualTo("{log.body.template=it {}, thread.name=main, thread.id=42, exception.type=X,"
                        + " exception.message=m, exception.stacktrace=X: m\n at y,"
                        + " code.function.name=com.example.Shop.pay, code.line.number=12, request_id=r-1}");
        assertThat(row).doesNotContainKeys("event_name", "resource_schema_url", "log_schema_url");
    }

    @Test
    void keepsTheNameOfAnEventThatIsNoPlainLogRecord() {
        Rows rows = rows(ReadyTable.OTLP_LOGS_V2.schema(NAME));

        assertThat(Rows.plain(rows.row(log().setName("order_placed").build())))
                .containsEntry("event_name", "order_placed");
        assertThat(Rows.plain(Rows.of("event_name STRING").row(log().build())))
                .as("other tables say log")
                .containsEntry("event_name", "log");
    }

    @Test
    void observedTimeAndFlagsAreWhatTheEventSaysOfThem() {
        Rows rows = rows(ReadyTable.OTLP_LOGS_V1.schema(NAME));
        Event event = Event.newBuilder()
                .setTimeMicros(TIME)
                .setObservedTimeMicros(TIME + 5)
                .addFields(Rows.text("trace_flags", "zz"))
                .build();

        Map<String, Object> row = Rows.plain(rows.row(event));
        assertThat(row)
                .containsEntry("observed_time_unix_nano", (TIME + 5) * 1_000)
                .containsEntry("flags", 0);
        assertThat(row.get("attributes").toString()).isEqualTo("{trace_flags=zz}");
        assertThat(row.get("instrumentation_scope").toString()).isEqualTo("{dropped_attributes_count=0}");
    }

    @Test
    void theApplicationsOwnResourceWins() {
        Rows rows = rows(ReadyTable.OTLP_LOGS_V1.schema(NAME));
        Event event = Rows.event(Rows.map("resource", Rows.map("attributes", Rows.text("a", "b"))));

        assertThat(Rows.plain(rows.row(event)).get("resource").toString()).isEqualTo("{attributes={a=b}}");
    }

    @Test
    void recordIdsStayTheSameForTheSameRowAndDifferForOthers() {
        Rows rows = rows(ReadyTable.OTLP_LOGS_V2.schema(NAME));
        byte[] event = log().build().toByteArray();
        for (long seq : new long[] {0, 1, Long.MAX_VALUE, 1}) {
            assertThat(rows.plan
                            .encode(event, 0, event.length, Rows.ID, seq, rows.out)
                            .written())
                    .isTrue();
        }

        assertThat(rows.rows())
                .extracting(row -> Rows.plain(row).get("record_id"))
                .containsExactly(Rows.ID + ":0", Rows.ID + ":1", Rows.ID + ":" + Long.MAX_VALUE, Rows.ID + ":1");
    }

    @Test
    void recordIdsNameTheProducerThatSentTheEventFirst() {
        Rows both = Rows.of("producer_id BINARY, record_id STRING");
        byte[] other = new byte[16];
        other[15] = 9;
        Event event = Event.newBuilder()
                .setProducerId(com.google.protobuf.ByteString.copyFrom(other))
                .setSeq(3)
                .build();

        assertThat(Rows.plain(both.row(event))).containsEntry("record_id", "00000000-0000-0000-0000-000000000009:3");
        assertThat(Rows.plain(both.row(Rows.event()))).containsEntry("record_id", Rows.ID + ":7");
        assertThat(Rows.plain(Rows.of("record_id STRING").row(Rows.event(Rows.text("record_id", "own")))))
                .as("not our table: the application's own wins")
                .containsEntry("record_id", "own");
    }

    @Test
    void isKnownByItsColumnsAndNotByOneAlone() {
        String resource = "resource STRUCT<attributes: MAP<STRING, STRING>>";
        assertThat(Rows.plain(rows(CreateTable.parse("CREATE TABLE a.b.c (x INT, " + resource + ")"))
                        .row(log().build())))
                .isEmpty();
        TableSchema more = CreateTable.parse(ReadyTable.OTLP_LOGS_V1
                .sql(NAME)
                .replace("  event_name STRING", "  team STRING, seq BIGINT, event_name STRING"));
        assertThat(Rows.plain(rows(more).row(log().build())))
                .containsEntry("team", "payments")
                .containsEntry("seq", 7L)
                .containsKeys("resource", "instrumentation_scope");
    }

    @Test
    void allocatesNothing() {
        byte[] event = log().build().toByteArray();
        for (ReadyTable table : ReadyTable.values()) {
            assertThat(FactsTest.bytesPerRow(rows(table.schema(NAME)), event))
                    .as(table.id())
                    .isZero();
        }
    }
}
