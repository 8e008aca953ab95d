// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static dev.zerobus.testkit.fault.Trial.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.proxy.Direction;
import dev.zerobus.testkit.proxy.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that emits all the time while the network between it and its server fails; nothing is lost, nothing out of order. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Tag("long")
final class NetworkFaultsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path directory;

    private final SplittableRandom chance = new SplittableRandom(SEED);

    @Test
    void survivesConnectionsThatAreCut() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> assertThat(trial.proxy.cut()).isPositive());
            trial.finish("cut");
        }
    }

    @Test
    void survivesConnectionsThatAreReset() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> assertThat(trial.proxy.reset()).isPositive());
            trial.finish("reset");
        }
    }

    @Test
    void survivesANetworkThatIsSilentBothWays() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> silence(trial));
            trial.finish("half-open, both ways");
        }
    }

    @Test
    void survivesAcknowledgementsThatNeverArrive() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> silence(trial, Direction.TO_CLIENT));
            trial.finish("half-open, towards the client");
        }
    }

    @Test
    void survivesRequestsThatNeverArrive() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> silence(trial, Direction.TO_SERVER));
            trial.finish("half-open, towards the server");
        }
    }

    private static void silence(Trial trial, Direction... directions) {
        long before = trial.lane().streamsLost();
        trial.proxy.stall(directions);
        trial.await("the client to notice the silence", () -> trial.lane().streamsLost() > before);
        // what was silent is dead: nothing comes late from it
        trial.proxy.reset();
        trial.proxy.heal();
    }

    @Test
    void survivesWhatComesLateOutOfASilentNetwork() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.suffer(FAULTS, i -> {
                long before = trial.lane().streamsLost();
                trial.proxy.stall();
                trial.await(
                        "the client to notice the silence", () -> trial.lane().streamsLost() > before);
                trial.proxy.heal();
            });
            trial.finish("half-open, then everything at once");
        }
    }

    @Test
    void survivesAPortThatRefusesConnections() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> {
                trial.proxy.refuse();
                assertThat(trial.proxy.cut()).isPositive();
                trial.await("attempts in vain", () -> !trial.lane().state().equals("OPEN"));
                trial.proxy.admit();
            });
            trial.finish("refused");
        }
    }

    @Test
    void survivesConnectionsThatNeverGetFar() throws Exception {
        try (Trial trial = Trial.start(directory)) {
            trial.lose(FAULTS, i -> {
                // from the preface of HTTP/2 to a few batches
                trial.proxy.flap(3, chance.nextInt(1, 20_000), chance.nextBoolean());
                // what flows may still be the last flap of the time before, which ends by itself
                trial.await("a connection that is cut", () -> trial.proxy.cut() > 0);
                trial.await("all flaps", () -> trial.proxy.flapsLeft() == 0);
            });
            trial.finish("flaps, seed " + SEED);
        }
    }

    @Test
    void survivesASlowNetwork() throws Exception {
        try (Trial trial = Trial.start(directory, builder -> {}, Map.of("ack.timeout", "10s"))) {
            trial.suffer(FAULTS, i -> {
                trial.proxy.delay(Duration.ofMillis(chance.nextInt(1, 60)));
                trial.proxy.throttle(chance.nextLong(100_000, 1_000_000));
                trial.awaitFlow();
                trial.proxy.heal();
            });
            trial.finish("slow network, seed " + SEED);
        }
    }

    @Test
    void survivesFlippedBitsUnderTls() throws Exception {
        try (Trial trial = overTls()) {
            FaultProxy proxy = trial.proxy;
            trial.lose(FAULTS, i -> {
                Direction direction = i % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
                long before = trial.lane().streamsLost();
                // again if need be: of the version in a record's head nobody looks at the minor number
                trial.await("the loss of the stream", () -> {
                    if (!proxy.flipsLater(direction)) {
                        proxy.flip(direction, chance.nextInt(2_000));
                    }
                    return trial.lane().streamsLost() > before;
                });
            });
            trial.finish("flipped bits, seed " + SEED);
        }
    }

    private Trial overTls() throws Exception {
        Path certificate = directory.resolve("data/tls/cert.pem");
        return Trial.start(
                directory, builder -> builder.tls(true), Map.of("trust.certificate", certificate.toString()));
    }
}
