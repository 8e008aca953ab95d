// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final TableSchema WIDER = CreateTable.parse(
            "CREATE TABLE main.test.orders (producer_id STRING, seq BIGINT, id BIGINT, note STRING, extra STRING)");

    @Test
    void fetchesTheSchemaOnceAndOpensTheStreamWithIt() {
        LaneHarness lane = new LaneHarness();
        lane.offer(30);
        lane.settle();
        lane.pass(Duration.ofHours(1));
        assertThat(lane.fetches).containsExactly(LaneHarness.TABLE.name());
        assertThat(lane.session().descriptors())
                .containsExactly(RowDescriptor.of(LaneHarness.TABLE).toByteArray());
        assertThat(lane.snapshot().schemasFetched()).isEqualTo(1);
    }

    @Test
    void keepsEventsAndTriesAgainWhileTheSchemaCanNotBeHad() {
        LaneHarness lane = new LaneHarness();
        lane.schemaFailure = new SchemaException(true, "connection refused", "start it", null);
        lane.offer(5);
        lane.settle();
        lane.settle();
        assertThat(lane.fetches).hasSize(1);
        for (int i = 0; i < 600; i++) {
            lane.pass(Duration.ofMillis(500));
        }
        assertThat(lane.fetches).hasSizeBetween(8, 30);
        assertThat(lane.said)
                .anyMatch(line -> line.contains("main.test.orders") && line.contains("connection refused"));
        assertThat(lane.assertBooksBalance().queued()).isEqualTo(5);
        lane.schemaFailure = null;
        lane.pass(Duration.ofSeconds(61));
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(5);
    }

    @Test
    void isBlockedAndAsksOnlyOnceAMinuteWhenSomebodyHasToRepairSomething() {
        LaneHarness lane =
                new LaneHarness(settings -> settings.blockedRetry(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        lane.schemaFailure = new SchemaException(false, "table does not exist", "create it", null);
        lane.offer(1);
        lane.settle();
        lane.pass(Duration.ofSeconds(59));
        assertThat(lane.fetches).hasSize(1);
        lane.pass(Duration.ofSeconds(2));
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.said)
                .anyMatch(line ->
                        line.startsWith("ERROR lane orders is blocked") && line.contains("table does not exist"));
        assertThat(lane.snapshot().state()).isEqualTo("BLOCKED");
        assertThat(lane.snapshot().stateWhy()).contains("table does not exist", "create it");
        lane.schemaFailure = null;
        lane.pass(Duration.ofSeconds(61));
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(1);
        assertThat(lane.snapshot().stateWhy()).doesNotContain("table does not exist");
    }

    @Test
    void theBlockedRetryBoundsThePausesBetweenAttempts() {
        LaneHarness lane =
                new LaneHarness(settings -> settings.blockedRetry(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        lane.schemaFailure = new SchemaException(false, "table does not exist", "create it", null);
        lane.offer(1);
        lane.settle();
        for (int i = 0; i < 990; i++) {
            lane.pass(Duration.ofMillis(100));
        }
        // from the shortest pause on, in 99 s, and never rarer than by the longest (and the step of the test's clock)
        assertThat(lane.fetches).hasSizeBetween(99 / 6, 99 / 5 + 4);
    }

    @Test
    void aFailedFetchDoesNotHideTheStateOfAnOpenStream() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.settle();
        lane.ackAll();
        lane.schemaFailure = new SchemaException(false, "grant withdrawn", "grant it", null);
        lane.pass(Duration.ofSeconds(5));
        lane.session().opensByItself(false);
        lane.session().willLose(LaneHarness.GONE);
        lane.session().willRejectSchema(LaneHarness.BAD);
        lane.settle();
        assertThat(lane.said).anyMatch(line -> line.contains("grant withdrawn"));
        assertThat(lane.snapshot().stateWhy()).doesNotContain("grant withdrawn");
    }

    @Test
    void aRejectedSchemaIsFetchedAnewAndTheUnackedRowsMadeAnew() {
        LaneHarness lane = new LaneHarness();
        lane.offer(10);
        lane.settle();
        lane.ackAll();
        lane.offer(10);
        lane.settle();
        lane.pass(Duration.ofSeconds(5));
        lane.schema = WIDER;
        lane.session().opensByItself(false);
        lane.session().willLose(LaneHarness.GONE);
        lane.session().willRejectSchema(LaneHarness.BAD);
        lane.session().opensByItself(true);
        lane.settle();
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.session().descriptors())
                .last()
                .isEqualTo(RowDescriptor.of(WIDER).toByteArray());
        assertThat(lane.rows(lane.last()))
                .extracting(Rows.Row::seq)
                .containsExactlyElementsOf(DeliveryTest.numbers(10, 20));
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
    }

    @Test
    void aRejectedSchemaThatHasNotChangedIsNotFetchedInALoop() {
        LaneHarness lane = new LaneHarness();
        lane.session().opensByItself(false);
        lane.offer(1);
        lane.settle();
        for (int i = 0; i < 100; i++) {
            lane.session().willRejectSchema(LaneHarness.BAD);
            lane.pass(Duration.ofMillis(10));
        }
        assertThat(lane.fetches).hasSizeBetween(2, 3);
        assertThat(lane.assertBooksBalance().setAsideTotal()).isZero();
    }

    @Test
    void aFieldWithoutAColumnMakesItLookAgainAfterAWhile() {
        TableSchema narrow =
                CreateTable.parse("CREATE TABLE main.test.orders (producer_id STRING, seq BIGINT, id BIGINT)");
        LaneHarness lane = new LaneHarness();
        lane.schema = narrow;
        lane.offer(10);
        lane.settle();
        lane.ackAll();
        assertThat(lane.snapshot().unknownFields()).containsEntry("note", 10L);
        lane.schema = LaneHarness.TABLE;
        lane.pass(Duration.ofMinutes(6));
        lane.offer(10);
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.session().descriptors()).hasSize(2);
        lane.passLinger();
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(20);
    }

    @Test
    void goesOnWhileTheHouseIsBusy() {
        LaneHarness lane = new LaneHarness();
        lane.houseRunsAtOnce = false;
        lane.offer(10);
        lane.settle();
        lane.pass(Duration.ofMinutes(1));
        assertThat(lane.house).hasSize(1);
        lane.runHouse();
        lane.settle();
        assertThat(lane.last().records()).isEqualTo(10);
    }
}
