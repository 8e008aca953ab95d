// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.Materialiser;
import dev.zerobus.server.ingest.IngestService;
import dev.zerobus.server.table.AlterTable;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Alters a table under a running server, in an order in which no row comes to a table that it does not fit: streams that would
 * not fit end, what was taken goes into the table, then the table is altered. Safe from any thread, one alteration at a time.
 */
final class TableAlteration {

    private final TableCatalog catalog;
    private final Materialiser materialiser;
    private final IngestService ingest;

    TableAlteration(TableCatalog catalog, Materialiser materialiser, IngestService ingest) {
        this.catalog = catalog;
        this.materialiser = materialiser;
        this.ingest = ingest;
    }

    /** Executes {@code ALTER TABLE}; throws {@link IllegalArgumentException} if the statement or the table is wrong. */
    synchronized void execute(String sql) {
        AlterTable statement = AlterTable.parse(sql);
        TableSchema before = catalog.find(statement.table());
        if (before == null) {
            throw new IllegalArgumentException("there is no table " + statement.table());
        }
        TableSchema after = statement.apply(before);
        ingest.altering(after, () -> change(after));
    }

    private void change(TableSchema after) {
        TableName name = after.name();
        try {
            materialiser.change(name, () -> catalog.alter(after));
        } catch (IOException e) {
            throw new UncheckedIOException("table " + name + " can not be altered: " + e.getMessage(), e);
        }
    }
}
