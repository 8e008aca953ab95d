// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.server.fault.Connections;
import dev.zerobus.server.fault.FaultBoard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What faults of streams are done with. Immutable.
 *
 * @param board says which
 * @param connections where connections are broken
 */
record FaultTools(FaultBoard board, Connections connections) {

    /** Runs a task after a time, on a thread of the JDK's own. */
    void later(Duration time, Runnable task) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(task);
    }
}
