// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.ZerobusServer;
import dev.zerobus.testkit.DuckTable;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applications that share a spill directory are killed with {@code kill -9} in the middle of emitting, some of them while the
 * service is away. What each had on disk lands under its own producer id, sent by those that come after. More kills: {@code
 * -Dkills.application=1000}.
 */
final class KillApplicationTest {

    /** For each level. */
    private static final int KILLS = Integer.getInteger("kills.application", 30) / 2;

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int AT_ONCE = 2;
    private static final String TABLE = "t.kill.ticks";
    private static final String DDL = LedgerCheck.ddl(TABLE) + ";\n";

    /** What may be on its way at once: the whole ring, and as much of what others have left. */
    private static final int IN_FLIGHT = 2 * 256;

    @TempDir
    private Path directory;

    private final SplittableRandom chance = new SplittableRandom(SEED);
    private final List<Process> all = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"overflow", "write-ahead"})
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatWasOnDiskLandsOnceTheNextApplicationRuns(String durability) throws Exception {
        Files.writeString(directory.resolve("ticks.sql"), DDL);
        try (ZerobusServer server =
                ZerobusServer.builder(directory.resolve("data")).table(DDL).start()) {
            String endpoint = server.grpcUri().toString();
            for (int killed = 0; killed < KILLS; killed += AT_ONCE) {
                killSome(durability, endpoint, killed);
            }
            deliver(durability, endpoint);
            server.awaitMaterialised(Duration.ofSeconds(60));
        } finally {
            all.forEach(Process::destroyForcibly);
        }
        compare(durability);
    }

    private void killSome(String durability, String endpoint, int first) throws Exception {
        List<Process> apps = new ArrayList<>();
        for (int i = first; i < Math.min(KILLS, first + AT_ONCE); i++) {
            // nobody listens there: an outage, as this application sees it
            String service = chance.nextInt(3) == 0 ? "http://127.0.0.1:1" : endpoint;
            apps.add(start(
                    durability, service, "emit", directory.resolve("ledgers").toString(), "app-" + i));
        }
        for (Process app : apps) {
            assertThat(line(app)).as("said by the application%n%s", errors()).isEqualTo("emitting");
        }
        for (Process app : apps) {
            // the moment is what chance is for: connecting, sending, spilling, replaying, the application dies
            TimeUnit.MILLISECONDS.sleep(chance.nextInt(5, 500));
            assertThat(app.isAlive()).as("it is emitting%n%s", errors()).isTrue();
            app.destroyForcibly().waitFor();
        }
    }

    private void deliver(String durability, String endpoint) throws Exception {
        Process last = start(
                durability, endpoint, "deliver", directory.resolve("spill").toString());
        String said = line(last);
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).as("the last one ends").isTrue();
        assertThat(last.exitValue())
                .as("its exit status; it said %s%n%s", said, errors())
                .isZero();
    }

    /** The ledgers say what was on disk; the table, read by somebody else, has to have it. */
    private void compare(String durability) throws Exception {
        Path rows = directory.resolve("data/tables/t/kill/ticks");
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), rows)
                .durableOnly()
                .startsAtLeast(KILLS)
                .duplicatesAtMost((long) KILLS * IN_FLIGHT)
                .run();
        System.out.printf("%s, seed %d: %d kills: %s%n", durability, SEED, KILLS, verdict);
        assertThat(verdict.durable()).as("something was on disk").isGreaterThan(KILLS * 20L);
        try (DuckTable table = DuckTable.open(rows)) {
            // of a killed one the end may be missing, and nothing before it
            assertThat(table.number("SELECT count(*) FROM (SELECT producer_id FROM t GROUP BY producer_id"
                            + " HAVING count(DISTINCT seq) <> max(seq) + 1 OR min(seq) <> 0)"))
                    .as("producers with a gap (seed " + SEED + ")")
                    .isZero();
            assertThat(table.number("SELECT count(*) FROM t WHERE n <> seq"))
                    .as("rows that are not what was emitted under their number")
                    .isZero();
        }
        verdict.assertHolds();
    }

    private Process start(String durability, String endpoint, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dzerobus.endpoint=" + endpoint,
                "-Dzerobus.auth=none",
                "-Dzerobus.table=" + TABLE,
                "-Dzerobus.schema.source=ddl",
                "-Dzerobus.schema.file=" + directory.resolve("ticks.sql"),
                "-Dzerobus.ring.size=64KiB",
                "-Dzerobus.event.max-size=4KiB",
                "-Dzerobus.batch.size=16KiB",
                "-Dzerobus.durability=" + durability,
                "-Dzerobus.spill.dir=" + directory.resolve("spill"),
                KilledApp.class.getName()));
        command.addAll(List.of(words));
        Process app = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("apps.log").toFile()))
                .start();
        all.add(app);
        return app;
    }

    private static String line(Process app) throws IOException {
        return new BufferedReader(new InputStreamReader(app.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("apps.log"));
    }
}
