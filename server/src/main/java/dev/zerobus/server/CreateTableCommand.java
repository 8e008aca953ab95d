// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code create-table}: makes empty Delta tables. A server that runs on the directory finds them by itself. */
@Command(
        name = "create-table",
        mixinStandardHelpOptions = true,
        description = "Creates tables. It may be used while the server runs.")
final class CreateTableCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the server's data directory")
    private Path data = Path.of("");

    @Option(names = "--if-not-exists", description = "leave a table of that name as it is")
    private boolean ifNotExists;

    @Parameters(
            arity = "1..*",
            paramLabel = "SQL|FILE",
            description = "\"CREATE TABLE catalog.schema.table (...)\", a .sql file, or a directory of them")
    private List<String> sources = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        List<TableSchema> tables = new ArrayList<>();
        for (String source : sources) {
            tables.addAll(isSql(source) ? CreateTable.parseAll(source) : SqlFiles.read(Path.of(source)));
        }
        try (TableCatalog catalog = TableCatalog.open(DataDirectory.usable(data))) {
            for (TableSchema table : tables) {
                create(catalog, table);
            }
        }
        return 0;
    }

    private static boolean isSql(String source) {
        return source.strip().indexOf(' ') > 0 && !source.endsWith(".sql") && !Files.exists(Path.of(source));
    }

    private void create(TableCatalog catalog, TableSchema table) throws IOException {
        boolean created = true;
        if (ifNotExists) {
            created = catalog.createIfAbsent(table);
        } else {
            catalog.create(table);
        }
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .println((created ? "created " : "kept ") + table.name() + " " + catalog.location(table.name()));
        }
    }
}
