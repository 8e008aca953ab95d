// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.Materialiser;
import dev.zerobus.server.delta.MaterialiserSettings;
import dev.zerobus.server.delta.TableReader;
import dev.zerobus.server.table.TableCatalog;
import dev.zerobus.server.wal.CommitListener;
import dev.zerobus.server.wal.LogDescriptor;
import dev.zerobus.server.wal.Wal;
import dev.zerobus.server.wal.WalFailedException;
import dev.zerobus.server.wal.WalSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check lets in is what a reader of the table gets out: random tables and rows, through the real log and writer. */
@Tag("long")
class RoundTripTest {

    private static final int TABLES = 40;
    private static final int ROWS = 15;

    @TempDir
    Path temp;

    @Test
    void rowsAreReadBackAsTheyWereSent() throws Exception {
        roundTrip(false);
    }

    @Test
    void jsonRecordsAreReadBackAsTheyWereSent() throws Exception {
        roundTrip(true);
    }

    @Test
    void aColumnNamedAsTheRowMessageDoesNotTakeTheTypesOfOthers() throws Exception {
        TableSchema table =
                CreateTable.parse("CREATE TABLE main.test.Row (row STRUCT<a: STRUCT<x: INT>>, a STRUCT<y: STRING>)");
        StreamSchema schema = StreamSchema.forJson(table);
        ByteString row = schema.fromJson("{\"row\": {\"a\": {\"x\": 7}}, \"a\": {\"y\": \"seven\"}}");
        List<Map<String, Object>> read =
                through(List.of(table), List.of(schema), List.of(List.of(row))).get(0);
        assertThat(read).hasToString("[{row={a={x=7}}, a={y=seven}}]");
    }

    private void roundTrip(boolean json) throws Exception {
        long seed = System.nanoTime();
        RandomRows random = new RandomRows(seed);
        List<TableSchema> tables = new ArrayList<>();
        List<StreamSchema> schemas = new ArrayList<>();
        List<List<ByteString>> rows = new ArrayList<>();
        List<List<Map<String, Object>>> wanted = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            TableSchema table = new TableSchema(
                    TableName.of("main.s" + i + ".Row"), random.table().columns());
            StreamSchema schema =
                    StreamSchema.negotiate(table, StreamSchema.forJson(table).descriptor());
            Descriptor official = Rows.official(schema.descriptor());
            List<ByteString> sent = new ArrayList<>();
            List<Map<String, Object>> expected = new ArrayList<>();
            for (int j = 0; j < ROWS; j++) {
                DynamicMessage message = random.row(table, official);
                sent.add(json ? schema.fromJson(RowTexts.json(table.columns(), message)) : message.toByteString());
                schema.check(sent.get(j));
                expected.add(RowTexts.expected(table.columns(), message));
            }
            tables.add(table);
            schemas.add(schema);
            rows.add(sent);
            wanted.add(expected);
        }
        List<List<Map<String, Object>>> read = through(tables, schemas, rows);
        for (int i = 0; i < TABLES; i++) {
            TableSchema table = tables.get(i);
            assertThat(read.get(i))
                    .as("seed %d, table %s", seed, CreateTable.toSql(table))
                    .hasSize(ROWS);
            for (int j = 0; j < ROWS; j++) {
                assertThat(RowTexts.read(read.get(i).get(j)))
                        .as("seed %d, row %d of %s", seed, j, CreateTable.toSql(table))
                        .isEqualTo(wanted.get(i).get(j));
            }
        }
    }

    /** Sends rows through log and materialiser and reads the tables. */
    private List<List<Map<String, Object>>> through(
            List<TableSchema> tables, List<StreamSchema> schemas, List<List<ByteString>> rows) throws Exception {
        List<List<Map<String, Object>>> read = new ArrayList<>();
        try (TableCatalog catalog = TableCatalog.open(temp);
                Wal wal = Wal.open(WalSettings.of(temp.resolve("wal")), line -> {});
                Materialiser materialiser = new Materialiser(catalog, wal, MaterialiserSettings.defaults())) {
            for (int i = 0; i < tables.size(); i++) {
                catalog.create(tables.get(i));
                append(wal, wal.register(tables.get(i).name(), schemas.get(i).descriptor()), rows.get(i));
            }
            materialiser.tick();
            assertThat(materialiser.status())
                    .allSatisfy(status -> assertThat(status.failure())
                            .as("%s", status.table())
                            .isNull());
            for (TableSchema table : tables) {
                List<Map<String, Object>> found = new ArrayList<>();
                TableReader.of(catalog.location(table.name())).forEach(List.of(), found::add);
                read.add(found);
            }
        }
        return read;
    }

    private static void append(Wal wal, LogDescriptor descriptor, List<ByteString> rows) throws Exception {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        wal.append(
                descriptor,
                rows,
                new CommitListener() {
                    @Override
                    public void durable(long ticket) {
                        durable.complete(ticket);
                    }

                    @Override
                    public void failed(WalFailedException failure) {
                        durable.completeExceptionally(failure);
                    }
                },
                0);
        durable.get(30, TimeUnit.SECONDS);
    }
}
