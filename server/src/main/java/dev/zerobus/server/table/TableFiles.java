// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.engine.DeltaEngine;
import dev.zerobus.server.delta.engine.DeltaTypes;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.Row;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One table's log: making it, and reading the schema out of it. Stateless. */
final class TableFiles {

    /** Version files are kept this long; a commit each second makes 86,000 of them a day. */
    private static final String LOG_RETENTION = "interval 6 hours";

    private static final String CHECKPOINT_COMMITS = "10";

    private TableFiles() {}

    /**
     * Writes version 0. That is one file which is there as a whole or not at all, so that nothing else has to be undone.
     *
     * @return false if another program made the table first
     */
    static boolean create(DeltaEngine engine, Path location, TableSchema schema) throws IOException {
        try {
            TableManager.buildCreateTableTransaction(
                            DeltaEngine.text(location), DeltaTypes.toDelta(schema.columns()), DeltaEngine.ENGINE_INFO)
                    .withTableProperties(Map.of(
                            "delta.logRetentionDuration", LOG_RETENTION,
                            "delta.checkpointInterval", CHECKPOINT_COMMITS))
                    .build(engine)
                    .commit(engine, CloseableIterable.emptyIterable());
            return true;
        } catch (TableAlreadyExistsException | ConcurrentWriteException e) {
            return false;
        } catch (RuntimeException e) {
            throw new IOException("table " + schema.name() + " can not be created: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a table's schema.
     *
     * @return null if there is nothing, or only what a creation left that did not get as far as version 0
     * @throws IOException if there is something else, or a table that can not be written here
     */
    static @Nullable TableSchema read(DeltaEngine engine, Path location, TableName name) throws IOException {
        if (!hasCommits(location)) {
            if (isEmpty(location)) {
                return null;
            }
            // between the two looks another process may have made it
            if (!hasCommits(location)) {
                throw new IOException(location + " is no Delta table: it holds files, but no commit in _delta_log");
            }
        }
        try {
            Snapshot snapshot =
                    TableManager.loadSnapshot(DeltaEngine.text(location)).build(engine);
            refuseWhatWeCanNotWrite(snapshot, location);
            return new TableSchema(name, DeltaTypes.fromDelta(snapshot.getSchema()));
        } catch (RuntimeException e) {
            throw new IOException("the Delta table in " + location + " can not be read: " + e.getMessage(), e);
        }
    }

    /**
     * Gives a table other columns: a commit with its metadata and nothing else. Kernel does that for tables with column mapping
     * only, so the two actions are written here. Data files stay as they are: a column that was dropped is passed over by readers, and
     * one that has another type now can not be read by those who look at rows from before.
     *
     * @throws IOException if it can not be written, or another program has committed meanwhile
     */
    static void alter(DeltaEngine engine, Path location, List<Column> columns) throws IOException {
        try {
            SnapshotImpl snapshot = (SnapshotImpl)
                    TableManager.loadSnapshot(DeltaEngine.text(location)).build(engine);
            Metadata metadata = snapshot.getMetadata().withNewSchema(DeltaTypes.toDelta(columns));
            CommitInfo info = new CommitInfo(
                    Optional.empty(),
                    System.currentTimeMillis(),
                    Optional.of(DeltaEngine.ENGINE_INFO),
                    Optional.of("CHANGE COLUMN"),
                    Map.of(),
                    Optional.of(false),
                    Optional.empty(),
                    Map.of());
            List<Row> actions = List.of(
                    SingleAction.createCommitInfoSingleAction(info.toRow()),
                    SingleAction.createMetadataSingleAction(metadata.toRow()));
            String file = FileNames.deltaFile(snapshot.getLogPath(), snapshot.getVersion() + 1);
            engine.getJsonHandler().writeJsonFileAtomically(file, Utils.toCloseableIterator(actions.iterator()), false);
        } catch (RuntimeException e) {
            throw new IOException("the Delta table in " + location + " can not be altered: " + e.getMessage(), e);
        }
    }

    private static void refuseWhatWeCanNotWrite(Snapshot snapshot, Path location) throws IOException {
        if (!snapshot.getPartitionColumnNames().isEmpty()) {
            throw new IOException("the Delta table in " + location + " is partitioned, which is not supported");
        }
        String mapping = snapshot.getTableProperties().getOrDefault("delta.columnMapping.mode", "none");
        if (!"none".equals(mapping)) {
            throw new IOException("the Delta table in " + location + " has delta.columnMapping.mode = " + mapping
                    + ", which is not supported");
        }
    }

    private static boolean hasCommits(Path location) throws IOException {
        Path log = location.resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(log)) {
            return entries.map(p -> String.valueOf(p.getFileName()))
                    .anyMatch(n -> !n.startsWith(".") && (n.endsWith(".json") || n.endsWith(".parquet")));
        }
    }

    private static boolean isEmpty(Path location) throws IOException {
        if (!Files.exists(location)) {
            return true;
        }
        try (Stream<Path> entries = Files.walk(location)) {
            return entries.noneMatch(p ->
                    Files.isRegularFile(p) && !String.valueOf(p.getFileName()).startsWith("."));
        }
    }
}
