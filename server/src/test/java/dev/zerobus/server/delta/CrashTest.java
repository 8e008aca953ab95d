// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.server.delta.engine.DeltaEngine;
import dev.zerobus.server.delta.engine.DiskProbe;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step on the disk is once the last one of its process, and once one that fails and can be tried again. */
class CrashTest {

    private static final UUID LOG_ID = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final int TICKS = 12;
    private static final int ROWS_PER_TICK = 5;

    @TempDir
    Path temp;

    /** Fails the step with a given number; from then on all of them if the process is to be dead, else no other. */
    private static final class Failing implements DiskProbe {
        private final AtomicLong steps = new AtomicLong();
        private final long victim;
        private final boolean dead;

        Failing(long victim, boolean dead) {
            this.victim = victim;
            this.dead = dead;
        }

        @Override
        public void before(Step step, Path path) throws IOException {
            long number = steps.getAndIncrement();
            if (dead ? number >= victim : number == victim) {
                throw new IOException("injected at step " + number + ": " + step + " " + path);
            }
        }
    }

    /** A log that still has everything, as after a crash before anything was released. */
    private static MemoryLog fullLog(int ticks) {
        MemoryLog log = new MemoryLog(LOG_ID);
        for (int i = 0; i < ticks; i++) {
            log.append(
                    Tables.NUMBERED.name(),
                    RowDescriptor.of(Tables.NUMBERED),
                    Rows.numbered(Tables.NUMBERED, (long) i * ROWS_PER_TICK, ROWS_PER_TICK));
        }
        return log;
    }

    /** Materialises in {@value #TICKS} ticks, so that there are twelve commits and a checkpoint. */
    private static void live(Path data, DiskProbe probe) throws IOException {
        MemoryLog full = fullLog(TICKS);
        MemoryLog log = new MemoryLog(LOG_ID);
        TableCatalog catalog = TableCatalog.open(data, DeltaEngine.probed(probe));
        Materialiser materialiser = new Materialiser(catalog, log, Tables.small());
        full.read(0, full.durablePosition(), entry -> {
            log.append(entry.table(), entry.descriptor(), entry.rows());
            materialiser.tick();
            return true;
        });
        materialiser.close();
    }

    private static void assertEveryRowOnce(Path data, String why) throws IOException {
        Path location = data.resolve("tables/main/shop/numbered");
        assertThat(Tables.ids(location))
                .as(why)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, TICKS * ROWS_PER_TICK).boxed().toList());
        assertThat(TableReader.of(location).rowCount()).as(why).isEqualTo(TICKS * ROWS_PER_TICK);
    }

    private long countSteps() throws IOException {
        Path data = prepared("count");
        Failing counting = new Failing(Long.MAX_VALUE, false);
        live(data, counting);
        assertEveryRowOnce(data, "without a failure");
        return counting.steps.get();
    }

    private Path prepared(String name) throws IOException {
        Path data = temp.resolve(name);
        TableCatalog.open(data).create(Tables.NUMBERED);
        return data;
    }

    @Test
    void afterACrashAtAnyStepAReplayGivesEveryRowOnce() throws Exception {
        long steps = countSteps();
        for (long victim = 0; victim < steps; victim += stride(victim, steps)) {
            Path data = prepared("dead" + victim);
            try {
                live(data, new Failing(victim, true));
            } catch (IOException e) {
                // it died while opening the catalog
            }
            Materialiser restarted = new Materialiser(TableCatalog.open(data), fullLog(TICKS), Tables.small());
            restarted.tick();
            restarted.close();
            assertEveryRowOnce(data, "crash at step " + victim);
            delete(data);
        }
    }

    @Test
    void aStepThatFailsOnceIsGotOver() throws Exception {
        long steps = countSteps();
        for (long victim = 1; victim < steps; victim += stride(victim, steps)) {
            Path data = prepared("once" + victim);
            try {
                live(data, new Failing(victim, false));
            } catch (IOException e) {
                // opening the catalog says so, and does not half open it
                new Materialiser(TableCatalog.open(data), fullLog(TICKS), Tables.small()).close();
            }
            assertEveryRowOnce(data, "failure at step " + victim);
            delete(data);
        }
    }

    /** All steps of the first commits, of the checkpoint and of what follows it; some of those in the middle. */
    private static long stride(long victim, long steps) {
        return Boolean.getBoolean("zerobus.test.everything") || victim < steps / 4 || victim > steps / 2 ? 1 : 3;
    }

    @Test
    void aTableIsCreatedAsAWholeOrNotAtAll() throws Exception {
        Failing counting = new Failing(Long.MAX_VALUE, false);
        TableCatalog.open(temp.resolve("plain"), DeltaEngine.probed(counting)).create(Tables.NUMBERED);
        for (long victim = 0; victim < counting.steps.get(); victim++) {
            Path data = temp.resolve("create" + victim);
            try {
                TableCatalog.open(data, DeltaEngine.probed(new Failing(victim, true)))
                        .create(Tables.NUMBERED);
            } catch (IOException e) {
                // died
            }
            TableCatalog reopened = TableCatalog.open(data);
            assertThat(reopened.broken()).as("crash at step " + victim).isEmpty();
            boolean there = reopened.find(Tables.NUMBERED.name()) != null;
            assertThat(reopened.createIfAbsent(Tables.NUMBERED)).isEqualTo(!there);
            assertThat(reopened.find(Tables.NUMBERED.name())).isEqualTo(Tables.NUMBERED);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst =
                    all.sorted(java.util.Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        }
    }
}
