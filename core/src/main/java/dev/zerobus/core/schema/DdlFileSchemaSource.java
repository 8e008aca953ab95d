// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.DdlException;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code CREATE TABLE} statements from a file, or from all {@code .sql} files of a directory. The files are read at each
 * fetch, so a changed one counts from the next on. Immutable; safe from any thread.
 */
public final class DdlFileSchemaSource implements SchemaSource {

    /** A larger file is something else. */
    private static final long MAX_FILE_BYTES = 16L << 20;

    private final Path path;

    /**
     * Creates a source. Nothing is read yet.
     *
     * @param path a file of statements in UTF-8, or a directory of such files named {@code *.sql}
     */
    public DdlFileSchemaSource(Path path) {
        this.path = path;
    }

    @Override
    public TableSchema fetch(TableName table) throws SchemaException {
        List<TableSchema> found = new ArrayList<>();
        List<TableSchema> all = new ArrayList<>();
        for (Path file : files()) {
            all.addAll(parse(file));
        }
        for (TableSchema schema : all) {
            if (schema.name().fullName().equalsIgnoreCase(table.fullName())) {
                found.add(schema);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            String names = all.stream().map(s -> s.name().fullName()).limit(20).collect(Collectors.joining(", "));
            throw new SchemaException(
                    false,
                    path + " has no CREATE TABLE for " + table,
                    "add it, or correct the table's name; it has " + (names.isEmpty() ? "no statement at all" : names),
                    null);
        }
        throw new SchemaException(
                false,
                path + " has " + found.size() + " CREATE TABLE statements for " + table,
                "leave one of them",
                null);
    }

    private List<Path> files() throws SchemaException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(p -> p.toString().endsWith(".sql") && Files.isRegularFile(p))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static List<TableSchema> parse(Path file) throws SchemaException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new SchemaException(
                        false,
                        file + " is larger than " + MAX_FILE_BYTES + " bytes",
                        "give a file that has CREATE TABLE statements only",
                        null);
            }
            return CreateTable.parseAll(Files.readString(file));
        } catch (DdlException e) {
            throw new SchemaException(
                    false, file + ", " + e.getMessage(), "correct the file; it is read again with the next try", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SchemaException unreadable(Path file, IOException e) {
        return new SchemaException(
                false,
                "the schema file " + file + " can not be read (" + SchemaErrors.shorten(e.toString()) + ")",
                "check its path, permissions, and that it is UTF-8",
                e);
    }

    @Override
    public String toString() {
        return "CREATE TABLE in " + path;
    }
}
