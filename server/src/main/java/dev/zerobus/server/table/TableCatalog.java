// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables below a data directory. Names are found in any case, as Unity Catalog does. Safe from any thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TableCatalog implements AutoCloseable {

    private TableCatalog() {}

    /**
     * Opens the tables of a data directory. A directory that is no table is reported by {@link #broken} and stops nothing.
     *
     * @param dataDir the data directory; {@code tables} below it is made if missing
     * @return the catalog
     * @throws IOException if the directory can not be read or made
     */
    public static TableCatalog open(Path dataDir) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Finds a table.
     *
     * @param table its name, in any case
     * @return its schema, or null if there is none, or it is broken
     */
    public @Nullable TableSchema find(TableName table) {
        throw new UnsupportedOperationException();
    }

    /**
     * Creates a table. It is there as a whole when this returns, or not at all, also after a crash.
     *
     * @param schema its name and columns
     * @throws TableExistsException if there is one of that name
     * @throws IOException if it can not be written
     */
    public void create(TableSchema schema) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Creates a table unless there is one of that name, which stays as it is, whatever its columns.
     *
     * @param schema its name and columns
     * @return whether it was created
     * @throws IOException if it can not be written
     */
    public boolean createIfAbsent(TableSchema schema) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a table's schema from its log again, for it may have been altered by another program, or put there.
     *
     * @param table its name
     * @return its schema, or null if there is none now
     * @throws IOException if what is there is no readable Delta table; the schema known before stays in use
     */
    public @Nullable TableSchema refresh(TableName table) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists the tables.
     *
     * @return their schemas, by name
     */
    public List<TableSchema> tables() {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists directories in the place of tables that are none.
     *
     * @return what was found by {@link #open} and the latest {@link #refresh}
     */
    public List<BrokenTable> broken() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns where a table lies, whether it exists or not.
     *
     * @param table its name
     * @return {@code DATA/tables/catalog/schema/table}
     */
    public Path location(TableName table) {
        throw new UnsupportedOperationException();
    }

    /** Gives back what the catalog holds. */
    @Override
    public void close() {}
}
