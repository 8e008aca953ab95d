// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.engine;

import dev.zerobus.server.delta.engine.DiskProbe.Step;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Kernel's files on a local disk. What it says is written is forced, names included; put-if-absent is a hard link from a
 * finished temporary file. Safe from any thread.
 */
final class LocalFileIo implements FileIO {

    private final Disk disk;

    LocalFileIo(DiskProbe probe) {
        disk = new Disk(probe);
    }

    /** Turns Kernel's way to write a path, with or without {@code file:}, into one of the file system. */
    static Path path(String text) {
        String plain = text.startsWith("file:") ? text.substring("file:".length()) : text;
        int slashes = 0;
        while (slashes < plain.length() && plain.charAt(slashes) == '/') {
            slashes++;
        }
        if (slashes > 1) {
            plain = plain.substring(slashes - 1);
        }
        boolean drive = plain.length() > 2 && plain.charAt(0) == '/' && plain.charAt(2) == ':';
        return Path.of(drive ? plain.substring(1) : plain);
    }

    /** Writes a path as Kernel wants it. */
    static String text(Path path) {
        return path.toAbsolutePath().normalize().toString().replace('\\', '/');
    }

    @Override
    public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
        Path from = path(filePath);
        Path directory = Disk.directoryOf(from);
        String firstName = String.valueOf(from.getFileName());
        disk.announce(Step.LIST, directory);
        List<FileStatus> found;
        try (Stream<Path> names = Files.list(directory)) {
            found = names.filter(p -> String.valueOf(p.getFileName()).compareTo(firstName) >= 0)
                    .sorted()
                    .flatMap(p -> status(p).stream())
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw notFound(directory, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Utils.toCloseableIterator(found.iterator());
    }

    /** A file may go between the listing and the question. */
    private static Optional<FileStatus> status(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(FileStatus.of(
                    text(path), attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FileStatus getFileStatus(String filePath) throws IOException {
        Path file = path(filePath);
        disk.announce(Step.STAT, file);
        try {
            return status(file).orElseThrow(() -> new FileNotFoundException(file + " does not exist"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String resolvePath(String filePath) {
        return text(path(filePath));
    }

    @Override
    public boolean mkdirs(String filePath) throws IOException {
        disk.makeDirectories(path(filePath));
        return true;
    }

    @Override
    public InputFile newInputFile(String filePath, long fileSize) {
        Path file = path(filePath);
        return new InputFile() {
            @Override
            public long length() throws IOException {
                return fileSize >= 0 ? fileSize : getFileStatus(filePath).getSize();
            }

            @Override
            public String path() {
                return filePath;
            }

            @Override
            public SeekableInputStream newStream() throws IOException {
                try {
                    return new LocalInput(disk, file);
                } catch (NoSuchFileException e) {
                    throw notFound(file, e);
                }
            }
        };
    }

    @Override
    public OutputFile newOutputFile(String filePath) {
        Path file = path(filePath);
        return new OutputFile() {
            @Override
            public String path() {
                return filePath;
            }

            @Override
            public PositionOutputStream create(boolean atomically) throws IOException {
                return atomically ? atomic(file) : plain(file);
            }

            @Override
            public void writeAtomically(CloseableIterator<String> lines, boolean overwrite) throws IOException {
                try (lines) {
                    writeLines(file, lines, overwrite);
                }
            }
        };
    }

    /** Opens a file of a name that nobody else has or looks for yet. */
    LocalOutput plain(Path file) throws IOException {
        return new LocalOutput(disk, file, file);
    }

    private LocalOutput atomic(Path file) throws IOException {
        return new LocalOutput(disk, temporary(file), file);
    }

    /** Readers of Delta pass over names that begin with a dot. */
    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private void writeLines(Path file, CloseableIterator<String> lines, boolean overwrite) throws IOException {
        // a free look: the link decides, but most conflicts are seen before anything is written
        if (!overwrite && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path temporary = temporary(file);
        LocalOutput out = new LocalOutput(disk, temporary, overwrite ? temporary : file);
        try {
            while (lines.hasNext()) {
                out.write(lines.next().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException | RuntimeException e) {
            out.abort();
            throw e;
        }
        out.close();
        if (overwrite) {
            disk.replace(temporary, file);
        }
    }

    @Override
    public boolean delete(String filePath) throws IOException {
        return disk.delete(path(filePath));
    }

    @Override
    public Optional<String> getConf(String key) {
        return Optional.empty();
    }

    @Override
    public void copyFileAtomically(String source, String target, boolean overwrite) throws IOException {
        Path to = path(target);
        Path temporary = temporary(to);
        LocalOutput out = new LocalOutput(disk, temporary, overwrite ? temporary : to);
        try (LocalInput in = new LocalInput(disk, path(source))) {
            in.transferTo(out);
        } catch (IOException e) {
            out.abort();
            throw e;
        }
        out.close();
        if (overwrite) {
            disk.replace(temporary, to);
        }
    }

    /** Publishes a finished file under a free name. */
    void publish(String temporary, String target) throws IOException {
        disk.publish(path(temporary), path(target));
    }

    void deleteQuietly(String filePath) {
        disk.deleteQuietly(path(filePath));
    }

    private static FileNotFoundException notFound(Path path, IOException cause) {
        FileNotFoundException e = new FileNotFoundException(path + " does not exist");
        e.initCause(cause);
        return e;
    }
}
