// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Kernel's handler, with checkpoints that are whole or not there: Kernel closes its file also when its source of rows fails
 * half way, which would publish a well-formed checkpoint with files missing. Safe from any thread.
 */
final class WholeFilesHandler implements ParquetHandler {

    private final ParquetHandler kernel;
    private final LocalFileIo files;

    WholeFilesHandler(ParquetHandler kernel, LocalFileIo files) {
        this.kernel = kernel;
        this.files = files;
    }

    @Override
    public CloseableIterator<FileReadResult> readParquetFiles(
            CloseableIterator<FileStatus> from, StructType schema, Optional<Predicate> predicate) throws IOException {
        return kernel.readParquetFiles(from, schema, predicate);
    }

    @Override
    public CloseableIterator<DataFileStatus> writeParquetFiles(
            String directory, CloseableIterator<FilteredColumnarBatch> data, List<Column> statistics)
            throws IOException {
        return kernel.writeParquetFiles(directory, data, statistics);
    }

    @Override
    public void writeParquetFileAtomically(String filePath, CloseableIterator<FilteredColumnarBatch> data)
            throws IOException {
        int slash = filePath.lastIndexOf('/') + 1;
        String temporary =
                filePath.substring(0, slash) + "." + filePath.substring(slash) + "." + UUID.randomUUID() + ".tmp";
        try {
            kernel.writeParquetFileAtomically(temporary, data);
            files.publish(temporary, filePath);
        } catch (IOException | RuntimeException e) {
            files.deleteQuietly(temporary);
            throw e;
        }
    }
}
