// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import dev.zerobus.schema.CreateTable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts of the process in rows, judged by the protobuf parser. */
final class FactsTest {

    private static final RowFacts FACTS = RowFacts.of(List.of(
            RowFact.text("service_name", "service.name", "till"),
            RowFact.text("host_name", "host.name", "h\"1"),
            RowFact.number("process_id", "process.pid", 4711),
            RowFact.text("team", "team", "payments")));

    private static Rows rows(String columns, RowFacts facts) {
        return new Rows(RowPlan.compile(
                CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")"),
                RowPlan.DEFAULT_MAX_ROW_BYTES,
                UnknownFields.IGNORED,
                new RowExtras(facts, ColumnMapping.NONE)));
    }

    @Test
    void fillColumnsOfTheirNamesOfWhateverTypeFits() {
        Rows rows = rows("Service_Name STRING, process_id BIGINT, team VARIANT, x INT", FACTS);

        assertThat(Rows.plain(rows.row(Rows.event(Rows.number("x", 1)))).toString())
                .isEqualTo("{Service_Name=till, process_id=4711, team=\"payments\", x=1}");
    }

    @Test
    void yieldToTheEventsOwnFieldOfThatNameEvenIfItIsNull() {
        Rows rows = rows("service_name STRING, host_name STRING, process_id STRING", FACTS);

        assertThat(Rows.plain(rows.row(Rows.event(Rows.text("SERVICE_NAME", "own"), Rows.nothing("host_name"))))
                        .toString())
                .isEqualTo("{service_name=own, process_id=4711}");
    }

    @Test
    void fillNotNullColumns() {
        assertThat(rows("service_name STRING NOT NULL", FACTS)
                        .encode(Rows.event())
                        .written())
                .isTrue();
    }

    @Test
    void goToTheCatchAllMapUnlessTheEventHasTheKey() {
        Rows rows = rows("service_name STRING, attributes MAP<STRING, STRING>", FACTS);

        assertThat(Rows.plain(rows.row(Rows.event(Rows.number("x", 1)))).toString())
                .isEqualTo("{service_name=till, attributes={x=1, host_name=h\"1, process_id=4711, team=payments}}");
        assertThat(Rows.plain(rows.row(Rows.event(
                                Rows.text("team", "own"), Rows.nothing("process_id"), Rows.text("TEAM", "differs"))))
                        .toString())
                .isEqualTo("{service_name=till, attributes={team=own, TEAM=differs, host_name=h\"1}}");
        assertThat(Rows.plain(rows.row(Rows.event(Rows.map("attributes", Rows.text("host_name", "mine")))))
                        .toString())
                .isEqualTo("{service_name=till, attributes={host_name=mine, process_id=4711, team=payments}}");
    }

    @Test
    void goToTheCatchAllVariantAsJson() {
        Rows rows = rows("x INT, attributes VARIANT", FACTS);

        assertThat(Rows.plain(rows.row(Rows.event())).get("attributes"))
                .isEqualTo(
                        "{\"service_name\":\"till\",\"host_name\":\"h\\\"1\",\"process_id\":4711,\"team\":\"payments\"}");
        assertThat(Rows.plain(rows.row(Rows.event(Rows.number("team", 1), Rows.number("y", 2))))
                        .get("attributes"))
                .isEqualTo(
                        "{\"team\":1,\"y\":2,\"service_name\":\"till\",\"host_name\":\"h\\\"1\",\"process_id\":4711}");
        Rows all = rows("attributes VARIANT", RowFacts.of(List.of(RowFact.text("a", "a", "1"))));
        assertThat(Rows.plain(all.row(Rows.event(Rows.number("a", 2)))).get("attributes"))
                .isEqualTo("{\"a\":2}");
    }

    @Test
    void goToTheCatchAllMapOfVariant() {
        Rows rows = rows("attributes MAP<STRING, VARIANT>", FACTS);

        assertThat(Rows.plain(rows.row(Rows.event())).get("attributes").toString())
                .isEqualTo("{service_name=\"till\", host_name=\"h\\\"1\", process_id=4711, team=\"payments\"}");
    }

    @Test
    void areNotReportedAsUnknownWithoutAColumn() {
        List<String> unknown = new ArrayList<>();
        Rows rows = new Rows(RowPlan.compile(
                CreateTable.parse("CREATE TABLE a.b.c (x INT)"),
                1_000,
                unknown::add,
                new RowExtras(FACTS, ColumnMapping.NONE)));

        assertThat(Rows.plain(rows.row(Rows.event(Rows.number("x", 1))))).containsOnlyKeys("x");
        assertThat(unknown).isEmpty();
        assertThat(rows.plan.report().homeless()).contains("service_name", "team", "message");
        assertThat(rows.plan.report().catchAll()).isFalse();
    }

    @Test
    void thatDoNotFitTheirColumnAreSaidAndGoToTheCatchAll() {
        Rows rows = rows("team INT, attributes MAP<STRING, STRING>", FACTS);

        assertThat(rows.plan.report().notes())
                .singleElement()
                .asString()
                .contains("'team' does not fit column 'team' INT of a.b.c");
        assertThat(Rows.plain(rows.row(Rows.event()))).containsOnlyKeys("attributes");
        assertThat(Rows.plain(rows.row(Rows.event())).get("attributes").toString())
                .contains("team=payments");
        assertThat(Rows.plain(rows.row(Rows.event(Rows.number("team", 3))))).containsEntry("team", 3);
    }

    @Test
    void areTheSameForEveryRowSoThatNothingIsAllocated() {
        List<RowFact> many = new ArrayList<>(FACTS.all());
        for (int i = 0; i < 20; i++) {
            many.add(RowFact.text("fact_" + i, "fact." + i, "value " + i));
        }
        for (String attributes : List.of("MAP<STRING, STRING>", "VARIANT")) {
            Rows rows = rows(
                    "event_name STRING, service_name STRING, process_id BIGINT, message STRING, record_id STRING,"
                            + " attributes " + attributes,
                    RowFacts.of(many));
            byte[] event = Event.newBuilder()
                    .setName("log")
                    .setMessage("hello")
                    .setSource("com.example.Shop")
                    .addFields(Rows.text("fact_3", "own"))
                    .addFields(Rows.text("request_id", "r-1"))
                    .build()
                    .toByteArray();
            assertThat(bytesPerRow(rows, event)).as(attributes).isZero();
        }
    }

    static long bytesPerRow(Rows rows, byte[] event) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        encodeMany(rows, event, 20_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > 0; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            encodeMany(rows, event, 1_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / 1_000;
    }

    private static void encodeMany(Rows rows, byte[] event, int count) {
        for (int i = 0; i < count; i++) {
            rows.out.clear();
            if (!rows.plan.encode(event, 0, event.length, Rows.ID, i, rows.out).written()) {
                throw new AssertionError("not written");
            }
        }
    }
}
