// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.proto.event.Event;
import dev.zerobus.schema.CreateTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that get something else than what has their name. */
final class MappingTest {

    private static final RowFacts FACTS = RowFacts.of(List.of(RowFact.text("service_name", "service.name", "till")));

    private final List<String> unknown = new ArrayList<>();

    private Rows rows(String columns, String mapping) {
        return new Rows(RowPlan.compile(
                CreateTable.parse("CREATE TABLE a.b.c (" + columns + ")"),
                RowPlan.DEFAULT_MAX_ROW_BYTES,
                unknown::add,
                new RowExtras(FACTS, ColumnMapping.parse(mapping))));
    }

    private static Event log() {
        return Event.newBuilder()
                .setName("log")
                .setMessage("hello")
                .setThreadName("main")
                .setTimeMicros(1_795_163_415_123_456L)
                .addFields(Rows.text("request_id", "r-1"))
                .build();
    }

    @Test
    void givesColumnsPartsOfTheEventFieldsAndFacts() {
        Rows rows = rows(
                "msg STRING, req STRING, svc STRING, thr VARIANT, at BIGINT, sender STRING, n BIGINT",
                "msg=message, REQ=Request_Id, svc=service_name, thr=thread_name, at=time, sender=producer_id, n:seq");

        assertThat(rows.plan.report().notes()).isEmpty();
        assertThat(Rows.plain(rows.row(log())).toString())
                .isEqualTo("{msg=hello, req=r-1, svc=till, thr=\"main\", at=1795163415123456,"
                        + " sender=01890a5d-ac96-774b-bcce-b302099a8057, n=7}");
        assertThat(unknown).isEmpty();
    }

    @Test
    void factsAreFoundByEitherOfTheirNames() {
        assertThat(Rows.plain(rows("svc STRING", "svc=service.name").row(log())))
                .containsEntry("svc", "till");
    }

    @Test
    void theEventsOwnFieldOfTheSourcesNameWins() {
        Rows rows = rows("msg STRING, svc STRING", "msg=message,svc=service_name");
        Event event = log().toBuilder()
                .addFields(Rows.text("message", "own"))
                .addFields(Rows.text("SERVICE_NAME", "mine"))
                .build();

        assertThat(Rows.plain(rows.row(event))).containsEntry("msg", "own").containsEntry("svc", "mine");
    }

    @Test
    void aMappedColumnTakesItsSourceAndNothingElse() {
        Rows rows = rows("msg STRING, attributes MAP<STRING, STRING>", "msg=request_id");
        Event event = log().toBuilder().addFields(Rows.text("msg", "by name")).build();

        assertThat(Rows.plain(rows.row(event)).get("msg")).isEqualTo("r-1");
        assertThat(Rows.plain(rows.row(event)).get("attributes").toString()).contains("msg=by name", "message=hello");
    }

    @Test
    void oneSourceFillsSeveralColumnsItsOwnAmongThem() {
        Rows rows = rows("request_id STRING, req VARIANT, also STRING", "req=request_id,also=request_id");

        assertThat(Rows.plain(rows.row(log())).toString()).isEqualTo("{request_id=r-1, req=\"r-1\", also=r-1}");
    }

    @Test
    void columnsMayChangeTheirPlaces() {
        Rows rows = rows("a STRING, b STRING", "a=b,b=a");

        assertThat(Rows.plain(rows.row(Rows.event(Rows.text("a", "1"), Rows.text("b", "2"))))
                        .toString())
                .isEqualTo("{a=2, b=1}");
    }

    @Test
    void saysWhichColumnTheTableLacksAndWhichIsNear() {
        Rows rows = rows("message STRING, attributes MAP<STRING, STRING>", "mesage=request_id");

        assertThat(rows.plan.report().notes())
                .singleElement()
                .asString()
                .contains("a.b.c has no column 'mesage' for 'request_id'", "did you mean 'message'?");
        assertThat(Rows.plain(rows.row(log())).get("attributes").toString()).contains("request_id=r-1");
    }

    @Test
    void saysWhatAColumnCanNotTakeAndFillsItByItsName() {
        Rows rows = rows("day DATE, date DATE, flag BOOLEAN", "day=time,flag=message,date=message");

        assertThat(rows.plan.report().notes())
                .hasSize(3)
                .anySatisfy(note -> assertThat(note).contains("'time' does not fit column 'day' DATE", "TIMESTAMP"))
                .anySatisfy(note -> assertThat(note).contains("'message' does not fit column 'flag' BOOLEAN"));
        assertThat(Rows.plain(rows.row(log()))).containsEntry("date", 20777);
    }

    @Test
    void theProducersIdIsOneOfTextAndBytes() {
        Rows rows = rows("producer_id STRING, sender BINARY", "sender=producer_id");

        assertThat(rows.plan.report().notes()).singleElement().asString().contains("'sender'", "stays empty", "STRING");
        assertThat(Rows.plain(rows.row(log()))).containsOnlyKeys("producer_id");
    }

    @Test
    void reportsHowColumnsAreFilled() {
        PlanReport report = rows(
                        "msg STRING, svc STRING, order_id BIGINT NOT NULL, note STRING", "msg=message,svc=service_name")
                .plan
                .report();

        assertThat(report.filled()).containsExactly("msg", "svc");
        assertThat(report.onlyByFields()).containsExactly("order_id", "note");
        assertThat(report.requiredByFields()).containsExactly("order_id");
        assertThat(report.homeless()).contains("time", "source").doesNotContain("message", "service_name");
    }

    @Test
    void isWrittenAsItIsRead() {
        String text = "msg=message,req=request_id";
        assertThat(ColumnMapping.parse(" msg : message , req=request_id")).hasToString(text);
        assertThat(ColumnMapping.parse(text).sourceOf("MSG")).isEqualTo("message");
        assertThat(ColumnMapping.parse("a=b=c").sourceOf("a")).isEqualTo("b=c");
        assertThat(ColumnMapping.NONE.sourceOf("a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=b", "a=", "a=b,", "a=b,A=c", "a-b=c", "a=b\tc"})
    void refusesWhatIsNoMapping(String text) {
        assertThatThrownBy(() -> ColumnMapping.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "MESSAGE,message,0", "a,'',1"})
    void countsLettersToChange(String a, String b, int distance) {
        assertThat(Distance.between(a, b)).isEqualTo(distance);
    }
}
