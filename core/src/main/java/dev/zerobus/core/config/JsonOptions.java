// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Flattens JSON into keys with dots: {@code {"ring": {"size": "32MiB"}}} is {@code ring.size}. A list of texts is one text
 * with commas, or with what else separates the option's texts. Owned by one thread.
 */
final class JsonOptions {

    private static final int MAX_DEPTH = 16;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

    /** Gets what is set. */
    interface Target {
        void set(String key, String value, int line);
    }

    private final JsonParser parser;
    private final Target target;
    private final Consumer<String> problems;

    private JsonOptions(JsonParser parser, Target target, Consumer<String> problems) {
        this.parser = parser;
        this.target = target;
        this.problems = problems;
    }

    static void read(Reader reader, Target target, Consumer<String> problems) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(reader)) {
            new JsonOptions(parser, target, problems).read();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problems.accept(":" + line + ": this is not JSON: " + e.getOriginalMessage());
        }
    }

    private void read() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            problems.accept(":" + line() + ": a file of options is one JSON object");
            return;
        }
        object("", 0);
        if (parser.nextToken() != null) {
            problems.accept(":" + line() + ": nothing may follow the object");
        }
    }

    private void object(String prefix, int depth) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
                object(key + '.', depth + 1);
            } else if (value == JsonToken.START_ARRAY) {
                list(key);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                target.set(key, parser.getText(), line());
            } else {
                problems.accept(
                        ":" + line() + ": " + key + " must be a text, a number, true, false or a list of texts");
                parser.skipChildren();
            }
        }
    }

    private void list(String key) throws IOException {
        int line = line();
        List<String> values = new ArrayList<>();
        for (JsonToken value = parser.nextToken(); value != JsonToken.END_ARRAY; value = parser.nextToken()) {
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                values.add(parser.getText());
            } else {
                problems.accept(":" + line() + ": the list " + key + " must hold texts");
                parser.skipChildren();
            }
        }
        String separator = separator(key);
        if (separator.isBlank()
                && values.stream().anyMatch(value -> WHITE_SPACE.matcher(value).find())) {
            problems.accept(":" + line + ": a text in the list " + key + " has white space, which separates them; write"
                    + " a blank as \\x20");
        }
        target.set(key, String.join(separator, values), line);
    }

    private static String separator(String key) {
        String bare = key.startsWith(ConfigSources.PREFIX) ? key.substring(ConfigSources.PREFIX.length()) : key;
        Option<?> option = Options.find(bare);
        return option == null ? "," : option.type().listSeparator();
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
