// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.delta.TableReader;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preview}: prints the newest rows of a table, one JSON object a line. */
@Command(name = "preview", mixinStandardHelpOptions = true, description = "Prints the newest rows of a table as JSON.")
final class PreviewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the server's data directory")
    private Path data = Path.of("");

    @Option(names = "--rows", paramLabel = "N", description = "how many at most (default: ${DEFAULT-VALUE})")
    private int rows = 10;

    @Parameters(paramLabel = "TABLE", description = "catalog.schema.table")
    private String table = "";

    @Override
    public Integer call() throws IOException {
        TableName name = TableName.of(table);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (TableCatalog catalog = TableCatalog.open(DataDirectory.usable(data))) {
            if (catalog.find(name) == null) {
                throw new IOException("there is no table " + name + " in " + data + "; 'tables' lists those that are");
            }
            for (Map<String, Object> row :
                    TableReader.of(catalog.location(name)).newest(rows)) {
                out.println(TableReader.toJson(row));
            }
        }
        return 0;
    }
}
