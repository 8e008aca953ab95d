// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.ledger.Books;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerProcess;
import dev.zerobus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application in a process of its own goes on emitting while its server is killed and stays away for long; then the server is
 * back. Longer: {@code -Doutage.seconds=14400}; at another rate: {@code -Doutage.rate=1000}.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
@Tag("long")
final class LongOutageTest {

    private static final int SECONDS = Integer.getInteger("outage.seconds", 25);
    private static final int PER_SECOND = Integer.getInteger("outage.rate", 15_000);
    private static final int WORKERS = 2;
    private static final String TABLE = "t.outage.ticks";
    private static final int IN_FLIGHT = 500 * 8;

    /** What spill.max-size may be at most. */
    private static final long DISK_BYTES = 1L << 30;

    /** The process with all it has: heap (128 MiB, the ring's 32 among them), classes, code, threads. */
    private static final long MEMORY_BYTES = 288L << 20;

    @TempDir
    private Path directory;

    @Test
    void nothingThatWasAcceptedIsLostAndItsMemoryStaysBounded() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"), LedgerCheck.ddl(TABLE));
                LedgerProcess app = start(server)) {
            app.await("rows to be durable", books -> books.acked() > PER_SECOND / 2);
            server.kill();
            Books before = app.books();
            TimeUnit.SECONDS.sleep(SECONDS);
            Books during = app.books();
            assertThat(during.accepted() + during.dropped() - before.accepted())
                    .as("the application emits as if nothing were")
                    .isGreaterThan((long) SECONDS * PER_SECOND / 2);
            assertThat(during.state()).isIn("CONNECTING", "RECOVERING");
            assertThat(during.spilled()).isPositive();
            assertThat(during.acked()).as("the server is away").isLessThanOrEqualTo(before.accepted());

            server.restart();
            Duration toCatchUp = Duration.ofSeconds(60 + SECONDS);
            app.await("what has waited to be durable", toCatchUp, books -> books.acked() >= during.accepted());
            long peak = app.peakBytes();
            Books end = app.finish();
            server.awaitMaterialised();
            compare(server, during, end, peak);
        }
    }

    private LedgerProcess start(LogServer server) throws Exception {
        Map<String, String> options = server.options(TABLE);
        options.put("spill.dir", directory.resolve("spill").toString());
        options.put("spill.max-size", String.valueOf(DISK_BYTES));
        options.put("ring.size", "32MiB");
        options.put("batch.records", "500");
        options.put("inflight.batches", "8");
        return LedgerProcess.start(
                options, directory.resolve("ledgers"), "w", 0, WORKERS, PER_SECOND / WORKERS, "-Xmx128m");
    }

    private void compare(LogServer server, Books during, Books end, long peak) throws Exception {
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), server.location(TABLE))
                .books(end)
                .duplicatesAtMost(Math.min(IN_FLIGHT, end.resent()))
                .startsAtLeast(WORKERS)
                .callerAtMost(Duration.ofSeconds(2))
                .memory(peak, MEMORY_BYTES)
                .run();
        System.out.println("outage of " + SECONDS + " s at " + PER_SECOND + " events/s: " + verdict + "; on disk then "
                + during.spilled() + " events, " + during.diskBytes() + " bytes; resent " + end.resent()
                + ", peak of the process " + (peak >> 20) + " MiB");
        assertThat(verdict.refused()).as("each refusal was counted").isEqualTo(end.dropped());
        if (during.diskBytes() < DISK_BYTES * 9 / 10) {
            assertThat(verdict.refused())
                    .as("there was room on disk; a disk that stands still for seconds may cost a few")
                    .isLessThan(verdict.accepted() / 20);
        }
        assertThat(end.setAside()).isZero();
        verdict.assertHolds();
    }
}
