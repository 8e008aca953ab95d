// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import dev.zerobus.api.Events;
import dev.zerobus.core.ZerobusClient;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An application for tests that run it as a process of its own: it emits numbered events until its standard input ends,
 * and keeps a ledger, one line for every event that was accepted, so that somebody else can compare the table with it.
 *
 * <p>Words: ledger directory, workers, events per second and worker. Its configuration comes from the environment.
 */
final class LedgerApp {

    private static final long PACE_NANOS = 2_000_000;

    private final Path ledgers;
    private final double perPace;
    private volatile boolean running = true;

    private LedgerApp(Path ledgers, int perSecond) {
        this.ledgers = ledgers;
        this.perPace = perSecond * (PACE_NANOS / 1e9);
    }

    public static void main(String[] args) throws Exception {
        ZerobusClient client = ZerobusClient.start();
        LedgerApp app = new LedgerApp(Path.of(args[0]), Integer.parseInt(args[2]));
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            int worker = i;
            workers.add(new Thread(() -> app.work(worker), "worker-" + i));
        }
        workers.forEach(Thread::start);
        System.out.println("emitting");
        while (System.in.read() >= 0) {
            // nobody says anything: the end of it is what counts
        }
        app.running = false;
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println("closing " + client.close(Duration.ofSeconds(60)));
    }

    private void work(int worker) {
        try (BufferedWriter ledger = Files.newBufferedWriter(ledgers.resolve("worker-" + worker))) {
            long next = System.nanoTime();
            double due = 0;
            for (long n = 0; running; ) {
                for (due += perPace; due >= 1; due--, n++) {
                    if (emit(worker, n)) {
                        ledger.write(Long.toString(n));
                        ledger.newLine();
                    }
                }
                next += PACE_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(3);
        }
    }

    private static boolean emit(int worker, long n) {
        return Events.event("tick")
                .put("worker", worker)
                .put("n", n)
                .put("payload", "payload of worker " + worker + " number " + n)
                .emit();
    }
}
