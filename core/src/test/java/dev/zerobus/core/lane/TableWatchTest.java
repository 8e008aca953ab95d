// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static dev.zerobus.core.lane.DeliveryTest.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.proto.event.Event;
import dev.zerobus.proto.event.MapValue;
import dev.zerobus.proto.event.Value;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table is altered while a lane runs: what it gains is used, what it loses is waited for. */
class TableWatchTest {

    private static final Duration LONG_AFTER = Duration.ofMinutes(2);
    private static final TableSchema NARROW = table("producer_id STRING, seq BIGINT, id BIGINT");
    private static final TableSchema TABLE = LaneHarness.TABLE;

    private static TableSchema table(String columns) {
        return CreateTable.parse("CREATE TABLE main.test.orders (" + columns + ")");
    }

    private static LaneHarness adapting() {
        return new LaneHarness(
                settings -> settings,
                builder -> builder.schemaSettings(
                        new SchemaSettings(Duration.ofMinutes(1), Duration.ofMinutes(5), SchemaConflict.ADAPT)),
                encoder -> encoder);
    }

    private static byte[] event(long id, String field, String value) {
        return Event.newBuilder()
                .setName("order")
                .addFields(Value.newBuilder().setName("id").setIntValue(id))
                .addFields(Value.newBuilder().setName(field).setStringValue(value))
                .build()
                .toByteArray();
    }

    private static void land(LaneHarness lane) {
        lane.settle();
        lane.passLinger();
        lane.ackAll();
    }

    /** A lane that has sent rows with the columns that it first saw, a while ago. */
    private static LaneHarness running(LaneHarness lane, TableSchema first) {
        lane.schema = first;
        lane.offer(10);
        land(lane);
        lane.pass(LONG_AFTER);
        return lane;
    }

    /** As the service does it: the stream ends, and none is opened with the columns of before. */
    private static void alter(LaneHarness lane, TableSchema altered) {
        lane.pass(Duration.ofSeconds(2));
        lane.schema = altered;
        lane.session().opensByItself(false);
        lane.session().willLose(LaneHarness.GONE);
        lane.session().willRejectSchema(LaneHarness.BAD);
        lane.session().opensByItself(true);
        lane.settle();
    }

    private static void assertBlocked(LaneHarness lane, int waiting, String... words) {
        LaneSnapshot now = lane.assertBooksBalance();
        assertThat(now.state()).isEqualTo("BLOCKED");
        assertThat(now.stateWhy()).contains(words).contains("main.test.orders", "looked at again in");
        assertThat(now.queued() + now.inFlight()).isEqualTo(waiting);
        assertThat(now.setAsideTotal()).isZero();
        assertThat(lane.said)
                .filteredOn(line -> line.contains("looked at again in"))
                .hasSize(1);
    }

    /** After the repair the lane looks at the table by itself, and everything lands under its own number. */
    private static void assertGoesOn(LaneHarness lane, TableSchema repaired, long from, long to) {
        int before = lane.session().sent().size();
        lane.session().acksByItself(true);
        lane.schema = repaired;
        for (int i = 0; i < 80; i++) {
            lane.pass(Duration.ofSeconds(5));
        }
        List<Long> seqs = new ArrayList<>();
        for (int sent = before; sent < lane.session().sent().size(); sent++) {
            lane.rows(lane.session().sent().get(sent)).forEach(row -> seqs.add(row.seq()));
        }
        assertThat(seqs).isEqualTo(numbers(from, to));
        LaneSnapshot now = lane.assertBooksBalance();
        assertThat(now.acked()).isEqualTo(to);
        assertThat(now.state()).isEqualTo("OPEN");
        assertThat(lane.said).last().asString().contains("open again");
    }

    @Test
    void aFieldThatIsNewWaitsForALookAtTheTable() {
        LaneHarness lane = running(new LaneHarness(), NARROW);
        lane.pass(Duration.ofMinutes(1));
        assertThat(lane.snapshot().schemaRechecks()).isZero();
        // the column is there before the first event with the field
        lane.schema = table("producer_id STRING, seq BIGINT, id BIGINT, colour STRING");
        lane.houseRunsAtOnce = false;
        lane.offer(event(10, "colour", "red"));
        lane.settle();
        lane.passLinger();
        assertThat(lane.session().sent()).hasSize(1);
        lane.runHouse();
        lane.settle();
        lane.passLinger();
        assertThat(Rows.column(lane.schema, lane.last().rows(), "colour")).containsExactly("red");
        lane.ackAll();
        assertThat(lane.assertBooksBalance().schemaRechecks()).isEqualTo(1);
        assertThat(lane.snapshot().schemasFetched()).isEqualTo(2);
        assertThat(lane.snapshot().resent()).isZero();
    }

    @Test
    void aLookThatFailsHoldsNothingUp() {
        LaneHarness lane = running(new LaneHarness(), NARROW);
        lane.schemaFailure = new SchemaException(true, "connection refused", "start it", null);
        lane.offer(event(10, "colour", "red"));
        land(lane);
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(11);
        lane.offer(event(11, "taste", "sweet"));
        land(lane);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(12);
    }

    @Test
    void whatIsSuspectedAgainAndAgainIsFollowedEverMoreRarely() {
        LaneHarness lane = new LaneHarness();
        lane.schema = NARROW;
        lane.session().acksByItself(true);
        for (int second = 0; second <= 1_800; second += 10) {
            lane.offer(1);
            lane.settle();
            lane.pass(Duration.ofSeconds(10));
        }
        // after 1 minute (news), then 1, 2, 4, and 5 minutes as long as it lasts
        assertThat(lane.snapshot().schemaRechecks()).isBetween(7L, 8L);
        assertThat(lane.snapshot().unknownFields()).containsOnlyKeys("note");
    }

    @Test
    void howOftenIsConfigured() {
        LaneHarness lane = new LaneHarness(
                settings -> settings,
                builder -> builder.schemaSettings(
                        new SchemaSettings(Duration.ofSeconds(10), Duration.ofSeconds(20), SchemaConflict.BLOCK)),
                encoder -> encoder);
        lane.schema = NARROW;
        lane.session().acksByItself(true);
        for (int second = 0; second < 600; second += 5) {
            lane.offer(1);
            lane.settle();
            lane.pass(Duration.ofSeconds(5));
        }
        assertThat(lane.snapshot().schemaRechecks()).isBetween(28L, 32L);
        assertThatThrownBy(() -> new SchemaSettings(Duration.ofSeconds(2), Duration.ofSeconds(1), SchemaConflict.BLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S to PT1S");
        assertThatThrownBy(() -> new SchemaSettings(Duration.ZERO, Duration.ofSeconds(1), SchemaConflict.BLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFieldInTheCatchAllColumnMakesItLookAgain() {
        LaneHarness lane = running(
                new LaneHarness(), table("producer_id STRING, seq BIGINT, id BIGINT, attributes MAP<STRING,STRING>"));
        lane.schema = table("producer_id STRING, seq BIGINT, id BIGINT, attributes MAP<STRING,STRING>, note STRING");
        lane.offer(10);
        lane.settle();
        lane.offer(10);
        land(lane);
        assertThat(lane.snapshot().schemaRechecks()).isEqualTo(1);
        lane.offer(1);
        land(lane);
        assertThat(Rows.column(lane.schema, lane.last().rows(), "note")).containsExactly("n".repeat(10));
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(31);
        assertThat(lane.snapshot().resent()).isZero();
    }

    @Test
    void aStreamThatIsOpenedAnewLooksAtTheTableIfThatWasNotDoneLately() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        land(lane);
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        assertThat(lane.fetches).hasSize(1);
        lane.pass(LONG_AFTER);
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.snapshot().schemaRechecks()).isEqualTo(1);
    }

    @Test
    void otherColumnsAreSentWhenEverythingOnItsWayIsDurableAndNothingTwice() {
        LaneHarness lane = running(new LaneHarness(), NARROW);
        lane.offer(20);
        lane.settle();
        lane.pass(LONG_AFTER);
        lane.schema = TABLE;
        lane.offer(10);
        lane.settle();
        int onTheirWay = lane.session().sent().size();
        assertThat(lane.assertBooksBalance().inFlight()).isEqualTo(30);
        lane.offer(10);
        lane.passLinger();
        assertThat(lane.session().descriptors()).hasSize(1);
        assertThat(lane.session().sent()).hasSize(onTheirWay);

        lane.ackAll();
        lane.passLinger();
        assertThat(lane.session().descriptors())
                .last()
                .isEqualTo(RowDescriptor.of(TABLE).toByteArray());
        assertThat(Rows.column(TABLE, lane.last().rows(), "note"))
                .containsOnly("n".repeat(10))
                .hasSize(10);
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(50);
        assertThat(lane.snapshot().resent()).isZero();
    }

    @Test
    void aColumnThatIsGoneAndThatEventsFillBlocksUntilItIsBack() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, NARROW);
        lane.offer(15);
        lane.settle();
        lane.passLinger();
        assertBlocked(lane, 15, "'note'", "is gone", "ADD COLUMN note STRING", "attributes", "zerobus.schema.conflict");
        assertThat(lane.snapshot().unknownFieldTotal()).isLessThanOrEqualTo(1);
        lane.pass(Duration.ofMinutes(4));
        assertThat(lane.snapshot().state()).isEqualTo("BLOCKED");
        assertGoesOn(lane, TABLE, 10, 25);
    }

    @Test
    void whatWasOnItsWayWhenTheColumnWasDroppedWaitsToo() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        lane.offer(15);
        lane.settle();
        lane.passLinger();
        lane.schema = NARROW;
        lane.session()
                .willReject(StreamFailure.of(FailureCode.INVALID_ARGUMENT, "note", List.of("FIELD_NOT_IN_TABLE")));
        lane.settle();
        lane.passLinger();
        assertBlocked(lane, 15, "'note'");
        assertGoesOn(lane, TABLE, 10, 25);
    }

    @Test
    void eventsBeforeTheOneThatWaitsAreSent() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, NARROW);
        for (int i = 0; i < 3; i++) {
            lane.offer(event(10 + i, "id2", "no loss: there never was such a column"));
        }
        lane.offer(5);
        land(lane);
        assertThat(lane.snapshot().acked()).isEqualTo(13);
        assertBlocked(lane, 5, "'note'");
        assertGoesOn(lane, TABLE, 13, 18);
    }

    @Test
    void aCatchAllColumnIsARepairAsWell() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, NARROW);
        lane.offer(5);
        lane.settle();
        assertBlocked(lane, 5, "'note'");
        assertGoesOn(lane, table("producer_id STRING, seq BIGINT, id BIGINT, attributes MAP<STRING, STRING>"), 10, 15);
    }

    @Test
    void aColumnThatNoEventFillsIsNoLoss() {
        LaneHarness lane =
                running(new LaneHarness(), table("producer_id STRING, seq BIGINT, id BIGINT, note STRING, x INT"));
        alter(lane, TABLE);
        lane.offer(5);
        land(lane);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(15);
        assertThat(lane.said).noneMatch(line -> line.contains("looked at again in"));
    }

    @Test
    void aColumnThatIsFilledByItselfBlocksWithTheFirstEvent() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, table("producer_id STRING, id BIGINT, note STRING"));
        assertThat(lane.snapshot().state()).isEqualTo("OPEN");
        lane.offer(5);
        lane.settle();
        assertBlocked(lane, 5, "'seq'", "ADD COLUMN seq BIGINT");
        assertGoesOn(lane, TABLE, 10, 15);
    }

    @Test
    void aFieldOfAStructThatIsGoneBlocks() {
        TableSchema wide =
                table("producer_id STRING, seq BIGINT, id BIGINT, place STRUCT<street: STRING, town: STRING>");
        LaneHarness lane = running(new LaneHarness(), wide);
        byte[] event = Event.newBuilder()
                .addFields(Value.newBuilder().setName("id").setIntValue(1))
                .addFields(Value.newBuilder()
                        .setName("place")
                        .setMapValue(MapValue.newBuilder()
                                .addEntries(Value.newBuilder().setName("street").setStringValue("a"))
                                .addEntries(Value.newBuilder().setName("town").setStringValue("b"))))
                .build()
                .toByteArray();
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, place STRUCT<town: STRING>"));
        lane.offer(event);
        lane.settle();
        assertBlocked(lane, 1, "place.street", "STRUCT<street: STRING, town: STRING>");
        assertGoesOn(lane, wide, 10, 11);
    }

    @Test
    void whoChoosesToAdaptGoesOnWithoutTheColumn() {
        LaneHarness lane = running(adapting(), TABLE);
        alter(lane, NARROW);
        lane.offer(5);
        land(lane);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(15);
        assertThat(lane.snapshot().unknownFields()).containsEntry("note", 5L);
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, note BIGINT"));
        lane.offer(5);
        lane.settle();
        assertThat(lane.assertBooksBalance().setAside()).containsEntry(SetAsideReason.VALUE_DOES_NOT_FIT, 5L);
    }

    @Test
    void aColumnWithAnotherTypeThatEventsDoNotFitBlocksUntilItHasItsTypeBack() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, note BIGINT"));
        lane.offer(5);
        lane.settle();
        assertBlocked(lane, 5, "'note'", "note STRING to note BIGINT", "ALTER COLUMN note TYPE STRING");
        assertGoesOn(lane, TABLE, 10, 15);
    }

    @Test
    void aColumnWithAnotherTypeThatEventsFitIsNoLoss() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        TableSchema text = table("producer_id STRING, seq BIGINT, id STRING, note STRING");
        alter(lane, text);
        lane.offer(5);
        land(lane);
        assertThat(Rows.column(text, lane.last().rows(), "id")).containsExactly("10", "11", "12", "13", "14");
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(15);
        alter(lane, TABLE);
        lane.offer(5);
        land(lane);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
        assertThat(lane.said).noneMatch(line -> line.contains("looked at again in"));
    }

    @Test
    void anEventThatNeverFittedIsSetAsideWhateverBecomesOfTheTable() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, table("producer_id STRING, seq BIGINT, id INT, note STRING"));
        lane.misfits(1);
        lane.offer(5);
        land(lane);
        assertThat(lane.asides).extracting(LaneHarness.Aside::seq).containsExactly(10L);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(15);
    }

    @Test
    void aColumnThatMayNotBeNullAnyMoreBlocks() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, note STRING NOT NULL"));
        lane.offer(event(10, "colour", "red"));
        lane.settle();
        assertBlocked(lane, 1, "note STRING NOT NULL", "ALTER COLUMN note DROP NOT NULL");
        assertGoesOn(lane, TABLE, 10, 11);
    }

    @Test
    void aNewColumnThatMayNotBeNullBlocks() {
        LaneHarness lane = running(new LaneHarness(), NARROW);
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, must INT NOT NULL"));
        lane.offer(5);
        lane.settle();
        assertBlocked(lane, 5, "must INT NOT NULL", "ALTER COLUMN must DROP NOT NULL");
        assertGoesOn(lane, TABLE, 10, 15);
    }

    @Test
    void aValueThatDoesNotFitANewColumnIsSetAside() {
        LaneHarness lane = running(new LaneHarness(), NARROW);
        alter(lane, table("producer_id STRING, seq BIGINT, id BIGINT, note INT"));
        lane.offer(5);
        lane.settle();
        assertThat(lane.assertBooksBalance().setAsideTotal()).isEqualTo(5);
    }

    @Test
    void anEventThatDoesNotFitIsSetAsideOnlyAfterALookAtTheTable() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        TableSchema text = table("producer_id STRING, seq BIGINT, id STRING, note STRING");
        lane.schema = text;
        lane.misfits(1);
        land(lane);
        assertThat(lane.asides).isEmpty();
        assertThat(Rows.column(text, lane.last().rows(), "id")).containsExactly("seven");
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(11);
    }

    @Test
    void anEventThatFitsNoTableIsSetAsideAndCostsOneLook() {
        LaneHarness lane = running(new LaneHarness(), TABLE);
        for (int i = 0; i < 10; i++) {
            lane.misfits(1);
            lane.settle();
        }
        assertThat(lane.assertBooksBalance().setAsideTotal()).isEqualTo(10);
        assertThat(lane.snapshot().schemaRechecks()).isEqualTo(1);
    }

    @Test
    void aBlockedLaneLooksAtTheTableByTheBlockedRetry() {
        LaneHarness lane = running(
                new LaneHarness(settings -> settings.blockedRetry(Duration.ofSeconds(10), Duration.ofSeconds(40))),
                TABLE);
        alter(lane, NARROW);
        lane.offer(1);
        lane.settle();
        int before = lane.fetches.size();
        for (int i = 0; i < 600; i++) {
            lane.pass(Duration.ofSeconds(1));
        }
        assertThat(lane.fetches.size() - before).isBetween(600 / 42, 600 / 40 + 4);
        assertThat(lane.said)
                .filteredOn(line -> line.contains("is blocked still"))
                .hasSize(2);
    }
}
