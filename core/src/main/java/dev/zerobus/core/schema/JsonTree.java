// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads small JSON documents into maps, lists, strings, numbers, booleans and nulls. Stateless. */
final class JsonTree {

    /** As deep as the deepest type has JSON levels, and some. */
    private static final int MAX_NESTING = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    private JsonTree() {}

    static @Nullable Object read(byte[] json) throws IOException {
        return read(FACTORY.createParser(json));
    }

    static @Nullable Object read(String json) throws IOException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object read(JsonParser opened) throws IOException {
        try (JsonParser in = opened) {
            if (in.nextToken() == null) {
                throw new JsonParseException(in, "nothing there");
            }
            Object value = value(in);
            if (in.nextToken() != null) {
                throw new JsonParseException(in, "more than one value");
            }
            return value;
        }
    }

    private static @Nullable Object value(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT:
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                    in.nextToken();
                    members.put(name, value(in));
                }
                return members;
            case START_ARRAY:
                List<@Nullable Object> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(in));
                }
                return elements;
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return in.getNumberValue();
            default:
                return in.getText();
        }
    }
}
