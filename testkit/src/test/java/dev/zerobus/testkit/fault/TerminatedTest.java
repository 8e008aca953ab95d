// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.BlackHole;
import dev.zerobus.testkit.LogServer;
import dev.zerobus.testkit.ledger.Books;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerProcess;
import dev.zerobus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while the service never answers, with a spill directory: the rest is on disk, and the next process sends it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TerminatedTest {

    private static final String TABLE = "t.term.ticks";
    private static final int WORKERS = 2;
    private static final int SECOND_LIFE = 1_000_000;
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final Pattern SPILLED = Pattern.compile("accepted=(\\d+) acked=0 .*spilled=(\\d+) remaining=0");

    @TempDir
    private Path directory;

    @Test
    void sigtermLeavesTheRestOnDiskSaysSoAndTheNextProcessSendsIt() throws Exception {
        try (LogServer server = LogServer.start(directory.resolve("server"), LedgerCheck.ddl(TABLE))) {
            long spilled = terminate(server);
            Books end = sendTheRest(server, spilled);
            server.awaitMaterialised();
            Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), server.location(TABLE))
                    .startsAtLeast(2 * WORKERS)
                    .run();
            System.out.println("SIGTERM: " + spilled + " spilled; " + verdict);
            assertThat(verdict.landed()).isEqualTo(spilled + end.acked());
            verdict.assertHolds();
        }
    }

    /** Nothing gets out of the first one: its service takes connections and says nothing. */
    private long terminate(LogServer server) throws Exception {
        try (BlackHole hole = BlackHole.open();
                LedgerProcess first = start(server, hole.url(), 0)) {
            first.await("events that wait", books -> books.accepted() > 200);
            long begin = System.nanoTime();
            assertThat(first.process().terminate()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    // the last of it is the disk's, which may need less
                    .isBetween(DEADLINE.dividedBy(2), DEADLINE.plusSeconds(7));
            List<String> said = first.process().stderr();
            assertThat(said).isNotEmpty();
            String last = said.get(said.size() - 1);
            assertThat(last).startsWith("zerobus: WARN closed before everything was durable at the service");
            assertThat(last).contains("sent by the next client with this spill.dir");
            Matcher numbers = SPILLED.matcher(last);
            assertThat(numbers.find()).as(last).isTrue();
            assertThat(numbers.group(2)).as(last).isEqualTo(numbers.group(1));
            return Long.parseLong(numbers.group(2));
        }
    }

    private Books sendTheRest(LogServer server, long spilled) throws Exception {
        try (LedgerProcess second = start(server, server.grpc(), SECOND_LIFE)) {
            second.await("what the first one has left", books -> books.replayed() == spilled);
            return second.finish();
        }
    }

    private LedgerProcess start(LogServer server, String grpc, int from) throws Exception {
        Map<String, String> options = LogServer.options(grpc, server.http(), TABLE);
        options.put("spill.dir", directory.resolve("spill").toString());
        options.put("shutdown.timeout", DEADLINE.toMillis() + "ms");
        return LedgerProcess.start(options, directory.resolve("ledgers"), "w", from, WORKERS, 250, "-Xmx128m");
    }
}
