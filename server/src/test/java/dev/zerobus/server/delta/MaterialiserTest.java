// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class MaterialiserTest {

    private static final DescriptorProto NUMBERED = RowDescriptor.of(Tables.NUMBERED);

    @TempDir
    Path data;

    private final MemoryLog log = new MemoryLog();
    private TableCatalog catalog;
    private Path location;

    @BeforeEach
    void createTable() throws IOException {
        catalog = TableCatalog.open(data);
        catalog.create(Tables.NUMBERED);
        location = catalog.location(Tables.NUMBERED.name());
    }

    private Materialiser materialiser() {
        return new Materialiser(catalog, log, Tables.small());
    }

    private void append(long first, long count) {
        log.append(Tables.NUMBERED.name(), NUMBERED, Rows.numbered(Tables.NUMBERED, first, count));
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void commitsOncePerTickAndReleasesTheLogAfterwards() throws Exception {
        Materialiser materialiser = materialiser();
        append(0, 10);
        append(10, 5);
        materialiser.tick();

        assertThat(TableReader.of(location).version()).isEqualTo(1);
        assertThat(TableReader.of(location).rowCount()).isEqualTo(15);
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(15));
        assertThat(log.released()).isEqualTo(log.durablePosition());
        assertThat(materialiser.materialisedPosition()).isEqualTo(log.durablePosition());
        assertThat(materialiser.status()).singleElement().satisfies(s -> {
            assertThat(s.rows()).isEqualTo(15);
            assertThat(s.commits()).isEqualTo(1);
            assertThat(s.version()).isEqualTo(1);
            assertThat(s.failure()).isNull();
        });
    }

    @Test
    void makesNoCommitWhenNothingIsNew() throws Exception {
        Materialiser materialiser = materialiser();
        append(0, 10);
        materialiser.tick();
        materialiser.tick();
        materialiser.tick();
        assertThat(TableReader.of(location).version()).isEqualTo(1);

        Materialiser restarted = materialiser();
        restarted.tick();
        restarted.close();
        assertThat(TableReader.of(location).version()).isEqualTo(1);
    }

    @Test
    void splitsACommitIntoFilesAndABacklogIntoCommits() throws Exception {
        Materialiser materialiser = materialiser();
        append(0, 100);
        materialiser.tick();
        // 40 rows in a file at most
        assertThat(Duck.files(location)).hasSize(3);
        assertThat(TableReader.of(location).version()).isEqualTo(1);

        String wide = "x".repeat(1000);
        for (int i = 0; i < 200; i++) {
            log.append(
                    Tables.NUMBERED.name(),
                    NUMBERED,
                    List.of(Rows.row(NUMBERED, Map.of("id", 100L + i, "text", wide))));
        }
        materialiser.tick();
        // 200 KB in rounds of 64 KB
        assertThat(TableReader.of(location).version()).isEqualTo(1 + 4);
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(300));
    }

    @Test
    void passesOverWhatATableHasWhenTheLogIsReadAgain() throws Exception {
        append(0, 10);
        MemoryLog kept = new MemoryLog(log.id());
        kept.append(Tables.NUMBERED.name(), NUMBERED, Rows.numbered(Tables.NUMBERED, 0, 10));
        materialiser().close();
        kept.append(Tables.NUMBERED.name(), NUMBERED, Rows.numbered(Tables.NUMBERED, 10, 10));

        Materialiser restarted = new Materialiser(catalog, kept, Tables.small());
        restarted.tick();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(20));
    }

    @Test
    void rowsOfAnotherLogAreRowsOfTheirOwn() throws Exception {
        append(0, 10);
        materialiser().close();
        MemoryLog other = new MemoryLog();
        other.append(Tables.NUMBERED.name(), NUMBERED, Rows.numbered(Tables.NUMBERED, 10, 10));
        new Materialiser(catalog, other, Tables.small()).close();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(20));
    }

    @Test
    void aTableThatFailsKeepsItsLogAndStopsNoOther() throws Exception {
        TableSchema other = CreateTable.parse("CREATE TABLE main.shop.other (id BIGINT NOT NULL, text STRING)");
        catalog.create(other);
        append(0, 10);
        Materialiser materialiser = materialiser();
        materialiser.tick();
        long good = log.released();

        Path aside = data.resolve("aside");
        Files.move(location.resolve("_delta_log"), aside);
        append(10, 10);
        log.append(other.name(), RowDescriptor.of(other), Rows.numbered(other, 0, 7));
        for (int i = 0; i < 12; i++) {
            // past the post-commit snapshot
            append(20 + i, 1);
            materialiser.tick();
        }
        assertThat(Tables.ids(catalog.location(other.name()))).hasSize(7);
        assertThat(materialiser.status())
                .filteredOn(s -> s.table().equals(Tables.NUMBERED.name()))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.failures()).isPositive();
                    assertThat(s.failure()).isNotNull();
                });
        assertThat(log.released()).isGreaterThanOrEqualTo(good).isLessThan(log.durablePosition());

        removeRecursively(location.resolve("_delta_log"));
        Files.move(aside, location.resolve("_delta_log"));
        materialiser.close();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(32));
        assertThat(log.released()).isEqualTo(log.durablePosition());
        assertThat(materialiser.status())
                .allSatisfy(s -> assertThat(s.failures()).isZero());
    }

    private static void removeRecursively(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Test
    void rowsOfATableThatIsNotThereWaitForIt() throws Exception {
        TableSchema late = CreateTable.parse("CREATE TABLE main.shop.late (id BIGINT NOT NULL, text STRING)");
        log.append(late.name(), RowDescriptor.of(late), Rows.numbered(late, 0, 3));
        append(0, 4);
        Materialiser materialiser = materialiser();
        materialiser.tick();
        assertThat(Tables.ids(location)).hasSize(4);
        assertThat(log.released()).isZero();
        assertThat(materialiser.status())
                .anySatisfy(s -> assertThat(s.failure()).contains("main.shop.late"));

        catalog.create(late);
        materialiser.close();
        assertThat(Tables.ids(catalog.location(late.name()))).containsExactly(0L, 1L, 2L);
        assertThat(log.released()).isEqualTo(log.durablePosition());
    }

    @Test
    void aNullInANotNullColumnNeverReachesAFile() throws Exception {
        append(0, 5);
        log.append(Tables.NUMBERED.name(), NUMBERED, List.of(Rows.row(NUMBERED, Map.of("text", "no id"))));
        append(5, 5);
        Materialiser materialiser = materialiser();
        materialiser.tick();
        assertThat(TableReader.of(location).version()).isZero();
        assertThat(Duck.files(location)).isEmpty();
        assertThat(materialiser.status())
                .singleElement()
                .satisfies(s -> assertThat(s.failure()).contains("'id'").contains("NOT NULL"));
        assertThat(log.released()).isZero();
    }

    @Test
    void aDamagedLogKeepsWhatCameBeforeIt() throws Exception {
        append(0, 5);
        long good = log.durablePosition();
        append(5, 5);
        log.failAt(log.durablePosition());
        Materialiser materialiser = materialiser();
        materialiser.tick();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(5));
        assertThat(materialiser.logFailure()).contains("damaged");
        assertThat(log.released()).isEqualTo(good);

        log.failAt(Long.MAX_VALUE);
        materialiser.tick();
        assertThat(materialiser.logFailure()).isNull();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(10));
    }

    @Test
    void writesACheckpointEveryTenCommitsAndReadersUseIt() throws Exception {
        Materialiser materialiser = materialiser();
        for (int i = 0; i < 25; i++) {
            append(i, 1);
            materialiser.tick();
        }
        Path deltaLog = location.resolve("_delta_log");
        assertThat(deltaLog.resolve("00000000000000000010.checkpoint.parquet")).exists();
        assertThat(deltaLog.resolve("00000000000000000020.checkpoint.parquet")).exists();
        assertThat(deltaLog.resolve("_last_checkpoint")).content().contains("\"version\":20");
        assertThat(materialiser.status())
                .singleElement()
                .satisfies(s -> assertThat(s.failure()).isNull());
        for (int version = 0; version < 20; version++) {
            Files.delete(deltaLog.resolve(String.format("%020d.json", version)));
        }
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(25));

        MemoryLog kept = new MemoryLog(log.id());
        kept.append(Tables.NUMBERED.name(), NUMBERED, Rows.numbered(Tables.NUMBERED, 0, 1));
        new Materialiser(TableCatalog.open(data), kept, Tables.small()).close();
        assertThat(Tables.ids(location))
                .as("the transaction id is in the checkpoint")
                .hasSize(25);
    }

    @Test
    void aReaderBesideTheWriterSeesWholeCommitsOnly() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            long before = 0;
            try {
                while (!done.get()) {
                    List<Long> ids = Tables.ids(location);
                    assertThat(ids.size()).isGreaterThanOrEqualTo((int) before);
                    assertThat(ids).containsExactlyElementsOf(upTo(ids.size()));
                    assertThat(ids.size() % 10).isZero();
                    before = ids.size();
                }
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        reader.start();
        try (Materialiser materialiser = materialiser()) {
            materialiser.start();
            for (int i = 0; i < 60; i++) {
                append(10L * i, 10);
                long wanted = log.durablePosition();
                long deadline = System.nanoTime() + 30_000_000_000L;
                while (materialiser.materialisedPosition() < wanted) {
                    assertThat(System.nanoTime()).isLessThan(deadline);
                    Thread.onSpinWait();
                }
            }
        } finally {
            done.set(true);
            reader.join();
        }
        assertThat(seen.get()).isNull();
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(600));
    }

    @Test
    void everyClientMayHaveItsOwnNumbersOrderAndCase() throws Exception {
        DescriptorProto own = DescriptorProto.newBuilder()
                .setName("Mine")
                .addField(NUMBERED.getField(1).toBuilder().setNumber(9000).setName("TEXT"))
                .addField(NUMBERED.getField(0).toBuilder().setNumber(3).setName("Id"))
                .build();
        DescriptorProto fewer = DescriptorProto.newBuilder()
                .setName("Fewer")
                .addField(NUMBERED.getField(0))
                .build();
        append(0, 1);
        log.append(TableName.of("MAIN.Shop.Numbered"), own, List.of(Rows.row(own, Map.of("TEXT", "mine", "Id", 1L))));
        log.append(Tables.NUMBERED.name(), fewer, List.of(Rows.row(fewer, Map.of("id", 2L))));
        materialiser().close();
        assertThat(TableReader.of(location).version()).isEqualTo(1);
        assertThat(Tables.rows(location).toString())
                .isEqualTo("[{id=0, text=row 0}, {id=1, text=mine}, {id=2, text=null}]");
    }

    @Test
    void newestRowsComeLast() throws Exception {
        Materialiser materialiser = materialiser();
        for (int i = 0; i < 5; i++) {
            append(10L * i, 10);
            materialiser.tick();
        }
        List<Map<String, Object>> newest = TableReader.of(location).newest(13);
        assertThat(newest.stream().map(r -> (Long) r.get("id")))
                .containsExactlyElementsOf(LongStream.range(37, 50).boxed().toList());
        assertThat(TableReader.toJson(newest.get(12))).isEqualTo("{\"id\":49,\"text\":\"row 49\"}");
    }

    @Test
    void aTableMayGainAColumnWhileRowsFlow() throws Exception {
        Materialiser materialiser = materialiser();
        append(0, 5);
        materialiser.tick();
        TableSchema wider =
                CreateTable.parse("CREATE TABLE main.shop.numbered (id BIGINT NOT NULL, text STRING, more DOUBLE)");
        Alter.columns(location, wider);
        append(5, 5);
        materialiser.tick();
        DescriptorProto proto = RowDescriptor.of(wider);
        ByteString row = Rows.row(proto, Map.of("id", 10L, "text", "x", "more", 1.5));
        log.append(wider.name(), proto, List.of(row));
        materialiser.close();
        assertThat(catalog.find(wider.name())).isEqualTo(wider);
        assertThat(Tables.ids(location)).containsExactlyElementsOf(upTo(11));
        assertThat(TableReader.of(location).newest(2).toString())
                .isEqualTo("[{id=9, text=row 9, more=null}, {id=10, text=x, more=1.5}]");
    }
}
