// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** DuckDB over the files that a table's log names: neither Kernel nor parquet-java has a part in it. */
final class Duck {

    private Duck() {}

    /** Lists the data files that the commits add; only for tables whose log still has every commit. */
    static List<Path> files(Path table) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> commits = Files.list(table.resolve("_delta_log"))) {
            for (Path commit : commits.filter(p -> p.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(commit)) {
                    String path = addedPath(line);
                    if (path != null) {
                        files.add(table.resolve(path));
                    }
                }
            }
        }
        return files;
    }

    private static String addedPath(String line) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            if (!"add".equals(json.nextFieldName())) {
                return null;
            }
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean path = json.currentName().equals("path");
                json.nextToken();
                if (path) {
                    return json.getText();
                }
                json.skipChildren();
            }
            return null;
        }
    }

    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Runs a query in which {@code rows} stands for the table. */
    static <T> List<T> query(Path table, String sql, Reader<T> reader) throws IOException, SQLException {
        String files = files(table).stream()
                .map(f -> "'" + f.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
        List<T> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql.replace("rows", files))) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }
}
