// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The events in files of dead letters, read by a few lines of our own: each line is a JSON object with {@code producer_id},
 * {@code seq} and the {@code event}, wherever in it {@code worker} and {@code n} stand. Stateless.
 */
final class DeadLetterLines {

    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterLines() {}

    /** An event that became no row. */
    record Letter(String producer, long seq, String worker, long number) {}

    static List<Letter> read(List<Path> places) throws IOException {
        List<Letter> letters = new ArrayList<>();
        for (Path place : places) {
            for (Path file : files(place)) {
                List<String> lines = Files.readAllLines(file);
                for (String line : lines) {
                    // what does not begin and end as an object was being written when somebody was killed
                    if (line.startsWith("{") && line.endsWith("}")) {
                        letters.add(letter(line));
                    }
                }
            }
        }
        return letters;
    }

    private static List<Path> files(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(file -> file.toString().matches(".*\\.jsonl?(\\.\\d+)?"))
                    .sorted()
                    .toList();
        }
    }

    private static Letter letter(String line) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && json.currentName() != null) {
                    values.putIfAbsent(json.currentName(), json.getText());
                }
            }
        }
        return new Letter(
                values.getOrDefault("producer_id", ""),
                Long.parseLong(values.getOrDefault("seq", "-1")),
                values.getOrDefault("worker", ""),
                Long.parseLong(values.getOrDefault("n", "-1")));
    }
}
