// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another file system, of which nothing can be changed. As safe as that one. */
final class ReadOnlyFiles implements SpillFiles {

    private final SpillFiles files;

    ReadOnlyFiles(SpillFiles files) {
        this.files = files;
    }

    private static IOException refusal() {
        return new IOException("this only looks");
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        throw refusal();
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public SpillFile openToRead(Path file) throws IOException {
        return files.openToRead(file);
    }

    @Override
    public SpillFile openToWrite(Path file) throws IOException {
        throw refusal();
    }

    @Override
    public void delete(Path file) throws IOException {
        throw refusal();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        throw refusal();
    }

    @Override
    public void forceNames(Path directory) throws IOException {
        throw refusal();
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        throw refusal();
    }
}
