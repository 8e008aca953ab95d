// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static dev.zerobus.testkit.fault.Trial.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.testkit.Await;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that emits all the time while its server misbehaves; nothing is lost, nothing out of order. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Tag("long")
final class ServerFaultsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** What a client takes for passing. */
    private static final List<Status.Code> TRANSIENT = List.of(
            Status.Code.UNAVAILABLE,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN,
            Status.Code.ABORTED,
            Status.Code.CANCELLED,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OK);

    @TempDir
    private Path directory;

    private final SplittableRandom chance = new SplittableRandom(SEED);

    /** Adds a fault and waits until it has happened so often. */
    private static InjectedFault happen(Trial trial, Fault fault, int times) throws InterruptedException {
        InjectedFault injected = trial.server.faults().add(fault);
        assertThat(injected.awaitFired(times, Await.LONG))
                .as("%s; client: %s said %s", injected, trial.client.snapshot(), trial.said)
                .isTrue();
        return injected;
    }

    @Test
    void survivesCloseSignals() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> {
                // the one before may still be draining: a signal to that one would be none
                trial.await("one stream", () -> trial.server.stats().ingest().streamsOpen() == 1);
                long opened = trial.lane().streamsOpened();
                happen(trial, Fault.now().closeSignal(Duration.ofMillis(chance.nextInt(0, 300))), 1);
                trial.await("another stream", () -> trial.lane().streamsOpened() > opened);
            });
            assertThat(trial.lane().streamsOpened()).isGreaterThan(FAULTS);
            assertThat(trial.lane().closeSignals()).isGreaterThanOrEqualTo(FAULTS);
            trial.finish("close signals, seed " + SEED);
        }
    }

    @Test
    void survivesGoAway() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> {
                long opened = trial.lane().streamsOpened();
                happen(trial, Fault.now().goAway(Duration.ofMillis(chance.nextInt(0, 100))), 1);
                trial.await("another stream", () -> trial.lane().streamsOpened() > opened);
            });
            trial.finish("GOAWAY, seed " + SEED);
        }
    }

    @Test
    void survivesResetsInsteadOfAcknowledgements() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> happen(trial, Fault.onAck().reset().after(chance.nextInt(5)), 1));
            trial.finish("reset instead of an ack, seed " + SEED);
        }
    }

    @Test
    void survivesConnectionsThatFreeze() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> happen(trial, Fault.onRequest().freeze().after(chance.nextInt(5)), 1));
            trial.finish("frozen connections, seed " + SEED);
        }
    }

    @Test
    void survivesEveryPassingStatusAtAnyRecord() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> {
                Fault fault = Fault.onRecord()
                        .status(TRANSIENT.get(i % TRANSIENT.size()))
                        .after(chance.nextInt(300));
                happen(trial, chance.nextBoolean() ? fault.abrupt() : fault, 1);
            });
            trial.finish("statuses at records, seed " + SEED);
        }
    }

    @Test
    void survivesEveryPassingStatusInPlaceOfAnAcknowledgement() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> happen(trial, Fault.onAck().status(TRANSIENT.get(i % TRANSIENT.size())), 1));
            trial.finish("statuses in place of acks");
        }
    }

    @Test
    void survivesStreamsThatDoNotComeToBe() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            List<Fault> faults = List.of(
                    Fault.onCall().hang(),
                    Fault.onCall().status(Status.Code.UNAVAILABLE).times(3),
                    Fault.onCall().reset(),
                    Fault.onCall().status(Status.Code.OK),
                    Fault.onOpen().hang(),
                    Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3),
                    Fault.onOpen().status(Status.Code.OK),
                    Fault.onOpened().status(Status.Code.OK).times(3),
                    Fault.onOpened().reset().times(3),
                    Fault.onOpened().closeSignal(Duration.ZERO).times(3));
            trial.suffer(FAULTS, i -> {
                Fault fault = faults.get(i % faults.size());
                InjectedFault injected = trial.server.faults().add(fault);
                trial.server.faults().add(Fault.now().status(Status.Code.UNAVAILABLE));
                assertThat(injected.awaitFired(1, Await.LONG))
                        .as(fault.toString())
                        .isTrue();
            });
            trial.finish("streams that do not come to be");
        }
    }

    @Test
    void ignoresAcknowledgementsThatGoBackwardsOrTooFar() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> {
                trial.server.faults().add(Fault.now().status(Status.Code.UNAVAILABLE));
                happen(
                        trial,
                        i % 2 == 0
                                ? Fault.onAck().offsets(5, 3, 6)
                                : Fault.onAck().beyond(100_000),
                        1);
            });
            assertThat(trial.lane().acksIgnored()).isGreaterThanOrEqualTo(FAULTS);
            trial.finish("wrong acks");
        }
    }

    @Test
    void survivesAcknowledgementsWithoutAnOffset() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> happen(trial, Fault.onAck().withoutOffset(), 1));
            trial.finish("acks without an offset");
        }
    }

    @Test
    void survivesASlowServer() throws Exception {
        try (Trial trial = Trial.start(directory, builder -> {}, Map.of("ack.timeout", "10s"))) {
            trial.suffer(FAULTS, i -> {
                InjectedFault slow =
                        happen(trial, Fault.onAck().delay(Duration.ofMillis(50)).times(5), 5);
                slow.clear();
                happen(trial, Fault.onForce().delay(Duration.ofMillis(chance.nextInt(1, 100))), 1);
            });
            assertThat(trial.lane().streamsLost()).isZero();
            trial.finish("slow server, seed " + SEED);
        }
    }

    @Test
    void survivesAcknowledgementsThatAreWithheldLongerThanItWaits() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> {
                long before = trial.lane().streamsLost();
                InjectedFault withheld = happen(trial, Fault.onAck().hang(), 1);
                trial.await(
                        "the client to give the stream up", () -> trial.lane().streamsLost() > before);
                withheld.clear();
            });
            trial.finish("withheld acks");
        }
    }

    @Test
    void survivesFewAcknowledgementsForManyRequests() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.server.faults().add(Fault.onAck().coalesce(3));
            trial.suffer(FAULTS, i -> trial.awaitFlow());
            trial.finish("coalesced acks");
        }
    }
}
