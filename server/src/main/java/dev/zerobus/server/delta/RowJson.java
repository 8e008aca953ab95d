// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.apache.parquet.variant.Variant;
import org.jspecify.annotations.Nullable;

/** Rows and VARIANT values as JSON: times as ISO text, bytes as base64, what JSON has no number for as text. Stateless. */
final class RowJson {

    private static final JsonFactory JSON = new JsonFactory();

    private RowJson() {}

    static String write(Map<String, ? extends @Nullable Object> row) {
        return text(json -> value(row, json));
    }

    static String write(Variant variant) {
        return text(json -> variant(variant, json));
    }

    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    private static String text(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                value(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof JsonText variant) {
            json.writeRawValue(variant.json());
        } else if (value instanceof byte[] bytes) {
            json.writeString(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            number(number, json);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void number(Number number, JsonGenerator json) throws IOException {
        if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else if (number instanceof Double || number instanceof Float) {
            if (Double.isFinite(number.doubleValue())) {
                json.writeNumber(number.toString());
            } else {
                json.writeString(number.toString());
            }
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private static void variant(Variant variant, JsonGenerator json) throws IOException {
        switch (variant.getType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (int i = 0; i < variant.numObjectElements(); i++) {
                    json.writeFieldName(variant.getFieldAtIndex(i).key);
                    variant(variant.getFieldAtIndex(i).value, json);
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (int i = 0; i < variant.numArrayElements(); i++) {
                    variant(variant.getElementAtIndex(i), json);
                }
                json.writeEndArray();
            }
            default -> value(variantScalar(variant), json);
        }
    }

    private static @Nullable Object variantScalar(Variant variant) {
        return switch (variant.getType()) {
            case NULL -> null;
            case BOOLEAN -> variant.getBoolean();
            case BYTE -> variant.getByte();
            case SHORT -> variant.getShort();
            case INT -> variant.getInt();
            case LONG -> variant.getLong();
            case FLOAT -> variant.getFloat();
            case DOUBLE -> variant.getDouble();
            case DECIMAL4, DECIMAL8, DECIMAL16 -> variant.getDecimal();
            case STRING -> variant.getString();
            case UUID -> variant.getUUID().toString();
            case BINARY -> bytes(variant.getBinary());
            case DATE -> LocalDate.ofEpochDay(variant.getInt());
            case TIMESTAMP_TZ -> Instant.EPOCH.plus(variant.getLong(), ChronoUnit.MICROS);
            case TIMESTAMP_NTZ ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(variant.getLong(), ChronoUnit.MICROS);
            default -> "unknown " + variant.getType();
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
