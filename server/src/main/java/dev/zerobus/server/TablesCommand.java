// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.TableReader;
import dev.zerobus.server.table.BrokenTable;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tables}: lists tables with their rows and places. */
@Command(name = "tables", mixinStandardHelpOptions = true, description = "Lists the tables: name, rows, place.")
final class TablesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the server's data directory")
    private Path data = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (TableCatalog catalog = TableCatalog.open(DataDirectory.usable(data))) {
            for (TableSchema table : catalog.tables()) {
                Path location = catalog.location(table.name());
                out.printf(
                        "%s\t%d rows\t%s%n",
                        table.name(), TableReader.of(location).rowCount(), location);
            }
            for (BrokenTable broken : catalog.broken()) {
                spec.commandLine().getErr().println("zerobus-server: " + broken.location() + ": " + broken.reason());
            }
        }
        return 0;
    }
}
