// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.ColumnType.Kind;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.server.delta.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row as the official library has it: what a reader should give for it, and its JSON. */
final class RowTexts {

    private static final JsonFactory JSON = new JsonFactory();

    private RowTexts() {}

    static Map<String, Object> expected(List<Column> columns, DynamicMessage message) {
        Map<String, Object> row = new LinkedHashMap<>();
        List<String> names = RowDescriptor.fieldNames(columns);
        for (int i = 0; i < columns.size(); i++) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(names.get(i));
            row.put(columns.get(i).name(), column(columns.get(i), message, field));
        }
        return row;
    }

    private static Object column(Column column, DynamicMessage message, FieldDescriptor field) {
        ColumnType type = column.type();
        if (!field.isRepeated()) {
            return message.hasField(field) ? value(type, message.getField(field)) : null;
        }
        // on the wire an empty list or map is none at all
        List<?> values = (List<?>) message.getField(field);
        if (values.isEmpty() && column.nullable()) {
            return null;
        }
        if (type.kind() == Kind.ARRAY) {
            List<Object> list = new ArrayList<>();
            values.forEach(value -> list.add(value(type.element().type(), value)));
            return list;
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object entry : values) {
            DynamicMessage pair = (DynamicMessage) entry;
            map.put(value(type.key().type(), part(pair, 1)), value(type.value().type(), part(pair, 2)));
        }
        return map;
    }

    private static Object part(DynamicMessage entry, int number) {
        return entry.getField(entry.getDescriptorForType().findFieldByNumber(number));
    }

    private static Object value(ColumnType type, Object value) {
        return switch (type.kind()) {
            case TINYINT -> ((Integer) value).byteValue();
            case SMALLINT -> ((Integer) value).shortValue();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
            case TIMESTAMP_NTZ ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) value, ChronoUnit.MICROS);
            case DECIMAL -> new BigDecimal((String) value).setScale(type.scale());
            case VARIANT -> parse((String) value);
            case STRUCT -> expected(type.fields(), (DynamicMessage) value);
            default -> value;
        };
    }

    /** What a reader gave, with binaries and variants as something to compare. */
    static Object read(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> read = new LinkedHashMap<>();
            map.forEach((k, v) -> read.put(read(k), read(v)));
            return read;
        }
        if (value instanceof List<?> list) {
            List<Object> read = new ArrayList<>();
            list.forEach(element -> read.add(read(element)));
            return read;
        }
        if (value instanceof JsonText variant) {
            return parse(variant.json());
        }
        return value instanceof byte[] bytes ? ByteString.copyFrom(bytes) : value;
    }

    static Object parse(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return parse(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object parse(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, parse(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(parse(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_NULL) {
            return "null, not missing";
        }
        return token.isNumeric() ? new BigDecimal(parser.getText()).stripTrailingZeros() : "text " + parser.getText();
    }

    static String json(List<Column> columns, DynamicMessage message) {
        List<String> parts = new ArrayList<>();
        List<String> names = RowDescriptor.fieldNames(columns);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(names.get(i));
            if (field.isRepeated()
                    ? !column.nullable() || message.getRepeatedFieldCount(field) > 0
                    : message.hasField(field)) {
                parts.add(quoted(column.name()) + ": " + json(column.type(), message.getField(field)));
            }
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private static String json(ColumnType type, Object value) {
        return switch (type.kind()) {
            case ARRAY ->
                "["
                        + String.join(
                                ",",
                                ((List<?>) value)
                                        .stream()
                                                .map(v -> json(type.element().type(), v))
                                                .toList()) + "]";
            case MAP ->
                "{"
                        + String.join(
                                ",",
                                ((List<?>) value)
                                        .stream()
                                                .map(DynamicMessage.class::cast)
                                                .map(e -> entry(type, e))
                                                .toList())
                        + "}";
            case STRUCT -> json(type.fields(), (DynamicMessage) value);
            case STRING, DECIMAL -> quoted((String) value);
            // an object or array may stand there itself; what else there is, is JSON in a text
            case VARIANT -> ((String) value).matches("(?s)[\\[{].*") ? (String) value : quoted((String) value);
            case BINARY -> quoted(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case FLOAT -> Float.isFinite((Float) value) ? value.toString() : quoted(value.toString());
            case DOUBLE -> Double.isFinite((Double) value) ? value.toString() : quoted(value.toString());
            default -> value.toString();
        };
    }

    private static String entry(ColumnType map, DynamicMessage entry) {
        return quoted(part(entry, 1).toString()) + ":" + json(map.value().type(), part(entry, 2));
    }

    private static String quoted(String text) {
        return '"'
                + new String(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                        .quoteAsString(text))
                + '"';
    }
}
