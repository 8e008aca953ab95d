// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.engine.DeltaEngine;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file that rows are written into. It is in memory, encoded and compressed page by page, until {@link #finish}
 * writes it in one go as one row group: its size is the caller's to bound. Owned by the materialiser's thread.
 */
public final class DataFile implements AutoCloseable {

    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withStatisticsTruncateLength(64)
            .build();
    private static final int BLOCK_BYTES = 128 << 20;

    private final DeltaEngine engine;
    private final TableSchema table;
    private final Path path;
    private final MessageType type;
    private final ZstdPages compressor = new ZstdPages();
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final ColumnWriter[] writers;
    private long rows;
    private long rowBytes;
    private boolean closed;

    /**
     * Begins a file.
     *
     * @param engine what will write it
     * @param directory the table's directory
     * @param table the table's columns
     */
    public DataFile(DeltaEngine engine, Path directory, TableSchema table) {
        this.engine = engine;
        this.table = table;
        path = directory.resolve("part-" + UUID.randomUUID() + ".zstd.parquet");
        type = ParquetTypes.message(table.columns());
        pages = new ColumnChunkPageWriteStore(
                compressor,
                type,
                PROPERTIES.getAllocator(),
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled());
        columns = PROPERTIES.newColumnWriteStore(type, pages, pages);
        List<ColumnDescriptor> leaves = type.getColumns();
        writers = new ColumnWriter[leaves.size()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = columns.getColumnWriter(leaves.get(i));
        }
    }

    ColumnWriter[] writers() {
        return writers;
    }

    void endRow(int bytes) {
        columns.endRecord();
        rows++;
        rowBytes += bytes;
    }

    /**
     * Returns how many rows it holds.
     *
     * @return rows
     */
    public long rows() {
        return rows;
    }

    /**
     * Returns how large its rows were before they came here.
     *
     * @return bytes
     */
    public long rowBytes() {
        return rowBytes;
    }

    /**
     * Writes and forces the file.
     *
     * @param statisticsColumns the columns whose least and greatest values the table's log should know
     * @return its path, size and statistics, for the log
     * @throws IOException if it can not be written; nothing of it is left then
     */
    public DataFileStatus finish(List<io.delta.kernel.expressions.Column> statisticsColumns) throws IOException {
        try (this) {
            ParquetFileWriter file = new ParquetFileWriter(
                    new ParquetOutput(engine, path),
                    type,
                    ParquetFileWriter.Mode.CREATE,
                    BLOCK_BYTES,
                    0,
                    null,
                    PROPERTIES);
            try (file) {
                file.start();
                file.startBlock(rows);
                columns.flush();
                pages.flushToFileWriter(file);
                file.endBlock();
                file.end(Map.of());
            }
            var statistics = new FileStatistics(table, statisticsColumns).read(file.getFooter(), rows);
            long size = engine.getFileSystemClient()
                    .getFileStatus(DeltaEngine.text(path))
                    .getSize();
            return new DataFileStatus(
                    DeltaEngine.text(path), size, System.currentTimeMillis(), Optional.of(statistics));
        } catch (IOException | RuntimeException e) {
            engine.discard(path);
            throw e;
        }
    }

    /** Gives back what the file holds in memory; it is gone unless it was finished. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            columns.close();
            pages.close();
            compressor.release();
        }
    }
}
