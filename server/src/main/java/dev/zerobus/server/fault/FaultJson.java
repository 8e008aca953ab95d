// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Faults as JSON: one flat object. Stateless. */
final class FaultJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Names of constants, in lower case, however they are written. */
    private static final Set<String> CONSTANTS = Set.of("at", "do");

    private FaultJson() {}

    static Fault read(String text) {
        Map<String, Object> said = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a fault is a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                Object value = value(name, json);
                said.put(name, CONSTANTS.contains(name) ? value.toString().toLowerCase(Locale.ROOT) : value);
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not well-formed JSON: " + malformed.getMessage(), malformed);
        }
        return Fault.of(said);
    }

    private static Object value(String name, JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(name, json));
            }
            return List.copyOf(list);
        }
        return switch (token) {
            case VALUE_NUMBER_INT -> name.equals("value") ? json.getText() : (Object) json.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> name.equals("value") ? json.getText() : (Object) json.getBooleanValue();
            case VALUE_STRING, VALUE_NUMBER_FLOAT -> json.getText();
            default -> throw new IllegalArgumentException("'" + name + "' must be text, a number, true or false");
        };
    }

    static String write(Map<String, Object> said) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> entry : said.entrySet()) {
                json.writeFieldName(entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }
}
