// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.fault.Fault;
import dev.zerobus.server.fault.InjectedFault;
import dev.zerobus.testkit.Await;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's write-ahead log fails as on a full disk: it takes nothing more until somebody has repaired it and starts it again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class FailedLogTest {

    @TempDir
    private Path directory;

    @Test
    void theClientKeepsItsEventsSaysWhyAndGoesOnAfterTheRepair() throws Exception {
        try (LateClient late = LateClient.start(directory, "note STRING", Map.of())) {
            late.emit(0, 100, event -> event.put("note", "before"));
            late.flush();
            long acked = late.lane().acked();
            InjectedFault failed = late.server().faults().add(Fault.onForce().fail());
            late.emit(100, 1_000, event -> event.put("note", "after"));
            assertThat(failed.awaitFired(1, Await.LONG)).isTrue();
            late.await("the client to hear of it", () -> late.lane().stateWhy().contains("write-ahead log"));

            assertThat(late.lane().state()).isIn("RECOVERING", "CONNECTING");
            assertThat(late.lane().acked()).isEqualTo(acked);
            assertThat(late.lane().queued() + late.lane().inFlight()).isEqualTo(900);
            assertThat(late.lane().setAsideTotal() + late.lane().droppedTotal()).isZero();
            late.awaitSaid("WARN lane default reconnects", "write-ahead log", "events wait");

            late.restartTheServer();
            late.flush();
            assertThat(late.rows("n").stream()
                            .map(row -> String.valueOf(row.get("n")))
                            .distinct())
                    .hasSize(1_000);
            // what was not acknowledged may be in the log all the same: at most that is there twice
            assertThat(late.rows("n").size() - 1_000L)
                    .isLessThanOrEqualTo(late.lane().resent());
            late.awaitSaid("INFO lane default is open again");
        }
    }
}
