// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON document with messages that say where something is wrong. Every method throws
 * {@link IllegalArgumentException} for what is not as expected; values are never part of a message, as they may be secret.
 */
final class JsonNode {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    private final String where;
    private final @Nullable Object value;

    private JsonNode(String where, @Nullable Object value) {
        this.where = where;
        this.value = value;
    }

    static JsonNode parse(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return new JsonNode("", value);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not well-formed JSON: " + firstLine(malformed), malformed);
        }
    }

    private static String firstLine(IOException malformed) {
        return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, read(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token == JsonToken.VALUE_NUMBER_INT ? parser.getNumberValue() : parser.getText();
    }

    String where() {
        return where.isEmpty() ? "the document" : where;
    }

    private Map<?, ?> object() {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException(where() + " must be a JSON object");
    }

    private JsonNode get(String name) {
        return new JsonNode(where.isEmpty() ? name : where + "." + name, object().get(name));
    }

    /** Refuses names that mean nothing. */
    void allow(String... names) {
        for (Object name : object().keySet()) {
            if (!Arrays.asList(names).contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' in " + where() + " means nothing: allowed are " + String.join(", ", names));
            }
        }
    }

    List<JsonNode> list(String name) {
        return get(name).list();
    }

    List<JsonNode> list() {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(where() + " must be a JSON array");
        }
        List<JsonNode> nodes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            nodes.add(new JsonNode(where + "[" + i + "]", list.get(i)));
        }
        return nodes;
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new IllegalArgumentException(get(name).where() + " is missing");
        }
        return text;
    }

    @Nullable
    String textOrNull(String name) {
        JsonNode node = get(name);
        if (node.value == null || node.value instanceof String) {
            return (String) node.value;
        }
        throw new IllegalArgumentException(node.where() + " must be text");
    }

    long integer(String name, long otherwise) {
        JsonNode node = get(name);
        if (node.value == null) {
            return otherwise;
        }
        if (node.value instanceof Integer || node.value instanceof Long) {
            return ((Number) node.value).longValue();
        }
        throw new IllegalArgumentException(node.where() + " must be a whole number");
    }

    /** Reads {@code object_type}, {@code object_full_path} and {@code privileges}. */
    Privileges privileges() {
        String type = text("object_type").toUpperCase(Locale.ROOT);
        if (Arrays.stream(Privileges.ObjectType.values())
                .noneMatch(t -> t.name().equals(type))) {
            throw new IllegalArgumentException(get("object_type").where() + " must be CATALOG, SCHEMA or TABLE");
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : list("privileges")) {
            if (!(name.value instanceof String text) || text.isBlank()) {
                throw new IllegalArgumentException(name.where() + " must be the name of a privilege");
            }
            names.add(text);
        }
        try {
            return new Privileges(Privileges.ObjectType.valueOf(type), text("object_full_path"), names);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(where() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** An entry of a principals file. */
    static String entry(String clientId, byte[] secretHash, TableName table) {
        StringBuilder json = new StringBuilder("{\"client_id\": ").append(quote(clientId));
        json.append(", \"secret_sha256\": \"")
                .append(HexFormat.of().formatHex(secretHash))
                .append("\",\n \"grants\": [");
        String separator = "\n";
        for (Privileges grant : Grants.forStream(table)) {
            json.append(separator)
                    .append("  {\"object_type\": \"")
                    .append(grant.type())
                    .append("\", \"object_full_path\": ")
                    .append(quote(grant.path()))
                    .append(", \"privileges\": [")
                    .append(String.join(
                            ", ",
                            grant.names().stream().sorted().map(JsonNode::quote).toList()))
                    .append("]}");
            separator = ",\n";
        }
        return json.append("\n ]}").toString();
    }

    private static String quote(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
