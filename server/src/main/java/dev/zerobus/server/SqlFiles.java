// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.DdlException;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code CREATE TABLE} statements from files. Stateless. */
final class SqlFiles {

    private SqlFiles() {}

    /** Reads one file, or all {@code .sql} files of a directory in the order of their names. */
    static List<TableSchema> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist: give a .sql file or a directory of them");
        }
        if (!Files.isDirectory(path)) {
            return parse(path);
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("there is no .sql file in " + path);
        }
        List<TableSchema> tables = new ArrayList<>();
        for (Path file : files) {
            tables.addAll(parse(file));
        }
        return tables;
    }

    private static List<TableSchema> parse(Path file) throws IOException {
        try {
            return CreateTable.parseAll(Files.readString(file));
        } catch (DdlException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
