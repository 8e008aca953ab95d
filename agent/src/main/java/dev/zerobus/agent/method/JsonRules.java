// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads rules from a JSON file: a list of objects, or an object with the list as {@code rules}. Owned by one thread; loaded
 * only when there is such a file.
 */
final class JsonRules {

    private static final long MAX_BYTES = 1 << 20;

    private final JsonParser parser;
    private final String file;
    private final Consumer<String> problems;
    private final List<MethodRule> rules = new ArrayList<>();

    private JsonRules(JsonParser parser, String file, Consumer<String> problems) {
        this.parser = parser;
        this.file = file;
        this.problems = problems;
    }

    static List<MethodRule> read(File file, Consumer<String> problems) {
        if (file.length() > MAX_BYTES) {
            problems.accept(file + " has " + file.length() + " bytes: a file of rules has at most " + MAX_BYTES);
            return List.of();
        }
        try (InputStream in = new FileInputStream(file);
                JsonParser parser = new JsonFactory().createParser(in)) {
            JsonRules reading = new JsonRules(parser, file.toString(), problems);
            reading.document();
            return reading.rules;
        } catch (JsonProcessingException e) {
            problems.accept(file + ":" + e.getLocation().getLineNr() + ": this is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            problems.accept(file + " can not be read: " + e.getMessage());
        }
        return List.of();
    }

    private void document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (key.equals("rules") && value == JsonToken.START_ARRAY) {
                    list();
                } else {
                    problems.accept(here() + ": there is no '" + key + "'; the file has a list called rules");
                    parser.skipChildren();
                }
            }
        } else if (first == JsonToken.START_ARRAY) {
            list();
        } else {
            problems.accept(file + ": the file has no list of rules");
        }
    }

    private String here() {
        return file + ':' + parser.currentTokenLocation().getLineNr();
    }

    private void list() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                rule();
            } else {
                problems.accept(here() + ": a rule is an object with class and method");
                parser.skipChildren();
            }
        }
    }

    private void rule() throws IOException {
        RuleReader reader = new RuleReader(here(), problems);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && key.equals("parameters")) {
                reader.parameters(texts(reader));
            } else if (value == JsonToken.START_OBJECT && key.equals("arguments")) {
                arguments(reader);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                scalar(reader, key, parser.getText());
            } else {
                reader.problem("'" + key + "' has a value of the wrong kind; arguments is an object such as"
                        + " {\"0\": \"order_id\"}, parameters a list of types, all else a text, true or false");
                parser.skipChildren();
            }
        }
        MethodRule rule = reader.build();
        if (rule != null) {
            rules.add(rule);
        }
    }

    private static void scalar(RuleReader reader, String key, String value) {
        switch (key) {
            case "class":
                reader.className(value);
                break;
            case "method":
                reader.method(value);
                break;
            case "event":
                reader.event(value);
                break;
            default:
                reader.set(key, value);
        }
    }

    private List<String> texts(RuleReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            } else {
                reader.problem("parameters is a list of types as texts");
                parser.skipChildren();
            }
        }
        return texts;
    }

    private void arguments(RuleReader reader) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String index = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                reader.argument(index, parser.getText());
            } else {
                reader.problem("argument " + index + " has no name of a field");
                parser.skipChildren();
            }
        }
    }
}
