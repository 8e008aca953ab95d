// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table as somebody else reads it: the log by a few lines of JSON parsing, the Parquet files by DuckDB. Nothing of the
 * code that wrote the table takes part. Owned by one thread.
 */
public final class DuckTable implements AutoCloseable {

    private final Connection connection;
    private final List<Path> files;

    private DuckTable(Connection connection, List<Path> files) {
        this.connection = connection;
        this.files = files;
    }

    /** Opens the table's newest version as the view {@code t}, with {@code file_number} and {@code file_row_number} in commit order. */
    public static DuckTable open(Path table) throws IOException, SQLException {
        List<Path> files = files(table);
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE files (number INTEGER, name VARCHAR)");
            for (int i = 0; i < files.size(); i++) {
                statement.execute("INSERT INTO files VALUES (" + i + ", '" + files.get(i) + "')");
            }
            String list = String.join(
                    ", ", files.stream().map(file -> "'" + file + "'").toList());
            statement.execute("CREATE VIEW t AS SELECT d.*, f.number AS file_number FROM read_parquet([" + list
                    + "], filename = true, file_row_number = true) d JOIN files f ON f.name = d.filename");
        }
        return new DuckTable(connection, files);
    }

    public int fileCount() {
        return files.size();
    }

    public ResultSet query(String sql) throws SQLException {
        return connection.createStatement().executeQuery(sql);
    }

    public long number(String sql) throws SQLException {
        try (ResultSet rows = query(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The files that are in the table, in the order of the commits that added them. */
    private static List<Path> files(Path table) throws IOException {
        List<Path> commits;
        try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
            commits = log.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        }
        List<Path> files = new ArrayList<>();
        for (Path commit : commits) {
            for (String action : Files.readAllLines(commit)) {
                String added = pathIn("add", action);
                if (added != null) {
                    files.add(table.resolve(added));
                }
                String removed = pathIn("remove", action);
                if (removed != null) {
                    files.remove(table.resolve(removed));
                }
            }
        }
        return files;
    }

    private static @Nullable String pathIn(String kind, String action) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(action)) {
            json.nextToken();
            json.nextToken();
            if (!kind.equals(json.currentName())) {
                return null;
            }
            json.nextToken();
            int depth = 1;
            for (JsonToken token = json.nextToken(); depth > 0; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.VALUE_STRING && "path".equals(json.currentName())) {
                    return json.getText();
                }
            }
            throw new IOException("an action without a path: " + action);
        }
    }
}
