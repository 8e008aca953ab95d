// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.ledger.Books;
import dev.zerobus.testkit.ledger.LedgerCheck;
import dev.zerobus.testkit.ledger.LedgerProcess;
import dev.zerobus.testkit.ledger.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application and the server are processes of their own. The server is killed with {@code kill -9} under load, again and
 * again, and comes back on the same ports and data. More kills: {@code -Dkills=1000}.
 */
// what is killed is the server, and its client lives on
@Tag("long")
final class KillServerTest {

    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int WORKERS = 2;
    private static final int PER_SECOND_AND_WORKER = 4_000;
    private static final String TABLE = "t.kill.ticks";

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyAcceptedEventIsInTheTableAlthoughTheServerIsKilledUnderLoad() throws Exception {
        SplittableRandom chance = new SplittableRandom(SEED);
        Files.writeString(
                Files.createDirectories(directory.resolve("sql")).resolve("ticks.sql"), LedgerCheck.ddl(TABLE) + ";\n");
        ServerProcess server = startServer("0", "0");
        String grpcPort = port(server.grpc());
        String httpPort = port(server.http());
        try (LedgerProcess app = startApp(server)) {
            for (int kill = 0; kill < KILLS; kill++) {
                // the moment is what chance is for: recovering, taking rows in, writing a table, the server dies
                TimeUnit.MILLISECONDS.sleep(kill % 8 == 0 ? chance.nextInt(500, 4_000) : chance.nextInt(20, 600));
                server.kill();
                server = startServer(grpcPort, httpPort);
            }
            Books end = app.finish();
            assertThat(server.stop()).as("exit status of the server").isZero();
            compare(end);
        } finally {
            server.kill();
        }
    }

    /** The ledgers say what was accepted; the table, read by somebody else, has to have exactly that. */
    private void compare(Books end) throws Exception {
        Verdict verdict = LedgerCheck.of(directory.resolve("ledgers"), directory.resolve("data/tables/t/kill/ticks"))
                .books(end)
                // by the client's books; what it did not resend can not be there twice
                .duplicatesAtMost(end.resent())
                .startsAtLeast(WORKERS)
                .run();
        System.out.println("seed " + SEED + ": " + KILLS + " kills: " + verdict + ", resent " + end.resent());
        assertThat(verdict.accepted()).as("the application did emit").isGreaterThan(KILLS * 1_000L);
        assertThat(end.setAside()).isZero();
        verdict.assertHolds();
    }

    private ServerProcess startServer(String grpcPort, String httpPort) throws IOException {
        return ServerProcess.start(
                // it lives for a second
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                directory.resolve("server.log"),
                "--data",
                directory.resolve("data").toString(),
                "--port",
                grpcPort,
                "--http-port",
                httpPort,
                "--auth",
                "none",
                "--tables",
                directory.resolve("sql").toString());
    }

    private LedgerProcess startApp(ServerProcess server) throws IOException {
        Map<String, String> options =
                Map.of("endpoint", server.grpc(), "workspace.url", server.http(), "auth", "none", "table", TABLE);
        return LedgerProcess.start(
                options, directory.resolve("ledgers"), "w", 0, WORKERS, PER_SECOND_AND_WORKER, "-Xmx512m");
    }

    private static String port(String url) {
        return url.substring(url.lastIndexOf(':') + 1);
    }
}
