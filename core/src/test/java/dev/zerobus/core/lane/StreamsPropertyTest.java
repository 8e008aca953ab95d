// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a lane with several streams, whose number changes: order per producer, exact books, and nothing twice that was
 * acknowledged.
 */
@Tag("long")
class StreamsPropertyTest {

    private static final int SEEDS = Integer.getInteger("lane.seeds", 400);
    private static final int PRODUCERS = 12;
    private static final long EACH = 1_000_000;

    @Test
    void whateverHappensEveryProducersEventsLandInOrderAndTheBooksAreExact() {
        long base = Long.getLong("lane.seed", System.nanoTime());
        int rescalings = 0;
        int several = 0;
        for (long seed = base; seed < base + SEEDS; seed++) {
            try {
                Life life = new Life(seed);
                life.run();
                rescalings += (int) life.lane.snapshot().rescalings();
                several += life.several;
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ": rerun with new Life(" + seed + "L).run()", e);
            }
        }
        assertThat(rescalings).as("changes of the number of streams").isGreaterThan(SEEDS / 4);
        assertThat(several)
                .as("moments with events in flight on several streams")
                .isGreaterThan(10 * SEEDS);
    }

    /** What the service has seen of one session. */
    private static final class Served {
        int stream;
        int seen;
        /** Requests on the present stream that landed and are not acknowledged. */
        final List<ScriptedSession.Sent> unacked = new ArrayList<>();
    }

    /** One random life. */
    private static final class Life {
        private final Random random;
        private final MemoryDisk disk = new MemoryDisk();
        private final Set<Long> damaged = new TreeSet<>();
        private final LaneHarness lane;
        private final int[] keys = new int[PRODUCERS];
        private final long[] next = new long[PRODUCERS];
        private final Map<Long, Long> accepted = new LinkedHashMap<>(); // seq to id
        private final Set<Long> unfit = new TreeSet<>();
        private final Set<Long> bad = new TreeSet<>();
        private final List<Rows.Row> landed = new ArrayList<>();
        private final Map<ScriptedSession, Served> service = new HashMap<>();
        private final Set<Long> mayComeAgain = new TreeSet<>();
        private int several;

        Life(long seed) {
            random = new Random(seed);
            int level = random.nextInt(3);
            for (int p = 0; p < PRODUCERS; p++) {
                keys[p] = random.nextInt(64);
            }
            lane = new LaneHarness(
                    settings -> settings.ringBytes(1 << 16)
                            .batchRecords(1 + random.nextInt(12))
                            .batchBytes(2048 + random.nextInt(8192))
                            .inFlightBatches(1 + random.nextInt(6))
                            .rejectionsPerMinute(1_000_000),
                    builder -> {
                        builder.disk = level == 0 ? OldEnd.NONE : disk;
                        builder.writeAhead = level == 2;
                        return builder.limits(
                                StreamLimits.of(1 << 30, 999_999_999).withStreams(4));
                    },
                    encoder -> encoder);
        }

        void run() {
            int steps = 100 + random.nextInt(400);
            for (int i = 0; i < steps; i++) {
                act();
                check();
            }
            if (random.nextInt(3) > 0) {
                finish();
            } else {
                closeInTheMiddle();
            }
        }

        private void act() {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> offerSome();
                case 4, 5 -> lane.step();
                case 6 -> lane.now += random.nextInt(10_000_000);
                case 7, 8, 9, 10 -> serve(any());
                case 11 -> lose(any());
                case 12 -> disk.trouble(random, damaged);
                default -> rescale();
            }
        }

        private void rescale() {
            lane.drain.rescale(1 + random.nextInt(4));
            if (random.nextInt(3) == 0) {
                // long enough for a change to be given up
                lane.now += Duration.ofSeconds(random.nextInt(12)).toNanos();
            }
        }

        private ScriptedSession any() {
            return lane.sessions.get(random.nextInt(lane.sessions.size()));
        }

        private void offerSome() {
            for (int n = random.nextInt(20); n > 0; n--) {
                int producer = random.nextInt(PRODUCERS);
                long id = producer * EACH + next[producer];
                boolean misfit = random.nextInt(30) == 0;
                byte[] event = misfit ? LaneHarness.misfit() : LaneHarness.event(id, random.nextInt(500));
                if (lane.offer(keys[producer], event)) {
                    long seq = accepted.size();
                    next[producer]++;
                    accepted.put(seq, id);
                    if (misfit) {
                        unfit.add(seq);
                    } else if (random.nextInt(60) == 0) {
                        bad.add(id);
                        unfit.add(seq);
                    }
                }
            }
        }

        /** The service takes the next requests of one session in order, and acknowledges now and then. */
        private void serve(ScriptedSession session) {
            if (session.state() != SessionState.OPEN) {
                return;
            }
            Served served = service.computeIfAbsent(session, s -> new Served());
            if (served.stream != session.streams()) {
                served.stream = session.streams();
                served.unacked.clear();
            }
            List<ScriptedSession.Sent> sent = session.sent();
            for (int many = 1 + random.nextInt(4); served.seen < sent.size() && many > 0; many--) {
                ScriptedSession.Sent request = sent.get(served.seen++);
                if (request.stream() != served.stream) {
                    continue;
                }
                List<Rows.Row> rows = lane.rows(request);
                if (rows.stream().anyMatch(row -> bad.contains(row.id()))) {
                    if (random.nextBoolean()) {
                        ack(session, served);
                    }
                    gone(served);
                    session.willReject(LaneHarness.BAD);
                    lane.step();
                    return;
                }
                landed.addAll(rows);
                served.unacked.add(request);
            }
            if (random.nextInt(4) > 0) {
                ack(session, served);
            }
            lane.step();
        }

        private static void ack(ScriptedSession session, Served served) {
            if (!served.unacked.isEmpty()) {
                session.willAck(served.unacked.get(served.unacked.size() - 1).offset());
                served.unacked.clear();
            }
        }

        private void lose(ScriptedSession session) {
            if (session.state() == SessionState.OPEN && random.nextInt(3) == 0) {
                Served served = service.get(session);
                if (served != null && served.stream == session.streams()) {
                    gone(served);
                }
                session.willLose(LaneHarness.GONE);
                lane.step();
            }
        }

        /** What landed without an acknowledgement on a stream that ends may come again, once for each time. */
        private void gone(Served served) {
            for (ScriptedSession.Sent request : served.unacked) {
                lane.rows(request).forEach(row -> mayComeAgain.add(row.seq()));
            }
            served.unacked.clear();
        }

        private void check() {
            var now = lane.snapshot();
            assertThat(now.balances()).as(now.toString()).isTrue();
            assertThat(now.accepted()).isEqualTo(accepted.size());
            assertThat(now.streams()).isBetween(1, 4);
            assertThat(lane.lane.faults()).as("errors of its own: " + lane.said).isZero();
            lane.assertBooksBalance();
            several += now.streams() > 1 && now.inFlight() > 0 ? 1 : 0;
        }

        private void finish() {
            disk.repair();
            lane.lane.refuseAll();
            for (int i = 0; i < 20_000 && !lane.drain.exhausted(); i++) {
                lane.now += 1_000_000;
                lane.settle();
                serve(any());
            }
            assertThat(lane.drain.exhausted())
                    .as("exhausted: " + lane.snapshot())
                    .isTrue();
            lane.assertBooksBalance();
            LaneReport report = lane.drain.finish();
            assertThat(report.remaining()).isZero();
            assertThat(report.spilled()).isZero();
            Books.assertAgree(report, lane.snapshot());
            assertThat(report.acked() + report.setAside() + report.lost()).isEqualTo(accepted.size());
            assertLanded(report.lost());
        }

        private void closeInTheMiddle() {
            disk.repair();
            lane.lane.refuseAll();
            while (!lane.drain.spillRest(lane.now)) {
                lane.now++;
            }
            LaneReport report = lane.drain.finish();
            Books.assertAgree(report, lane.snapshot());
            assertOrder();
        }

        private void assertOrder() {
            Map<Integer, Long> last = new HashMap<>();
            Set<Long> seen = new TreeSet<>();
            for (Rows.Row row : landed) {
                assertThat(accepted).as("row " + row).containsEntry(row.seq(), row.id());
                if (!seen.add(row.seq())) {
                    assertThat(mayComeAgain).as("comes again: " + row).contains(row.seq());
                    continue;
                }
                long before = last.getOrDefault((int) (row.id() / EACH), -1L);
                assertThat(row.id())
                        .as("first occurrences in their producer's order")
                        .isGreaterThan(before);
                last.put((int) (row.id() / EACH), row.id());
            }
        }

        private void assertLanded(long lost) {
            assertOrder();
            Set<Long> seqs = new TreeSet<>();
            landed.forEach(row -> seqs.add(row.seq()));
            Set<Long> asides = new TreeSet<>();
            lane.asides.forEach(aside -> assertThat(asides.add(aside.seq()))
                    .as("handed over once: " + aside)
                    .isTrue());
            assertThat(unfit).as("set aside are only those that fit no row").containsAll(asides);
            assertThat(Collections.disjoint(unfit, seqs))
                    .as("none of them lands")
                    .isTrue();
            Set<Long> missing = new TreeSet<>(accepted.keySet());
            missing.removeAll(seqs);
            missing.removeAll(asides);
            assertThat(damaged).as("only damage loses").containsAll(missing);
            assertThat(lost).as("what is missing is counted").isGreaterThanOrEqualTo(missing.size());
            assertThat(lost).as("what is counted was damaged").isLessThanOrEqualTo(damaged.size());
        }
    }
}
