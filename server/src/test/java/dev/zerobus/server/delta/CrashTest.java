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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step on the disk is once the last one of its process, and once one that fails and can be tried again. */
@Tag("long")
class CrashTest {

    private static final UUID LOG_ID = UUID.fromString("00000000-0000-7000-8000-000000000001");
    /** Version 0 is the empty table, so the checkpoint comes with the tenth tick. */
    private static final int READY = 9;

    private static final int TICKS = 11;
    private static final int ROWS_PER_TICK = 5;

    private static final Set<DiskProbe.Step> LOOKS =
            Set.of(DiskProbe.Step.LIST, DiskProbe.Step.STAT, DiskProbe.Step.OPEN, DiskProbe.Step.READ);

    @TempDir
    Path temp;

    /** Fails the step with a given number; from then on all of them if the process is to be dead, else no other. */
    private static final class Failing implements DiskProbe {
        private final List<Step> steps = new CopyOnWriteArrayList<>();
        private final long victim;
        private final boolean dead;

        Failing(long victim, boolean dead) {
            this.victim = victim;
            this.dead = dead;
        }

        @Override
        public void before(Step step, Path path) throws IOException {
            int number = steps.size();
            steps.add(step);
            if (dead ? number >= victim : number == victim) {
                throw new IOException("injected at step " + number + ": " + step + " " + path);
            }
        }
    }

    /** A log that still has everything, as after a crash before anything was released. */
    private static MemoryLog fullLog() {
        MemoryLog log = new MemoryLog(LOG_ID);
        for (int i = 0; i < TICKS; i++) {
            append(log, i);
        }
        return log;
    }

    private static void append(MemoryLog log, int tick) {
        log.append(
                Tables.NUMBERED.name(),
                RowDescriptor.of(Tables.NUMBERED),
                Rows.numbered(Tables.NUMBERED, (long) tick * ROWS_PER_TICK, ROWS_PER_TICK));
    }

    /** Materialises some ticks, each in a commit of its own. */
    private static void live(Path data, DiskProbe probe, int from, int to) throws IOException {
        MemoryLog log = new MemoryLog(LOG_ID);
        TableCatalog catalog = TableCatalog.open(data, DeltaEngine.probed(probe));
        Materialiser materialiser = new Materialiser(catalog, log, Tables.small());
        for (int i = 0; i < to; i++) {
            append(log, i);
            if (i >= from) {
                materialiser.tick();
            }
        }
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

    /** Makes a table that is two commits short of its first checkpoint. */
    private Path template() throws IOException {
        Path data = temp.resolve("template");
        TableCatalog.open(data).create(Tables.NUMBERED);
        live(data, DiskProbe.NONE, 0, READY);
        return data;
    }

    private List<DiskProbe.Step> recordSteps(Path template) throws IOException {
        Path data = copy(template, "count");
        Failing counting = new Failing(Long.MAX_VALUE, false);
        live(data, counting, READY, TICKS);
        assertEveryRowOnce(data, "without a failure");
        assertThat(data.resolve("tables/main/shop/numbered/_delta_log/00000000000000000010.checkpoint.parquet"))
                .exists();
        return counting.steps;
    }

    /**
     * Returns every step that changes something, and every so manieth one that only looks (0: none, for a crash before a look is
     * a crash after the change before it); with {@code -Dcrash.everything=true} all of them.
     */
    private static List<Integer> victims(List<DiskProbe.Step> steps, int everyLook) {
        boolean everything = Boolean.getBoolean("crash.everything");
        List<Integer> victims = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            boolean looks = LOOKS.contains(steps.get(i));
            if (everything || !looks || (everyLook > 0 && i % everyLook == 0)) {
                victims.add(i);
            }
        }
        assertThat(victims).hasSizeGreaterThan(20);
        return victims;
    }

    @Test
    void afterACrashAtAnyStepAReplayGivesEveryRowOnce() throws Exception {
        Path template = template();
        List<DiskProbe.Step> steps = recordSteps(template);
        for (int victim : victims(steps, 0)) {
            Path data = copy(template, "dead" + victim);
            try {
                live(data, new Failing(victim, true), READY, TICKS);
            } catch (IOException e) {
                // it died while opening the catalog
            }
            new Materialiser(TableCatalog.open(data), fullLog(), Tables.small()).close();
            assertEveryRowOnce(data, "crash at step " + victim + " of " + steps.size() + ", " + steps.get(victim));
            delete(data);
        }
    }

    @Test
    void aStepThatFailsOnceIsGotOver() throws Exception {
        Path template = template();
        List<DiskProbe.Step> steps = recordSteps(template);
        for (int victim : victims(steps, 12)) {
            Path data = copy(template, "once" + victim);
            try {
                live(data, new Failing(victim, false), READY, TICKS);
            } catch (IOException e) {
                // opening the catalog says so, and does not half open it
                live(data, DiskProbe.NONE, READY, TICKS);
            }
            assertEveryRowOnce(data, "failure at step " + victim + " of " + steps.size() + ", " + steps.get(victim));
            delete(data);
        }
    }

    @Test
    void aTableIsCreatedAsAWholeOrNotAtAll() throws Exception {
        Failing counting = new Failing(Long.MAX_VALUE, false);
        TableCatalog.open(temp.resolve("plain"), DeltaEngine.probed(counting)).create(Tables.NUMBERED);
        for (long victim = 0; victim < counting.steps.size(); victim++) {
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

    private Path copy(Path from, String name) throws IOException {
        Path to = temp.resolve(name);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
        return to;
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
