// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

    /** A service that rejects a request if it has a bad record, and acknowledges it otherwise. Returns its requests. */
    private static int serve(LaneHarness lane, Set<Long> bad) {
        int requests = 0;
        int seen = 0;
        for (int round = 0; round < 5_000; round++) {
            lane.settle();
            List<ScriptedSession.Sent> sent = lane.session().sent();
            if (seen == sent.size()) {
                if (lane.snapshot().queued() + lane.snapshot().inFlight() == 0) {
                    return requests;
                }
                lane.passLinger();
                continue;
            }
            ScriptedSession.Sent next = sent.get(seen++);
            if (next.stream() != lane.session().streams() || lane.session().state() != SessionState.OPEN) {
                continue;
            }
            requests++;
            if (lane.rows(next).stream().anyMatch(row -> bad.contains(row.id()))) {
                lane.session().willReject(LaneHarness.BAD);
            } else {
                lane.session().willAck(next.offset());
            }
        }
        throw new AssertionError("not done after 5,000 rounds: " + lane.snapshot());
    }

    private static LaneHarness lane(int batch) {
        return new LaneHarness(settings ->
                settings.batchRecords(batch).rejectionsPerMinute(1_000_000).ringBytes(1 << 20));
    }

    @Test
    void findsTheBadRecordAtEveryPositionOfARequestWithFewProbes() {
        int size = 64;
        for (int position = 0; position < size; position++) {
            LaneHarness lane = lane(size);
            lane.offer(size);
            int requests = serve(lane, Set.of((long) position));
            assertThat(lane.asides).as("position " + position).hasSize(1);
            LaneHarness.Aside aside = lane.asides.get(0);
            assertThat(aside.id()).isEqualTo(position);
            assertThat(aside.seq()).isEqualTo(position);
            assertThat(aside.reason()).isEqualTo(SetAsideReason.REJECTED);
            assertThat(aside.text()).contains("INVALID_ARGUMENT").contains("record is no good");
            // the first, at most 2 log2 n probes, and the rest behind the culprit
            assertThat(requests).as("requests for position " + position).isLessThanOrEqualTo(2 + 2 * 6);
            assertThat(lane.assertBooksBalance().acked()).isEqualTo(size - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void setsAsideExactlyTheBadRecordsHoweverManyRequestsAreInFlight(long seed) {
        Random random = new Random(seed);
        LaneHarness lane = lane(1 + random.nextInt(50));
        int count = 500;
        Set<Long> bad = new TreeSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bad.add((long) random.nextInt(count));
        }
        lane.offer(count);
        serve(lane, bad);
        assertThat(lane.asides)
                .as("seed " + seed)
                .extracting(LaneHarness.Aside::id)
                .containsExactlyElementsOf(bad);
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(count - bad.size());
        assertThat(lane.snapshot().setAside()).containsEntry(SetAsideReason.REJECTED, (long) bad.size());
        assertThat(landed(lane)).containsAll(good(count, bad)).doesNotContainAnyElementsOf(bad);
    }

    @Test
    void keepsOnlyOneSuspectRequestInFlight() {
        LaneHarness lane = lane(10);
        lane.offer(50);
        lane.settle();
        assertThat(lane.session().sent()).hasSize(5);
        lane.session().willReject(LaneHarness.BAD);
        lane.settle();
        assertThat(lane.rowsOfStream(2)).hasSize(10);
        lane.session().willAck(0);
        lane.settle();
        assertThat(lane.rowsOfStream(2)).hasSize(20);
        lane.session().willAck(1);
        lane.session().willAck(2);
        lane.settle();
        lane.ackAll();
        lane.ackAll();
        lane.ackAll();
        lane.offer(30);
        lane.settle();
        assertThat(lane.session().sent().stream().filter(request -> request.stream() == 2))
                .as("in peace again: all go out at once")
                .hasSize(8);
    }

    @Test
    void aNetworkLossWhileSearchingChangesNothing() {
        LaneHarness lane = lane(8);
        lane.offer(8);
        lane.settle();
        lane.session().willReject(LaneHarness.BAD);
        lane.settle();
        assertThat(lane.last().records()).isEqualTo(2);
        lane.session().willLose(LaneHarness.GONE);
        lane.settle();
        assertThat(lane.last().records()).isEqualTo(2);
        assertThat(lane.last().stream()).isEqualTo(3);
        assertThat(lane.asides).isEmpty();
        lane.assertBooksBalance();
    }

    @Test
    void threeCulpritsInARowMakeItLookAtTheSchemaBeforeMoreIsSetAside() {
        LaneHarness lane = lane(4);
        lane.offer(20);
        lane.settle();
        lane.pass(Duration.ofSeconds(10));
        lane.houseRunsAtOnce = false;
        for (int i = 0; i < 30 && lane.house.isEmpty(); i++) {
            lane.session().willReject(LaneHarness.BAD);
            lane.settle();
        }
        assertThat(lane.house).hasSize(1);
        assertThat(lane.asides).hasSize(2);
        int sent = lane.session().sent().size();
        lane.pass(Duration.ofSeconds(30));
        assertThat(lane.session().sent())
                .as("nothing is sent before the schema is here")
                .hasSize(sent);
        lane.runHouse();
        lane.houseRunsAtOnce = true;
        lane.settle();
        assertThat(lane.session().sent()).hasSizeGreaterThan(sent);
        lane.session().acksByItself(true);
        lane.ackAll();
        lane.passLinger();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(18);
    }

    @Test
    void structuredCausesMakeItLookAtTheSchemaAtOnce() {
        LaneHarness lane = lane(4);
        lane.offer(4);
        lane.settle();
        lane.pass(Duration.ofSeconds(10));
        lane.session().willReject(StreamFailure.of(FailureCode.INVALID_ARGUMENT, "no", List.of("FIELD_NOT_IN_TABLE")));
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.asides).isEmpty();
    }

    @Test
    void structuredCausesAreBelievedBeforeAnEventThatStandsAloneIsSetAside() {
        LaneHarness lane = lane(4);
        lane.offer(1);
        lane.settle();
        lane.pass(Duration.ofSeconds(10));
        lane.session().willReject(StreamFailure.of(FailureCode.INVALID_ARGUMENT, "no", List.of("FIELD_NOT_IN_TABLE")));
        lane.settle();
        assertThat(lane.fetches).hasSize(2);
        assertThat(lane.asides).isEmpty();
        lane.session().acksByItself(true);
        lane.ackAll();
        assertThat(lane.assertBooksBalance().acked()).isEqualTo(1);
    }

    @Test
    void restsUntilTheMinuteIsOverWhenTooMuchIsRejected() {
        LaneHarness lane = new LaneHarness(settings -> settings.batchRecords(1).rejectionsPerMinute(5));
        lane.offer(20);
        lane.settle();
        for (int i = 0; i < 6; i++) {
            lane.session().willReject(LaneHarness.BAD);
            lane.settle();
        }
        int sent = lane.session().sent().size();
        lane.pass(Duration.ofSeconds(55));
        assertThat(lane.session().sent()).hasSize(sent);
        assertThat(lane.said).anyMatch(line -> line.startsWith("ERROR") && line.contains("more than 5 requests"));
        lane.assertBooksBalance();
        lane.pass(Duration.ofSeconds(6));
        assertThat(lane.session().sent()).hasSizeGreaterThan(sent);
    }

    private static List<Long> landed(LaneHarness lane) {
        List<Long> landed = new ArrayList<>();
        for (int stream = 1; stream <= lane.session().streams(); stream++) {
            // what was sent without a bad record in the same request was acknowledged, or sent again
            for (ScriptedSession.Sent request : lane.session().sent()) {
                List<Rows.Row> rows = lane.rows(request);
                if (request.stream() == stream
                        && rows.stream().noneMatch(row -> asideIds(lane).contains(row.id()))) {
                    rows.forEach(row -> landed.add(row.id()));
                }
            }
        }
        return landed;
    }

    private static List<Long> asideIds(LaneHarness lane) {
        return lane.asides.stream().map(LaneHarness.Aside::id).toList();
    }

    private static List<Long> good(int count, Set<Long> bad) {
        List<Long> good = new ArrayList<>(DeliveryTest.numbers(0, count));
        good.removeAll(bad);
        return good;
    }
}
