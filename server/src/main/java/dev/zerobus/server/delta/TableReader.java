// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.server.delta.engine.DeltaEngine;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Delta table through its log, as any other reader would: nothing is shared with the writer. Values are
 * {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String},
 * {@code byte[]}, {@code LocalDate}, {@code Instant} (TIMESTAMP), {@code LocalDateTime} (TIMESTAMP_NTZ), {@code BigDecimal},
 * {@link JsonText} (VARIANT), {@code List}, {@code Map} (MAP and STRUCT) and null. Every call looks at the newest version. Safe
 * from any thread.
 */
public final class TableReader {

    private final DeltaEngine engine = DeltaEngine.local();
    private final String location;

    private TableReader(Path location) {
        this.location = DeltaEngine.text(location);
    }

    /**
     * Returns a reader of a table.
     *
     * @param location the table's directory
     * @return the reader; nothing is read yet
     */
    public static TableReader of(Path location) {
        return new TableReader(location);
    }

    /**
     * Returns the newest version.
     *
     * @return its number, from 0
     * @throws IOException if the table can not be read
     */
    public long version() throws IOException {
        return guarded(() -> snapshot().getVersion());
    }

    /**
     * Counts rows, from the log where it says how many there are.
     *
     * @return rows in the newest version
     * @throws IOException if the table can not be read
     */
    public long rowCount() throws IOException {
        return guarded(() -> {
            Scan scan = snapshot().getScanBuilder().build();
            Row state = scan.getScanState(engine);
            long count = 0;
            for (Row file : files(scan)) {
                OptionalLong known = knownRows(file);
                count += known.isPresent() ? known.getAsLong() : read(state, file, VariantColumns.NONE, row -> {});
            }
            return count;
        });
    }

    private static OptionalLong knownRows(Row file) {
        Row add = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
        String statistics = add.isNullAt(InternalScanFileUtils.ADD_FILE_STATS_ORDINAL)
                ? null
                : add.getString(InternalScanFileUtils.ADD_FILE_STATS_ORDINAL);
        Optional<Long> rows = statistics == null ? Optional.empty() : DataFileStatistics.getNumRecords(statistics);
        if (rows.isEmpty()) {
            return OptionalLong.empty();
        }
        DeletionVectorDescriptor deleted = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file);
        return OptionalLong.of(rows.get() - (deleted == null ? 0 : deleted.getCardinality()));
    }

    /**
     * Reads all rows, the oldest file first.
     *
     * @param columns the columns wanted, none for all
     * @param sink gets each row: column names with values, in the order asked for
     * @return how many rows
     * @throws IOException if the table can not be read
     */
    public long forEach(List<String> columns, Consumer<Map<String, @Nullable Object>> sink) throws IOException {
        return guarded(() -> {
            Scan scan = scan(columns);
            VariantColumns variants = VariantColumns.of(scan.getScanState(engine));
            long count = 0;
            for (Row file : files(scan)) {
                count += read(scan.getScanState(engine), file, variants, sink);
            }
            return count;
        });
    }

    /**
     * Reads the newest rows.
     *
     * @param limit how many at most
     * @return rows, the newest last
     * @throws IOException if the table can not be read
     */
    public List<Map<String, @Nullable Object>> newest(int limit) throws IOException {
        return guarded(() -> {
            Scan scan = scan(List.of());
            Row state = scan.getScanState(engine);
            VariantColumns variants = VariantColumns.of(state);
            List<Row> files = files(scan);
            Deque<Map<String, @Nullable Object>> newest = new ArrayDeque<>();
            for (int i = files.size() - 1; i >= 0 && newest.size() < limit; i--) {
                int room = limit - newest.size();
                Deque<Map<String, @Nullable Object>> last = new ArrayDeque<>();
                read(state, files.get(i), variants, row -> {
                    last.addLast(row);
                    if (last.size() > room) {
                        last.removeFirst();
                    }
                });
                last.descendingIterator().forEachRemaining(newest::addFirst);
            }
            return List.copyOf(newest);
        });
    }

    /**
     * Writes a row as JSON.
     *
     * @param row as read here
     * @return one line
     */
    public static String toJson(Map<String, ? extends @Nullable Object> row) {
        return RowJson.write(row);
    }

    private Snapshot snapshot() {
        return TableManager.loadSnapshot(location).build(engine);
    }

    private Scan scan(List<String> columns) throws IOException {
        Snapshot snapshot = snapshot();
        StructType schema = snapshot.getSchema();
        if (columns.isEmpty()) {
            return snapshot.getScanBuilder().build();
        }
        List<StructField> wanted = new ArrayList<>();
        for (String column : columns) {
            if (schema.indexOf(column) < 0) {
                throw new IOException("there is no column '" + column + "' in the table at " + location);
            }
            wanted.add(schema.get(column));
        }
        return snapshot.getScanBuilder().withReadSchema(new StructType(wanted)).build();
    }

    /** Lists the files of a scan, the oldest first. */
    private List<Row> files(Scan scan) throws IOException {
        List<Row> files = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    rows.forEachRemaining(files::add);
                }
            }
        }
        files.sort(Comparator.comparingLong(
                f -> InternalScanFileUtils.getAddFileStatus(f).getModificationTime()));
        return files;
    }

    private long read(Row state, Row file, VariantColumns variants, Consumer<Map<String, @Nullable Object>> sink)
            throws IOException {
        StructType physical = variants.asStructs(ScanStateRow.getPhysicalDataReadSchema(state));
        CloseableIterator<FileReadResult> results = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                        physical,
                        Optional.empty());
        long count = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches =
                Scan.transformPhysicalData(engine, state, file, results.map(FileReadResult::getData))) {
            while (batches.hasNext()) {
                count += rows(batches.next(), variants, sink);
            }
        }
        return count;
    }

    private static long rows(
            FilteredColumnarBatch batch, VariantColumns variants, Consumer<Map<String, @Nullable Object>> sink) {
        ColumnarBatch data = batch.getData();
        Optional<ColumnVector> selected = batch.getSelectionVector();
        List<String> names = data.getSchema().fieldNames();
        long count = 0;
        for (int i = 0; i < data.getSize(); i++) {
            if (selected.isPresent()
                    && (selected.get().isNullAt(i) || !selected.get().getBoolean(i))) {
                continue;
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int c = 0; c < names.size(); c++) {
                ColumnVector column = data.getColumnVector(c);
                row.put(names.get(c), variants.value(c, column, i));
            }
            sink.accept(row);
            count++;
        }
        return count;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T guarded(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            throw new IOException("the table at " + location + " can not be read: " + e.getMessage(), e);
        }
    }
}
