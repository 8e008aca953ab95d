// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that is there to be killed: it emits numbered events and keeps a ledger of what was accepted and of how far
 * the client says that its own end would lose nothing. Its numbers are the client's sequence numbers, as one thread emits all.
 *
 * <p>Words: {@code emit LEDGERS WORKER}, or {@code deliver SPILL-DIRECTORY}: emits nothing, and ends when nothing is left on disk.
 */
final class KilledApp {

    private static final long PACE_NANOS = 2_000_000;
    private static final int PER_PACE = 8;
    private static final long DELIVER_NANOS = TimeUnit.SECONDS.toNanos(90);

    private KilledApp() {}

    public static void main(String[] args) throws Exception {
        ZerobusClient client = ZerobusClient.start();
        if (args[0].equals("deliver")) {
            deliver(client, new File(args[1]));
        } else {
            emit(client, Path.of(args[1]), args[2]);
        }
    }

    private static void emit(ZerobusClient client, Path ledgers, String worker) throws IOException {
        try (LedgerWriter ledger = LedgerWriter.open(ledgers, worker)) {
            System.out.println("emitting");
            long accepted = 0;
            for (long next = System.nanoTime(); ; next += PACE_NANOS) {
                for (int i = 0; i < PER_PACE; i++) {
                    long n = accepted;
                    if (ledger.emit(n, () -> emit(worker, n))) {
                        accepted++;
                    }
                }
                ledger.durable(client.snapshot().lane("default").disk().sealedUpTo());
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private static boolean emit(String worker, long n) {
        return Events.event("tick")
                .put("worker", worker)
                .put("n", n)
                .put("payload", LedgerCheck.payload(worker, n))
                .emit();
    }

    private static void deliver(ZerobusClient client, File spill) {
        long until = System.nanoTime() + DELIVER_NANOS;
        while (!empty(spill)) {
            if (System.nanoTime() - until > 0) {
                System.err.println("not delivered in time: " + client.snapshot());
                System.exit(4);
            }
            LockSupport.parkNanos(5_000_000);
        }
        System.out.println("delivered " + client.snapshot().lane("default").disk());
        client.close(Duration.ofSeconds(10));
    }

    private static boolean empty(File spill) {
        String[] slots = spill.list((directory, name) -> name.startsWith("slot-"));
        return slots == null || slots.length == 0;
    }
}
