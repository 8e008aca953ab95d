// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that only their owner may look into, as letters hold what the application emits. Stateless. */
final class Private {

    private static final FileAttribute<?>[] NONE = {};

    private Private() {}

    static FileAttribute<?>[] fileAttributes(Path path) {
        return attributes(path, "rw-------");
    }

    /** A directory that is there already keeps its permissions. */
    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, "rwx------"));
        }
    }

    static void createFile(Path file) throws FileAlreadyExistsException, IOException {
        Files.createFile(file, fileAttributes(file));
    }

    /** Where there are no such permissions, those of the directory count. */
    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}
