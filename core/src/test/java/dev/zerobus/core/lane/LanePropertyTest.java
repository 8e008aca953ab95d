// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.stream.ScriptedSession;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random lives of a lane: whatever happens in whatever order, nothing is lost, numbered twice, or counted wrongly. */
@Tag("long")
class LanePropertyTest {

    private static final int SEEDS = Integer.getInteger("lane.seeds", 400);
    private static final TableSchema WIDER = CreateTable.parse(
            "CREATE TABLE main.test.orders (producer_id STRING, seq BIGINT, id BIGINT, note STRING, extra STRING)");

    @Test
    void everyAcceptedEventLandsOrIsSetAsideAndTheBooksBalance() {
        long base = System.nanoTime();
        for (int i = 0; i < SEEDS; i++) {
            live(base + i);
        }
    }

    private static void live(long seed) {
        try {
            new Life(seed).run();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": rerun with new Life(" + seed + "L).run()", e);
        }
    }

    /** One random life. */
    static final class Life {
        private final Random random;
        private final MemoryDisk disk = new MemoryDisk();
        private final Set<Long> damaged = new TreeSet<>();
        private final List<LaneHarness> processes = new ArrayList<>();
        private LaneHarness lane;
        private final Map<Long, Long> accepted = new LinkedHashMap<>(); // seq to id
        private final Set<Long> misfits = new TreeSet<>();
        private final Set<Long> bad = new TreeSet<>();
        private final List<Rows.Row> landed = new ArrayList<>();
        private long nextId;
        private int stream;
        private int seen;

        Life(long seed) {
            random = new Random(seed);
            int level = random.nextInt(3);
            lane = lane(builder -> {
                builder.disk = level == 0 ? OldEnd.NONE : disk;
                builder.writeAhead = level == 2;
                return builder;
            });
            processes.add(lane);
        }

        private LaneHarness lane(UnaryOperator<LaneBuilder> parts) {
            return new LaneHarness(
                    settings -> settings.ringBytes(1 << 16)
                            .batchRecords(1 + random.nextInt(30))
                            .batchBytes(2048 + random.nextInt(8192))
                            .inFlightBatches(1 + random.nextInt(8))
                            .rejectionsPerMinute(1_000_000),
                    parts,
                    encoder -> encoder);
        }

        void run() {
            int steps = 50 + random.nextInt(300);
            for (int i = 0; i < steps; i++) {
                act();
                check();
            }
            switch (random.nextInt(3)) {
                case 0 -> finish();
                case 1 -> closeInTheMiddle();
                default -> kill();
            }
        }

        private void act() {
            switch (random.nextInt(13)) {
                case 0, 1, 2, 3 -> offerSome();
                case 4, 5 -> lane.step();
                case 6 -> lane.now += random.nextInt(10_000_000);
                case 7, 8 -> serve();
                case 9 -> lose();
                case 10 -> changeSchema();
                case 11 -> disk.trouble(random, damaged);
                default -> lane.houseRunsAtOnce = random.nextInt(3) > 0;
            }
            if (lane.houseRunsAtOnce) {
                lane.runHouse();
            }
        }

        private void offerSome() {
            for (int n = random.nextInt(20); n > 0; n--) {
                long id = nextId++;
                boolean misfit = random.nextInt(20) == 0;
                byte[] event = misfit ? LaneHarness.misfit() : LaneHarness.event(id, random.nextInt(600));
                if (lane.offer(event)) {
                    long seq = accepted.size();
                    accepted.put(seq, id);
                    if (misfit) {
                        misfits.add(seq);
                    } else if (random.nextInt(40) == 0) {
                        bad.add(id);
                    }
                }
            }
        }

        /** The service takes the next requests of the stream in order, and acknowledges now and then. */
        private void serve() {
            if (lane.session().state() != SessionState.OPEN) {
                return;
            }
            List<ScriptedSession.Sent> sent = lane.session().sent();
            if (stream != lane.session().streams()) {
                stream = lane.session().streams();
            }
            long ack = -1;
            int many = 1 + random.nextInt(5);
            while (seen < sent.size() && many-- > 0) {
                ScriptedSession.Sent next = sent.get(seen++);
                if (next.stream() != stream) {
                    continue;
                }
                List<Rows.Row> rows = lane.rows(next);
                if (rows.stream().anyMatch(row -> bad.contains(row.id()))) {
                    if (ack >= 0 && random.nextBoolean()) {
                        lane.session().willAck(ack);
                    }
                    lane.session().willReject(LaneHarness.BAD);
                    lane.step();
                    return;
                }
                landed.addAll(rows);
                ack = next.offset();
            }
            if (ack >= 0) {
                lane.session().willAck(ack);
                lane.step();
            }
        }

        private void lose() {
            if (lane.session().state() == SessionState.OPEN && random.nextInt(3) == 0) {
                lane.session().willLose(LaneHarness.GONE);
                lane.step();
            }
        }

        private void changeSchema() {
            if (lane.session().state() == SessionState.OPEN && random.nextInt(4) == 0) {
                // the service has moved on to another schema: what is in flight is lost, the old descriptor refused
                lane.schema = lane.schema == WIDER ? LaneHarness.TABLE : WIDER;
                lane.drain.schemaRejected();
                lane.now += Duration.ofSeconds(2).toNanos();
                lane.houseRunsAtOnce = true;
                lane.runHouse();
                lane.step();
                lane.step();
            }
        }

        private void check() {
            LaneSnapshot now = lane.snapshot();
            assertThat(now.balances()).as(now.toString()).isTrue();
            assertThat(now.accepted()).isEqualTo(accepted.size());
        }

        private void finish() {
            disk.repair();
            beginTheEnd();
            drain();
            lane.assertBooksBalance();
            LaneReport report = lane.drain.finish();
            assertThat(report.remaining()).isZero();
            assertThat(report.spilled()).isZero();
            Books.assertAgree(report, lane.snapshot());
            assertLanded(accepted, report.lost(), asides());
        }

        private void beginTheEnd() {
            lane.houseRunsAtOnce = true;
            lane.runHouse();
            lane.lane.refuseAll();
            assertThat(lane.offer(LaneHarness.event(0, 1))).isFalse();
        }

        private void drain() {
            for (int i = 0; i < 20_000 && !lane.drain.exhausted(); i++) {
                lane.now += 1_000_000;
                lane.runHouse();
                lane.settle();
                serve();
            }
            assertThat(lane.drain.exhausted())
                    .as("exhausted: " + lane.snapshot())
                    .isTrue();
        }

        /** The time for closing is over with events unsent: what the disk takes is sent by the next process. */
        private void closeInTheMiddle() {
            if (random.nextInt(4) > 0) {
                disk.repair();
            }
            beginTheEnd();
            LaneHarness before = lane;
            while (!before.drain.spillRest(before.now)) {
                before.now++;
            }
            LaneReport report = before.drain.finish();
            Books.assertAgree(report, before.snapshot());
            assertThat(report.setAside())
                    .isGreaterThanOrEqualTo(before.snapshot().setAsideTotal());
            Map<Long, Long> kept = new LinkedHashMap<>(accepted);
            disk.sealed.keySet().forEach(kept::remove);
            replay();
            Map<Long, Long> safe = new LinkedHashMap<>(accepted);
            safe.keySet().removeAll(kept.keySet());
            // what only memory had is gone with it: that is what remains
            long gone = kept.keySet().stream()
                    .filter(seq -> !damaged.contains(seq))
                    .filter(seq -> landed.stream().noneMatch(row -> row.seq() == seq))
                    .filter(seq -> before.asides.stream().noneMatch(aside -> aside.seq() == seq))
                    .count();
            assertThat(gone).isLessThanOrEqualTo(report.remaining() + report.lost());
            assertLanded(safe, before.snapshot().lostOnDisk(), asides());
        }

        /** {@code kill -9}: what was sealed lands, whatever else was in memory. */
        private void kill() {
            LaneHarness before = lane;
            disk.unsealed.clear();
            Map<Long, Long> safe = new LinkedHashMap<>(accepted);
            safe.keySet().retainAll(disk.sealed.keySet());
            replay();
            assertLanded(safe, before.snapshot().lostOnDisk(), asides());
        }

        /** What is left on disk is sent, by one process or by several, one after the other. */
        private void replay() {
            disk.repair();
            while (random.nextInt(3) == 0) {
                nextProcess();
                for (int i = random.nextInt(20); i > 0; i--) {
                    lane.settle();
                    lane.passLinger();
                    serve();
                }
                lane.drain.hurry();
                drain();
                assertThat(lane.drain.finish().balances()).isTrue();
            }
            nextProcess();
            drain();
            assertThat(disk.sealed).isEmpty();
        }

        private void nextProcess() {
            lane = lane(builder -> {
                builder.disk = disk;
                builder.replay = true;
                return builder;
            });
            processes.add(lane);
            stream = 0;
            seen = 0;
            disk.seek(0);
        }

        private Set<Long> asides() {
            Set<Long> all = new TreeSet<>();
            for (LaneHarness life : processes) {
                Set<Long> own = new TreeSet<>();
                for (LaneHarness.Aside aside : life.asides) {
                    assertThat(own.add(aside.seq()))
                            .as("handed over once: " + aside)
                            .isTrue();
                }
                all.addAll(own);
            }
            return all;
        }

        private void assertLanded(Map<Long, Long> safe, long lost, Set<Long> asideSeqs) {
            Map<Long, Long> first = new LinkedHashMap<>();
            for (Rows.Row row : landed) {
                assertThat(accepted).as("row " + row).containsEntry(row.seq(), row.id());
                first.putIfAbsent(row.seq(), row.id());
            }
            assertThat(new ArrayList<>(first.keySet()))
                    .as("first occurrences are in order")
                    .isSorted();
            Set<Long> unfit = new TreeSet<>(misfits);
            accepted.forEach((seq, id) -> {
                if (bad.contains(id)) {
                    unfit.add(seq);
                }
            });
            assertThat(unfit).as("set aside are only those that fit no row").containsAll(asideSeqs);
            assertThat(Collections.disjoint(unfit, first.keySet()))
                    .as("none of them lands")
                    .isTrue();
            Set<Long> missing = new TreeSet<>(safe.keySet());
            missing.removeAll(first.keySet());
            missing.removeAll(asideSeqs);
            assertThat(damaged).as("only damage loses").containsAll(missing);
            assertThat((long) missing.size()).as("what is missing is counted").isLessThanOrEqualTo(lost);
            assertThat(lost).as("what is counted was damaged").isLessThanOrEqualTo(damaged.size());
        }
    }
}
