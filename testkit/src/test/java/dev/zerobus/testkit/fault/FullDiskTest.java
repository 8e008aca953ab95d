// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.ledger.Books;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerProcess;
import dev.zerobus.testkit.ledger.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The spill directory is on a real file system of 20 MiB that fills up while the server is away; then somebody frees room. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("long")
final class FullDiskTest {

    private static final String TABLE = "t.full.ticks";
    private static final int WORKERS = 2;
    private static final int IN_FLIGHT = 100 * 8;
    private static final int SOMEBODY_ELSES_BYTES = 18 << 20;

    @TempDir
    private Path directory;

    private Path mount;
    private Path somebodyElses;

    @BeforeEach
    void mount() throws Exception {
        mount = Files.createDirectories(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=20m", "none", mount.toString()) == 0,
                "a file system of its own needs root on Linux: mount -t tmpfs");
        somebodyElses = Files.write(mount.resolve("somebody-elses"), new byte[SOMEBODY_ELSES_BYTES]);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", mount.toString());
    }

    @Test
    void aFullDiskCostsNothingThatWasAcceptedAndIsUsedAgainWhenThereIsRoom() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"), LedgerCheck.ddl(TABLE));
                LedgerProcess app = start(server)) {
            app.await("rows to be durable", books -> books.acked() > 100);
            server.kill();
            Books first = app.await("the disk to be full", books -> books.disk().equals("BROKEN"));
            Books full = app.await("the memory to be full too", books -> books.dropped() > first.dropped() + 100);
            assertThat(full.spilled()).as("what went there before").isPositive();
            Await.until(
                    "it to be said",
                    () -> app.process().stderr().stream()
                            .anyMatch(line -> line.contains("zerobus: ERROR lane default: the spill in")
                                    && line.contains("No space left on device")
                                    && line.contains("free room")));

            Files.delete(somebodyElses);
            Books again = app.await(
                    "the disk to be used again",
                    books -> books.disk().equals("USED")
                            && books.diskBytes() > full.diskBytes()
                            && books.accepted() > full.accepted() + 1_000);
            app.stopLoad();
            server.restart();
            Books end = app.finish();
            server.awaitMaterialised();
            compare(server, again, end);
        }
    }

    private LedgerProcess start(LogServer server) throws Exception {
        Map<String, String> options = server.options(TABLE);
        options.put("spill.dir", mount.resolve("spill").toString());
        options.put("ring.size", "512KiB");
        options.put("event.max-size", "16KiB");
        options.put("batch.size", "64KiB");
        options.put("batch.records", "100");
        options.put("inflight.batches", "8");
        return LedgerProcess.start(options, directory.resolve("ledgers"), "w", 0, WORKERS, 5_000, "-Xmx128m");
    }

    private void compare(LogServer server, Books again, Books end) throws Exception {
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), server.location(TABLE))
                .books(end)
                .duplicatesAtMost(Math.min(IN_FLIGHT, end.resent()))
                .startsAtLeast(WORKERS)
                .callerAtMost(Duration.ofSeconds(2))
                .run();
        System.out.println("full disk: " + verdict + ", on disk at the most " + again.diskBytes() + " bytes");
        assertThat(verdict.refused()).as("each refusal was counted").isEqualTo(end.dropped());
        assertThat(end.setAside()).isZero();
        verdict.assertHolds();
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
