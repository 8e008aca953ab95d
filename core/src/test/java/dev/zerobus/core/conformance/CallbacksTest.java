// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import static dev.zerobus.core.conformance.Workbench.LONG;
import static dev.zerobus.core.conformance.Workbench.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.testing.StreamScript;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There are no callbacks, which would need a queue without bound: what they would tell is counted, event by event. */
class CallbacksTest {

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

    @Test
    @Conforms({"callbacks_on_successful_acks", "callbacks_with_batches"})
    void everyAcknowledgedEventIsCounted() {
        bench.set("batch.records", "10").set("batch.linger", "10s").emit(0, 30);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(30);
        assertThat(bench.lane().batchesSent()).isEqualTo(3);
        assertThat(bench.lane().ackLatencyP50Nanos()).isPositive();
    }

    @Test
    @Conforms("callback_called_per_offset")
    void oneAckForManyRequestsCountsEachOfThem() {
        bench.server.otherwise(StreamScript.silent());
        bench.emit(0, 5);
        bench.requests(0, 5).ack(4);
        assertThat(bench.flush(LONG)).isTrue();
        assertThat(bench.lane().acked()).isEqualTo(5);
    }

    @Test
    @Conforms("callbacks_on_stream_errors")
    void everyLossOfAStreamIsCountedAndSaid() {
        bench.server.next(StreamScript.failAt(1, Status.INTERNAL.withDescription("it broke")));
        bench.emit(0, 3);
        assertThat(bench.flush(LONG)).isTrue();
        await("the books", () -> bench.lane().streamsLost() == 1);
        assertThat(bench.lane().resent()).isPositive();
        assertThat(bench.said).anyMatch(line -> line.startsWith("WARN") && line.contains("it broke"));
    }
}
