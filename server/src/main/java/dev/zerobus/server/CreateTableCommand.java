// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.ReadyTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(names = "--data", paramLabel = "DIR", description = "the server's data directory; not needed with --print")
    private @Nullable Path data;

    @Option(
            names = "--ready",
            paramLabel = "KIND",
            description = "a ready-made table: logs, logs-variant, otlp-logs-v1, otlp-logs-v2 or events;"
                    + " the parameters are the names of the tables then")
    private @Nullable String ready;

    @Option(names = "--print", description = "print the statements, and create nothing")
    private boolean print;

    @Option(names = "--if-not-exists", description = "leave a table of that name as it is")
    private boolean ifNotExists;

    @Parameters(
            arity = "1..*",
            paramLabel = "SQL|FILE|NAME",
            description = "\"CREATE TABLE catalog.schema.table (...)\", a .sql file, or a directory of them;"
                    + " with --ready the table's name")
    private List<String> sources = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (print) {
            statements().forEach(sql -> commandLine().getOut().println(sql + ";\n"));
            return 0;
        }
        if (data == null) {
            throw new ParameterException(commandLine(), "Missing required option: '--data=DIR'");
        }
        List<TableSchema> tables = ready == null ? parsed() : readyTables();
        try (TableCatalog catalog = TableCatalog.open(DataDirectory.usable(data))) {
            for (TableSchema table : tables) {
                create(catalog, table);
            }
        }
        return 0;
    }

    private List<TableSchema> parsed() throws IOException {
        List<TableSchema> tables = new ArrayList<>();
        for (String source : sources) {
            tables.addAll(isSql(source) ? CreateTable.parseAll(source) : SqlFiles.read(Path.of(source)));
        }
        return tables;
    }

    private List<TableSchema> readyTables() throws IOException {
        List<TableSchema> tables = new ArrayList<>();
        statements().forEach(sql -> tables.add(CreateTable.parse(sql)));
        return tables;
    }

    private List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        if (ready == null) {
            parsed().forEach(table -> statements.add(CreateTable.toSql(table)));
            return statements;
        }
        ReadyTable kind = ReadyTable.find(ready);
        if (kind == null) {
            throw new ParameterException(
                    commandLine(), "there is no ready-made table '" + ready + "'; right is one of " + ReadyTable.ids());
        }
        for (String name : sources) {
            statements.add(kind.sql(TableName.of(name)));
        }
        return statements;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
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
        commandLine()
                .getOut()
                .println((created ? "created " : "kept ") + table.name() + " " + catalog.location(table.name()));
    }
}
