// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.ids;
import static dev.zerobus.core.conformance.Workbench.numbers;
import static dev.zerobus.core.conformance.Workbench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.ScriptedExchange;
import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service announces the end of a stream: acknowledgements are awaited, nothing is sent, then it goes on elsewhere. */
class GracefulCloseTest {

    @TempDir
    Path dir;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(dir);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    /** Five requests are unacknowledged when the signal comes. Returns when it did. */
    private long signalAfterFive(Duration duration) {
        bench.server.next(StreamScript.silent());
        bench.emit(0, 5);
        bench.requests(0, 5).closeSignal(duration);
        return System.nanoTime();
    }

    @Test
    @Conforms("default_graceful_close_waits_for_full_server_duration")
    void waitsAsLongAsTheServiceAllowsAndSendsTheRestAgain() {
        long began = signalAfterFive(Duration.ofSeconds(1));
        bench.untilState("PAUSED");
        bench.stream(0).ack(1);
        bench.stream(1);
        assertThat(since(began)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).as("what was not acknowledged").isEqualTo(numbers(2, 5));
    }

    @Test
    @Conforms("immediate_recovery_on_close_signal")
    void movesOnAtOnceIfItIsNotToWait() {
        bench.set("close-signal.wait", "0s");
        signalAfterFive(Duration.ofSeconds(60));
        assertThat(bench.flush(Duration.ofSeconds(20)))
                .as("long before the minute is over")
                .isTrue();
        assertThat(ids(bench.stream(1))).isEqualTo(numbers(0, 5));
    }

    @Test
    @Conforms("client_max_less_than_server")
    void waitsNoLongerThanTheClientAllows() {
        bench.set("close-signal.wait", "300ms");
        long began = signalAfterFive(Duration.ofSeconds(60));
        bench.stream(1);
        assertThat(since(began)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(20));
    }

    @Test
    @Conforms("client_max_greater_than_server")
    void waitsNoLongerThanTheServiceAllows() {
        bench.set("close-signal.wait", "60s");
        long began = signalAfterFive(Duration.ofMillis(300));
        bench.stream(1);
        assertThat(since(began)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(20));
    }

    @Test
    @Conforms("early_recovery_all_acks_received")
    void movesOnAsSoonAsEverythingIsAcknowledged() {
        bench.set("close-signal.wait", "60s");
        long began = signalAfterFive(Duration.ofSeconds(60));
        bench.untilState("PAUSED");
        bench.stream(0).ack(4);
        bench.stream(1);
        assertThat(since(began)).isLessThan(Duration.ofSeconds(20));
        bench.emit(5, 6);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).as("nothing twice").containsExactly(5L);
    }

    @Test
    @Conforms("buffered_records_during_pause")
    void eventsOfThePauseGoOutAfterIt() {
        signalAfterFive(Duration.ofSeconds(60));
        bench.untilState("PAUSED");
        bench.emit(5, 15);
        ScriptedExchange first = bench.stream(0);
        assertThat(bench.flush(Duration.ofMillis(100))).isFalse();
        assertThat(ids(first)).as("nothing more on the stream that ends").isEqualTo(numbers(0, 5));
        first.ack(4);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).isEqualTo(numbers(5, 15));
    }

    @Test
    @Conforms("error_during_graceful_close")
    void anErrorInThePauseIsRecoveredFrom() {
        signalAfterFive(Duration.ofSeconds(60));
        bench.untilState("PAUSED");
        bench.stream(0).fail(Status.INTERNAL);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(ids(bench.stream(1))).isEqualTo(numbers(0, 5));
    }
}
