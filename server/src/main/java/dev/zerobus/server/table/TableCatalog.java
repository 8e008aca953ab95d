// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.engine.DeltaEngine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables below a data directory. Names are found in any case, as Unity Catalog does. Safe from any thread: reading takes
 * no lock, creating and refreshing take one.
 */
public final class TableCatalog implements AutoCloseable {

    private final Path root;
    private final DeltaEngine engine;
    private final Map<String, TableSchema> tables = new ConcurrentHashMap<>();
    private final Map<Path, BrokenTable> broken = new ConcurrentHashMap<>();

    private TableCatalog(Path root, DeltaEngine engine) {
        this.root = root;
        this.engine = engine;
    }

    /**
     * Opens the tables of a data directory. A directory that is no table is reported by {@link #broken} and stops nothing.
     *
     * @param dataDir the data directory; {@code tables} below it is made if missing
     * @return the catalog
     * @throws IOException if the directory can not be read or made
     */
    public static TableCatalog open(Path dataDir) throws IOException {
        return open(dataDir, DeltaEngine.local());
    }

    /**
     * Opens the tables of a data directory over a given engine.
     *
     * @param dataDir the data directory; {@code tables} below it is made if missing
     * @param engine what reads and writes
     * @return the catalog
     * @throws IOException if the directory can not be read or made
     */
    public static TableCatalog open(Path dataDir, DeltaEngine engine) throws IOException {
        Path root = dataDir.toAbsolutePath().normalize().resolve("tables");
        engine.getFileSystemClient().mkdirs(DeltaEngine.text(root));
        TableCatalog catalog = new TableCatalog(root, engine);
        for (Path inCatalog : directories(root)) {
            for (Path inSchema : directories(inCatalog)) {
                for (Path location : directories(inSchema)) {
                    catalog.load(location);
                }
            }
        }
        return catalog;
    }

    private static List<Path> directories(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path entry : entries) {
                if (!String.valueOf(entry.getFileName()).startsWith(".")) {
                    found.add(entry);
                }
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** Reads what lies in a table's place; whatever is wrong with it is noted, not thrown. */
    private void load(Path location) {
        try {
            TableName name = nameOf(location);
            TableSchema schema = TableFiles.read(engine, location, name);
            if (schema == null) {
                return;
            }
            TableSchema other = tables.putIfAbsent(key(name), schema);
            if (other != null) {
                throw new IOException("its name differs from that of table " + other.name() + " in case only");
            }
        } catch (IOException | RuntimeException e) {
            noteBroken(location, e);
        }
    }

    private void noteBroken(Path location, Exception e) {
        String message = e.getMessage();
        broken.put(location, new BrokenTable(location, message == null ? e.toString() : message));
    }

    private TableName nameOf(Path location) {
        Path relative = root.relativize(location);
        return TableName.of(relative.getName(0) + "." + relative.getName(1) + "." + relative.getName(2));
    }

    /**
     * Finds a table.
     *
     * @param table its name, in any case
     * @return its schema, or null if there is none, or it is broken
     */
    public @Nullable TableSchema find(TableName table) {
        return tables.get(key(table));
    }

    /**
     * Creates a table. It is there as a whole when this returns, or not at all, also after a crash.
     *
     * @param schema its name and columns
     * @throws TableExistsException if there is one of that name
     * @throws IOException if it can not be written
     */
    public void create(TableSchema schema) throws IOException {
        if (!createIfAbsent(schema)) {
            throw new TableExistsException(schema.name());
        }
    }

    /**
     * Creates a table unless there is one of that name, which stays as it is, whatever its columns.
     *
     * @param schema its name and columns
     * @return whether it was created
     * @throws IOException if it can not be written
     */
    public synchronized boolean createIfAbsent(TableSchema schema) throws IOException {
        if (tables.containsKey(key(schema.name())) || refresh(schema.name()) != null) {
            return false;
        }
        Path location = location(schema.name());
        boolean created = TableFiles.create(engine, location, schema);
        // what is in the log counts, also when another process was faster
        return refresh(schema.name()) != null && created;
    }

    /**
     * Gives a table other columns. Nobody may commit to it meanwhile.
     *
     * @param altered its name and new columns
     * @throws IOException if it can not be written
     */
    public synchronized void alter(TableSchema altered) throws IOException {
        TableFiles.alter(engine, location(altered.name()), altered.columns());
        refresh(altered.name());
    }

    /**
     * Reads a table's schema from its log again, for it may have been altered by another program, or put there.
     *
     * @param table its name
     * @return its schema, or null if there is none now
     * @throws IOException if what is there is no readable Delta table; the schema known before stays in use
     */
    public synchronized @Nullable TableSchema refresh(TableName table) throws IOException {
        Path location = location(table);
        TableSchema known = find(table);
        try {
            TableSchema schema = TableFiles.read(engine, location, known == null ? table : known.name());
            broken.remove(location);
            if (schema == null) {
                tables.remove(key(table));
            } else {
                tables.put(key(table), schema);
            }
            return schema;
        } catch (IOException | RuntimeException e) {
            noteBroken(location, e);
            throw e instanceof IOException io ? io : new IOException(location + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lists the tables.
     *
     * @return their schemas, by name
     */
    public List<TableSchema> tables() {
        return tables.values().stream()
                .sorted(Comparator.comparing(t -> t.name().fullName()))
                .toList();
    }

    /**
     * Lists directories in the place of tables that are none.
     *
     * @return what was found by {@link #open} and the latest {@link #refresh}
     */
    public List<BrokenTable> broken() {
        return broken.values().stream()
                .sorted(Comparator.comparing(BrokenTable::location))
                .toList();
    }

    /**
     * Returns where a table lies, whether it exists or not.
     *
     * @param table its name
     * @return {@code DATA/tables/catalog/schema/table}
     */
    public Path location(TableName table) {
        TableSchema known = find(table);
        TableName name = known == null ? table : known.name();
        return root.resolve(name.catalog()).resolve(name.schema()).resolve(name.table());
    }

    /**
     * Returns what reads and writes the tables.
     *
     * @return the engine
     */
    public DeltaEngine engine() {
        return engine;
    }

    private static String key(TableName table) {
        return table.fullName().toLowerCase(Locale.ROOT);
    }

    /** Gives back what the catalog holds: nothing today. */
    @Override
    public void close() {}
}
