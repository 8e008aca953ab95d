// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.server.table.TableCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own materialises a log that can be replayed, and is killed without a warning, several times. */
@Tag("long")
class KillTest {

    private static final UUID LOG_ID = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final int ENTRIES = 200;
    private static final int ROWS = 25;
    private static final int KILLS = 4;

    @TempDir
    Path data;

    /** What the killed process runs: entry after entry, each materialised before the next one comes. */
    static final class Victim {
        public static void main(String[] args) throws IOException {
            TableCatalog catalog = TableCatalog.open(Path.of(args[0]));
            MemoryLog log = new MemoryLog(LOG_ID);
            Materialiser materialiser = new Materialiser(catalog, log, Tables.small());
            for (int i = 0; i < ENTRIES; i++) {
                append(log, i);
                materialiser.tick();
                System.out.println(materialiser.status().get(0).version());
            }
        }
    }

    private static void append(MemoryLog log, int entry) {
        log.append(
                Tables.NUMBERED.name(),
                RowDescriptor.of(Tables.NUMBERED),
                Rows.numbered(Tables.NUMBERED, (long) entry * ROWS, ROWS));
    }

    @Test
    void afterSeveralKillsEveryRowIsThereOnce() throws Exception {
        TableCatalog.open(data).create(Tables.NUMBERED);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long version = 0;
        for (int i = 0; i < KILLS; i++) {
            version = runAndKill(version + 3 + random.nextInt(25), random.nextInt(3_000_000));
        }
        Path location = data.resolve("tables/main/shop/numbered");
        assertThat(TableReader.of(location).version()).as("seed " + seed).isGreaterThanOrEqualTo(version);
        int committed = Tables.ids(location).size();
        assertThat(committed).as("seed " + seed).isPositive().isLessThan(ENTRIES * ROWS);
        assertThat(committed % ROWS).isZero();

        MemoryLog log = new MemoryLog(LOG_ID);
        for (int i = 0; i < ENTRIES; i++) {
            append(log, i);
        }
        new Materialiser(TableCatalog.open(data), log, Tables.small()).close();
        assertThat(Tables.ids(location))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, ENTRIES * ROWS).boxed().toList());
        List<Long> counted = Duck.query(location, "SELECT count(*), count(DISTINCT id) FROM rows", r -> {
            assertThat(r.getLong(1)).isEqualTo(r.getLong(2));
            return r.getLong(1);
        });
        assertThat(counted).containsExactly((long) ENTRIES * ROWS);
    }

    /** Waits until the process has reached a version, and a little longer, and kills it. */
    private long runAndKill(long version, int thenNanos) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long reached = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reached = Long.parseLong(line);
                if (reached >= version) {
                    break;
                }
            }
            for (long until = System.nanoTime() + thenNanos; System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
            // SIGKILL on every Unix
            process.destroyForcibly();
            assertThat(process.waitFor()).isNotZero();
        }
        return reached;
    }
}
