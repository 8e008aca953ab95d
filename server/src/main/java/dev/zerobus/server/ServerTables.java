// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.http.TableDirectory;
import dev.zerobus.server.ingest.TableSource;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The catalog as streams and HTTP see it: a table that somebody created meanwhile is found as well. Safe from any thread. */
final class ServerTables implements TableSource, TableDirectory {

    private final TableCatalog catalog;
    private final Consumer<String> notices;

    ServerTables(TableCatalog catalog, Consumer<String> notices) {
        this.catalog = catalog;
        this.notices = notices;
    }

    @Override
    public @Nullable TableSchema find(TableName name) {
        TableSchema known = catalog.find(name);
        if (known != null) {
            return known;
        }
        try {
            return catalog.refresh(name);
        } catch (IOException e) {
            notices.accept("table " + name + " can not be read: " + e.getMessage());
            return null;
        }
    }

    @Override
    public Path location(TableName name) {
        return catalog.location(name);
    }
}
