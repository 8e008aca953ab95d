// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.engine.DeltaEngine;
import dev.zerobus.server.delta.engine.DeltaTypes;
import dev.zerobus.server.delta.parquet.DataFile;
import dev.zerobus.server.delta.parquet.RowDecoder;
import dev.zerobus.server.table.TableCatalog;
import dev.zerobus.server.wal.LogEntry;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of one table's rows: entries are taken, files filled, and all of them committed together. After a failure the lane is
 * held: it takes nothing, and what it missed is read again from {@link #heldFrom} when {@link #due}. Owned by the materialiser's
 * thread.
 */
final class TableLane {

    private static final int MAX_DECODERS = 64;
    private static final long NOT_HELD = -1;

    private final TableName name;
    private final TableCatalog catalog;
    private final MaterialiserSettings settings;
    private final DeltaTable table;
    private final Map<DescriptorProto, RowDecoder> decoders = new LinkedHashMap<>();
    private @Nullable TableSchema schema;

    /** What is written, but not committed. */
    private final List<DataFileStatus> files = new ArrayList<>();

    private @Nullable DataFile file;
    private long batchFrom = NOT_HELD;
    private long batchTo;
    private long batchRows;

    private long applied;
    private long version = -1;
    private long rows;
    private long commits;

    private long heldFrom = NOT_HELD;
    private int failures;
    private @Nullable String failure;
    private long nextTryNanos;

    TableLane(TableName name, TableCatalog catalog, String appId, MaterialiserSettings settings) {
        this.name = name;
        this.catalog = catalog;
        this.settings = settings;
        table = new DeltaTable(catalog.engine(), catalog.location(name), appId);
    }

    TableName name() {
        return name;
    }

    boolean held() {
        return heldFrom != NOT_HELD;
    }

    /** Returns the position from which the log is to be read again; only if {@link #held}. */
    long heldFrom() {
        return heldFrom;
    }

    boolean due(long nowNanos) {
        return held() && nowNanos - nextTryNanos >= 0;
    }

    /**
     * Takes an entry's rows.
     *
     * @param from where the entry begins
     * @return how many bytes of rows were taken; 0 if the table has them
     */
    long take(LogEntry entry, long from) throws IOException {
        TableSchema columns = load();
        if (entry.nextPosition() <= applied) {
            return 0;
        }
        if (batchFrom == NOT_HELD) {
            batchFrom = from;
        }
        RowDecoder decoder = decoder(columns, entry.descriptor());
        long bytes = 0;
        for (ByteString row : entry.rows()) {
            if (file == null) {
                file = new DataFile(catalog.engine(), table.location(), columns);
            }
            decoder.decode(row, file);
            bytes += row.size();
            if (file.rowBytes() >= settings.maxFileBytes() || file.rows() >= settings.maxFileRows()) {
                finishFile();
            }
        }
        batchRows += entry.rows().size();
        batchTo = entry.nextPosition();
        return bytes;
    }

    private TableSchema load() throws IOException {
        TableSchema known = schema;
        if (known != null && table.loaded()) {
            return known;
        }
        if (catalog.find(name) == null && catalog.refresh(name) == null) {
            throw new IOException("table " + name + " is not there; its rows stay in the write-ahead log until it is");
        }
        table.load();
        applied = table.applied();
        version = table.version();
        TableSchema read = new TableSchema(name, DeltaTypes.fromDelta(table.schema()));
        if (known != null && known.equals(read)) {
            return read;
        }
        if (file != null) {
            throw new IOException("table " + name + " changed its columns while rows were written");
        }
        decoders.clear();
        schema = read;
        TableSchema listed = catalog.find(name);
        if (listed == null || !listed.equals(read)) {
            catalog.refresh(name);
        }
        return read;
    }

    private RowDecoder decoder(TableSchema columns, DescriptorProto descriptor) {
        RowDecoder known = decoders.get(descriptor);
        if (known == null) {
            if (decoders.size() >= MAX_DECODERS) {
                decoders.remove(decoders.keySet().iterator().next());
            }
            known = RowDecoder.compile(columns, descriptor);
            decoders.put(descriptor, known);
        }
        return known;
    }

    private void finishFile() throws IOException {
        DataFile full = file;
        if (full != null) {
            file = null;
            files.add(full.finish(table.statisticsColumns()));
        }
    }

    /** Commits what was taken, if anything was. */
    void commit() throws IOException {
        if (batchFrom == NOT_HELD) {
            return;
        }
        finishFile();
        if (!files.isEmpty()) {
            List<DataFileStatus> committing = List.copyOf(files);
            // from here on the files may be the table's, whatever is thrown: they are not ours to delete any more
            files.clear();
            version = table.commit(committing, batchTo);
            applied = batchTo;
            rows += batchRows;
            commits++;
        }
        endBatch();
    }

    private void endBatch() {
        batchFrom = NOT_HELD;
        batchRows = 0;
    }

    /** Goes on behind a position up to which everything was read again, or leaves the hold if that is all there is. */
    void caughtUp(long position, long readPosition) {
        failures = 0;
        failure = null;
        heldFrom = position >= readPosition ? NOT_HELD : position;
    }

    /** Gives up what was not committed. */
    void fail(Throwable cause, long from, long nowNanos) {
        long lost = batchFrom == NOT_HELD ? from : batchFrom;
        heldFrom = held() ? Math.min(heldFrom, lost) : lost;
        failures++;
        failure = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        long pause = settings.retryMin().toNanos() << Math.min(failures - 1, 20);
        nextTryNanos = nowNanos + Math.min(pause, settings.retryMax().toNanos());
        if (file != null) {
            file.close();
            file = null;
        }
        DeltaEngine engine = catalog.engine();
        files.forEach(f -> engine.discard(Path.of(f.getPath())));
        files.clear();
        endBatch();
        table.forget();
    }

    /** The table has other columns now. */
    void changed() {
        table.forget();
    }

    TableStatus status(long readPosition) {
        long position = held() ? heldFrom : readPosition;
        return new TableStatus(
                name, version, rows, commits, position, failures, failure == null ? table.hookFailure() : failure);
    }
}
