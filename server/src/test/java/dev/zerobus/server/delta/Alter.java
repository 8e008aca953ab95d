// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.delta.engine.DeltaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Another program that alters a table: it writes the next version by hand, as the Delta protocol says. */
final class Alter {

    private Alter() {}

    static void columns(Path table, TableSchema wanted) throws IOException {
        Path log = table.resolve("_delta_log");
        String metadata = Files.readAllLines(log.resolve("00000000000000000000.json")).stream()
                .filter(line -> line.startsWith("{\"metaData\""))
                .findFirst()
                .orElseThrow();
        String schema = DeltaTypes.toDelta(wanted.columns()).toJson().replace("\"", "\\\"");
        String altered = metadata.replaceFirst(
                "\"schemaString\":\"(\\\\.|[^\"\\\\])*\"",
                java.util.regex.Matcher.quoteReplacement("\"schemaString\":\"" + schema + "\""));
        long next;
        try (Stream<Path> commits = Files.list(log)) {
            next = commits.filter(p -> p.getFileName().toString().matches("\\d{20}\\.json"))
                    .count();
        }
        Files.writeString(log.resolve(String.format("%020d.json", next)), altered + "\n");
    }
}
