// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad records among good ones, at every position of a batch: they alone are set aside, all others land once and in order, and
 * the search costs little. The long form takes {@code -Dpoison.cases=100000}.
 */
@Tag("long")
class PoisonTest {

    private static final int ROWS = 500;

    /** Each position once; in three times as many each with one, two and three. */
    private static final int CASES = Integer.getInteger("poison.cases", ROWS);

    /** What became of one batch. */
    private record Outcome(List<Long> landed, int requests, int rejections) {}

    private static LaneHarness lane(int batch) {
        // with the default budget of rejections
        return new LaneHarness(settings -> settings.batchRecords(batch)
                .batchBytes(4_000_000)
                .inFlightBytes(8 << 20)
                .ringBytes(1 << 23));
    }

    /** A service that rejects a request with a bad record, and acknowledges every other one. */
    private static Outcome serve(LaneHarness lane, TreeSet<Long> bad) {
        List<Long> landed = new ArrayList<>();
        int requests = 0;
        int rejections = 0;
        lane.settle();
        lane.passLinger();
        while (lane.snapshot().queued() + lane.snapshot().inFlight() > 0) {
            ScriptedSession.Sent next = lane.last();
            assertThat(lane.session().state()).isEqualTo(SessionState.OPEN);
            List<Long> ids = lane.rows(next).stream().map(Rows.Row::id).toList();
            requests++;
            if (ids.stream().anyMatch(bad::contains)) {
                rejections++;
                lane.session().willReject(LaneHarness.BAD);
            } else {
                landed.addAll(ids);
                lane.session().willAck(next.offset());
            }
            lane.settle();
            lane.passLinger();
            assertThat(requests).isLessThan(1_000);
        }
        return new Outcome(landed, requests, rejections);
    }

    private static void check(TreeSet<Long> bad, int rows, String what) {
        LaneHarness lane = lane(rows);
        lane.offer(rows);
        Outcome outcome = serve(lane, bad);
        assertThat(lane.asides).as(what).extracting(LaneHarness.Aside::id).containsExactlyElementsOf(bad);
        List<Long> good = new ArrayList<>(DeliveryTest.numbers(0, rows));
        good.removeAll(bad);
        assertThat(outcome.landed()).as(what).isEqualTo(good);
        double log2 = Math.log(rows) / Math.log(2);
        // what lands or is sent again behind the last culprit is no probe
        int probes = outcome.requests() - 1;
        assertThat(probes).as(what + ": probes").isLessThanOrEqualTo((int) (2 * log2 * bad.size()));
        assertThat(outcome.rejections())
                .as(what + ": streams lost")
                .isLessThanOrEqualTo((int) Math.ceil(log2 / 2 + 2) * bad.size());
        assertThat(lane.said).as(what).noneMatch(line -> line.startsWith("ERROR"));
        lane.assertBooksBalance();
        assertThat(lane.snapshot().acked()).isEqualTo(rows - bad.size());
    }

    @Test
    void oneToThreeBadRecordsAtEveryPositionOfABatchCostLittleAndNothingElse() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i);
            TreeSet<Long> bad = new TreeSet<>(List.of((long) (i % ROWS)));
            while (bad.size() < 1 + i % 3) {
                bad.add((long) random.nextInt(ROWS));
            }
            check(bad, ROWS, "case " + i + ", bad " + bad);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void threeBadRecordsOfTenThousandAreFarWithinTheBudgetOfAMinute(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> bad = new TreeSet<>();
        while (bad.size() < 3) {
            bad.add((long) random.nextInt(10_000));
        }
        check(bad, 10_000, "seed " + seed + ", bad " + bad);
    }
}
