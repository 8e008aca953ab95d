// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.PipedSessions;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSettings;
import dev.zerobus.schema.TableName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random lives of a lane on whose drain errors come from anywhere, as they do when memory or threads run out for a moment. */
class ErrorsPropertyTest {

    private static final int SEEDS = Integer.getInteger("lane.errors.seeds", 150);

    @Test
    void whateverIsThrownWhereverEveryEventLandsUnderItsNumberAndTheBooksAreExact() {
        long base = Long.getLong("lane.seed", System.nanoTime());
        Map<String, Integer> thrown = new HashMap<>();
        for (long seed = base; seed < base + SEEDS; seed++) {
            Life life = new Life(seed);
            try {
                life.run();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", thrown " + life.thrown + ", said " + life.said, e);
            }
            life.thrown.forEach(where -> thrown.merge(where, 1, Integer::sum));
        }
        assertThat(thrown.keySet()).as("places of errors").hasSizeGreaterThan(12);
    }

    /** One random life. */
    private static final class Life {
        private final Random random;
        private final MemoryDisk disk = new MemoryDisk();
        private final CountingLaneMetrics metrics = new CountingLaneMetrics("orders", "main.test.orders");
        private final List<String> said = new ArrayList<>();
        private final List<String> thrown = new ArrayList<>();
        private final Map<Long, Long> accepted = new LinkedHashMap<>(); // seq to id
        private final Map<Long, Long> landed = new HashMap<>();
        private final Set<Long> asides = new TreeSet<>();
        private final Set<Long> bad = new TreeSet<>();
        private final List<Service> services = new ArrayList<>();
        private final Lane lane;
        private final Drain drain;
        private boolean errors = true;
        private long now = 1_000_000_000_000L;

        Life(long seed) {
            random = new Random(seed);
            int level = random.nextInt(3);
            RowIdentity identity = new RowIdentity(LaneHarness.PRODUCER);
            LaneBuilder builder = Lane.builder(
                            "orders",
                            LaneHarness.TABLE.name(),
                            identity,
                            table -> {
                                perhaps("fetch");
                                return LaneHarness.TABLE;
                            },
                            PipedSessions.over(
                                    this::pipe,
                                    StreamSettings.defaults(),
                                    TokenSource.none(),
                                    this::house,
                                    bound -> bound),
                            this::house,
                            (severity, message) -> {
                                perhaps("say");
                                said.add(severity + " " + message);
                            })
                    .settings(LaneSettings.builder()
                            .ringBytes(1 << 16)
                            .batchRecords(1 + random.nextInt(12))
                            .batchBytes(2048 + random.nextInt(8192))
                            .inFlightBatches(1 + random.nextInt(6))
                            .linger(Duration.ofMillis(5))
                            .rejectionsPerMinute(1_000_000)
                            .build())
                    .limits(StreamLimits.of(1 << 30, 999_999_999).withStreams(1 + random.nextInt(2)))
                    .metrics(metrics)
                    .setAside(event -> {
                        asides.add(event.seq());
                        perhaps("setAside");
                    })
                    .nanoClock(() -> now);
            builder.disk = level == 0 ? OldEnd.NONE : faulty(disk);
            builder.writeAhead = level == 2;
            lane = builder.build(schema -> faulty(new PlanEncoder(schema, identity, RowExtras.NONE, metrics)));
            drain = lane.drain();
        }

        private void perhaps(String where) {
            if (errors && random.nextInt(60) == 0) {
                thrown.add(where);
                throw new OutOfMemoryError("on purpose at " + where);
            }
        }

        private void house(Runnable task) {
            perhaps("house");
            task.run();
        }

        private OldEnd faulty(OldEnd real) {
            Set<String> fail = Set.of("append", "seal", "next", "settle", "tick");
            return (OldEnd) Proxy.newProxyInstance(
                    OldEnd.class.getClassLoader(), new Class<?>[] {OldEnd.class}, (self, method, args) -> {
                        if (fail.contains(method.getName())) {
                            perhaps("disk." + method.getName());
                        }
                        try {
                            return method.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private RowEncoder faulty(RowEncoder real) {
            return new WrappedEncoder(real) {
                @Override
                public RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out) {
                    RowOutcome outcome = super.encode(event, offset, length, seq, out);
                    perhaps("encode");
                    return outcome;
                }
            };
        }

        private PipedSessions.Pipe pipe(TableName table, PipedSessions.Ear ear) {
            perhaps("pipe");
            Service service = new Service(ear);
            services.add(service);
            return service;
        }

        /** One physical stream, as the service sees it. */
        private final class Service implements PipedSessions.Pipe {
            final PipedSessions.Ear ear;
            final List<byte[]> requests = new ArrayList<>();
            long taken;
            long acked = -1;
            boolean gone;

            Service(PipedSessions.Ear ear) {
                this.ear = ear;
            }

            @Override
            public void start(Token token) {
                perhaps("start");
                ear.headers();
            }

            @Override
            public void create(byte[] descriptorProto) {
                perhaps("create");
                ear.created();
            }

            @Override
            public boolean ready() {
                return !gone;
            }

            @Override
            public void send(long offsetId, byte[] rows, int offset, int length) {
                try {
                    perhaps("send");
                } catch (OutOfMemoryError e) {
                    end(FailureCode.CANCELLED); // as gRPC does
                    throw e;
                }
                assertThat(offsetId).isEqualTo(requests.size());
                requests.add(Arrays.copyOfRange(rows, offset, offset + length));
            }

            @Override
            public void taken(int messages) {
                perhaps("taken");
            }

            @Override
            public void cancel(String why) {
                perhaps("cancel");
                gone = true;
            }

            void end(FailureCode code) {
                if (!gone) {
                    gone = true;
                    ear.ended(StreamFailure.of(code, "gone"));
                }
            }

            void serve(int most) {
                for (int i = 0; i < most && !gone && taken < requests.size(); i++) {
                    List<Rows.Row> rows = Rows.parse(LaneHarness.TABLE, requests.get((int) taken++));
                    if (rows.stream().anyMatch(row -> bad.contains(row.id()))) {
                        end(FailureCode.INVALID_ARGUMENT);
                        return;
                    }
                    for (Rows.Row row : rows) {
                        assertThat(row.id()).as("id of event " + row.seq()).isEqualTo(accepted.get(row.seq()));
                        landed.put(row.seq(), row.id());
                    }
                }
                if (!gone && taken - 1 > acked && random.nextInt(3) > 0) {
                    acked = taken - 1;
                    ear.acked(acked);
                }
            }
        }

        void run() {
            int steps = 100 + random.nextInt(300);
            for (int i = 0; i < steps; i++) {
                act();
                assertThat(said).noneMatch(line -> line.contains("AssertionError"));
            }
            errors = false;
            finish();
        }

        private void act() {
            switch (random.nextInt(10)) {
                case 0, 1 -> offerSome();
                case 2, 3 -> now += random.nextInt(10_000_000);
                case 4 -> now += random.nextInt(1_000_000_000);
                case 5, 6 -> services.forEach(service -> service.serve(1 + random.nextInt(3)));
                case 7 -> {
                    if (random.nextInt(10) == 0) {
                        services.forEach(service -> service.end(FailureCode.UNAVAILABLE));
                    }
                    if (random.nextInt(10) == 0) {
                        drain.rescale(1 + random.nextInt(2));
                    }
                }
                default -> step();
            }
        }

        /** What is thrown while an error is told comes as far as the runner, which catches it. */
        private void step() {
            try {
                drain.runOnce(now);
            } catch (OutOfMemoryError onPurpose) {
                assertThat(onPurpose).hasMessageContaining("on purpose at say");
            }
        }

        private void offerSome() {
            for (int n = random.nextInt(20); n > 0; n--) {
                long id = random.nextInt(1_000_000);
                boolean misfit = random.nextInt(20) == 0;
                byte[] event = misfit ? LaneHarness.misfit() : LaneHarness.event(id, random.nextInt(500));
                if (lane.offer(event, 0, event.length, 0, 1 + random.nextInt(64))) {
                    accepted.put((long) accepted.size(), misfit ? -1 : id);
                    if (random.nextInt(40) == 0) {
                        bad.add(id);
                    }
                }
            }
        }

        private void finish() {
            lane.refuseAll();
            for (int i = 0; i < 20_000 && !drain.exhausted(); i++) {
                now += 20_000_000;
                for (int n = 0; n < 100 && drain.runOnce(now) > 0; n++) {
                    services.forEach(service -> service.serve(1));
                }
                services.forEach(service -> service.serve(10));
            }
            assertThat(drain.exhausted()).as("exhausted: " + metrics.snapshot()).isTrue();
            assertThat(said).noneMatch(line -> line.contains("AssertionError"));
            Books.assertBalanced(metrics, lane);
            for (Map.Entry<Long, Long> event : accepted.entrySet()) {
                assertThat(landed.containsKey(event.getKey()) || asides.contains(event.getKey()))
                        .as("event " + event.getKey() + " of " + accepted.size())
                        .isTrue();
            }
            LaneReport report = drain.finish();
            Books.assertAgree(report, metrics.snapshot());
            assertThat(report.accepted()).isEqualTo(accepted.size());
            assertThat(report.remaining()).isZero();
        }
    }
}
