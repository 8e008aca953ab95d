// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.DuckTable;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application and the server are processes of their own. The server is killed with {@code kill -9} under load, again and
 * again, and comes back on the same ports and data. More kills: {@code -Dkills=1000}.
 */
final class KillServerTest {

    private static final int KILLS = Integer.getInteger("kills", 25);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int WORKERS = 2;
    private static final int PER_SECOND_AND_WORKER = 4_000;
    private static final String DDL =
            "CREATE TABLE t.kill.ticks (producer_id STRING NOT NULL, seq BIGINT NOT NULL, time TIMESTAMP,"
                    + " worker INT, n BIGINT, payload STRING);\n";

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyAcceptedEventIsInTheTableAlthoughTheServerIsKilledUnderLoad() throws Exception {
        SplittableRandom chance = new SplittableRandom(SEED);
        Path ledgers = Files.createDirectories(directory.resolve("ledgers"));
        Files.writeString(Files.createDirectories(directory.resolve("sql")).resolve("ticks.sql"), DDL);
        ServerProcess server = startServer("0", "0");
        String grpcPort = port(server.grpc());
        String httpPort = port(server.http());
        Process app = startApp(server, ledgers);
        BufferedReader said = new BufferedReader(new InputStreamReader(app.getInputStream(), StandardCharsets.UTF_8));
        try {
            assertThat(said.readLine()).isEqualTo("emitting");
            for (int kill = 0; kill < KILLS; kill++) {
                // the moment is what chance is for: recovering, taking rows in, writing a table, the server dies
                TimeUnit.MILLISECONDS.sleep(kill % 8 == 0 ? chance.nextInt(500, 4_000) : chance.nextInt(20, 600));
                server.kill();
                server = startServer(grpcPort, httpPort);
            }
            app.getOutputStream().close();
            String closing = said.readLine();
            assertThat(app.waitFor(90, TimeUnit.SECONDS))
                    .as("the application ends")
                    .isTrue();
            assertThat(app.exitValue())
                    .as("exit status of the application: " + closing + errors())
                    .isZero();
            assertThat(server.stop()).as("exit status of the server").isZero();
        } finally {
            app.destroyForcibly();
            server.kill();
        }
        compare(ledgers);
    }

    /** The ledgers say what was accepted; the table, read by somebody else, has to have exactly that. */
    private void compare(Path ledgers) throws Exception {
        Map<Integer, BitSet> accepted = readLedgers(ledgers);
        long acceptedCount =
                accepted.values().stream().mapToLong(BitSet::cardinality).sum();
        try (DuckTable table = DuckTable.open(directory.resolve("data/tables/t/kill/ticks"))) {
            System.out.printf(
                    "seed %d: %d kills, %d accepted, %d rows in %d files%n",
                    SEED, KILLS, acceptedCount, table.number("SELECT count(*) FROM t"), table.fileCount());
            assertThat(acceptedCount).as("the application did emit").isGreaterThan(KILLS * 1_000L);
            assertThat(table.number("SELECT count(*) FROM (SELECT DISTINCT producer_id, seq FROM t)"))
                    .as("distinct rows by producer and seq (seed " + SEED + ")")
                    .isEqualTo(acceptedCount);
            assertThat(table.number("SELECT count(*) FROM (SELECT producer_id, seq FROM t GROUP BY ALL"
                            + " HAVING count(DISTINCT (worker, n, payload)) > 1)"))
                    .as("a resent row is the same row")
                    .isZero();
            assertThat(table.number("SELECT max(seq) + 1 FROM t"))
                    .as("seq has no gaps")
                    .isEqualTo(acceptedCount);
            assertThat(readTable(table)).as("what is in the table").isEqualTo(accepted);
            assertThat(table.number("SELECT count(*) FROM t WHERE payload <>"
                            + " 'payload of worker ' || worker || ' number ' || n"))
                    .as("rows with a wrong payload")
                    .isZero();
            assertThat(table.number(outOfOrder("ORDER BY first_file, first_row", "seq")))
                    .as("first occurrences that are not in the order of seq")
                    .isZero();
            assertThat(table.number(outOfOrder("PARTITION BY worker ORDER BY seq", "n")))
                    .as("events of one thread that are not in the order in which it emitted them")
                    .isZero();
        }
    }

    private static String outOfOrder(String window, String rising) {
        return "WITH firsts AS (SELECT seq, any_value(worker) AS worker, any_value(n) AS n,"
                + " min({'f': file_number, 'r': file_row_number}) AS place FROM t GROUP BY producer_id, seq),"
                + " places AS (SELECT *, place.f AS first_file, place.r AS first_row FROM firsts),"
                + " steps AS (SELECT " + rising + " - lag(" + rising + ") OVER (" + window + ") AS step FROM places)"
                + " SELECT count(*) FROM steps WHERE step <= 0";
    }

    private static Map<Integer, BitSet> readLedgers(Path ledgers) throws IOException {
        Map<Integer, BitSet> all = new HashMap<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            BitSet numbers = new BitSet();
            try (Stream<String> lines = Files.lines(ledgers.resolve("worker-" + worker))) {
                lines.forEach(line -> numbers.set(Integer.parseInt(line)));
            }
            all.put(worker, numbers);
        }
        return all;
    }

    private static Map<Integer, BitSet> readTable(DuckTable table) throws Exception {
        Map<Integer, BitSet> all = new HashMap<>();
        try (ResultSet rows = table.query("SELECT DISTINCT worker, n FROM t")) {
            while (rows.next()) {
                all.computeIfAbsent(rows.getInt(1), worker -> new BitSet()).set(rows.getInt(2));
            }
        }
        return all;
    }

    private ServerProcess startServer(String grpcPort, String httpPort) throws IOException {
        return ServerProcess.start(
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

    private Process startApp(ServerProcess server, Path ledgers) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerApp.class.getName(),
                        ledgers.toString(),
                        String.valueOf(WORKERS),
                        String.valueOf(PER_SECOND_AND_WORKER))
                .redirectError(errorFile());
        builder.environment()
                .putAll(Map.of(
                        "ZEROBUS_ENDPOINT",
                        server.grpc(),
                        "ZEROBUS_WORKSPACE_URL",
                        server.http(),
                        "ZEROBUS_AUTH",
                        "none",
                        "ZEROBUS_TABLE",
                        "t.kill.ticks"));
        return builder.start();
    }

    private File errorFile() {
        return directory.resolve("app.log").toFile();
    }

    private String errors() throws IOException {
        return "\n" + Files.readString(errorFile().toPath()) + "\nserver:\n"
                + Files.readString(directory.resolve("server.log"));
    }

    private static String port(String url) {
        return url.substring(url.lastIndexOf(':') + 1);
    }
}
