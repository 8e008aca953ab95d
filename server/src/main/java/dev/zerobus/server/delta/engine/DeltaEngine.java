// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.engine.MetricsReporter;
import io.delta.kernel.engine.ParquetHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kernel's engine over a local disk. Safe from any thread. */
public final class DeltaEngine extends DefaultEngine {

    /** How this program calls itself in a table's log. */
    public static final String ENGINE_INFO = "zerobus-server";

    private final LocalFileIo files;
    private final ParquetHandler parquet;

    private DeltaEngine(LocalFileIo files) {
        super(files);
        this.files = files;
        parquet = new WholeFilesHandler(super.getParquetHandler(), files);
    }

    /**
     * Returns an engine.
     *
     * @return the engine
     */
    public static DeltaEngine local() {
        return probed(DiskProbe.NONE);
    }

    /**
     * Returns an engine whose every step on the disk is seen.
     *
     * @param probe sees them, and may fail them
     * @return the engine
     */
    public static DeltaEngine probed(DiskProbe probe) {
        return new DeltaEngine(new LocalFileIo(probe));
    }

    /**
     * Writes a path as Kernel wants it.
     *
     * @param path the path
     * @return its absolute form, without a scheme
     */
    public static String text(Path path) {
        return LocalFileIo.text(path);
    }

    /**
     * Opens a new data file. It is forced, and its name too, when it is closed; it is left out of every table until a commit
     * names it.
     *
     * @param path its name, which nobody else may have
     * @return where its bytes go
     * @throws IOException if it can not be made
     */
    public PositionOutputStream newDataFile(Path path) throws IOException {
        return files.plain(path);
    }

    /**
     * Deletes a data file that no commit names; if that fails it stays behind without harm.
     *
     * @param path the file
     */
    public void discard(Path path) {
        files.deleteQuietly(LocalFileIo.text(path));
    }

    @Override
    public ParquetHandler getParquetHandler() {
        return parquet;
    }

    @Override
    public List<MetricsReporter> getMetricsReporters() {
        return List.of();
    }
}
