// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.variant.Variant;
import org.apache.parquet.variant.VariantArrayBuilder;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;

/**
 * JSON text into the two binaries of a VARIANT. Numbers become the smallest type that holds them exactly, as in Spark's
 * {@code parse_json}; those with an exponent or too many digits become doubles. Owned by the materialiser's thread.
 */
final class VariantSink implements ScalarSink {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_DIGITS = 38;

    private final String name;

    VariantSink(String name) {
        this.name = name;
    }

    @Override
    public void put(
            RowBytes row,
            long bits,
            int offset,
            int length,
            ColumnWriter[] writers,
            int leaf,
            int repetition,
            int definition) {
        Variant variant;
        try (JsonParser json = JSON.createParser(row.array, offset, length)) {
            VariantBuilder builder = new VariantBuilder();
            value(json, json.nextToken(), builder);
            if (json.nextToken() != null) {
                throw new IOException("there is something behind the first value");
            }
            variant = builder.build();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a row has no valid JSON for column '" + name
                            + "', which is VARIANT; it should have been refused before it was acknowledged",
                    e);
        }
        writers[leaf].write(Binary.fromConstantByteBuffer(variant.getValueBuffer()), repetition, definition);
        writers[leaf + 1].write(Binary.fromConstantByteBuffer(variant.getMetadataBuffer()), repetition, definition);
    }

    private static void value(JsonParser json, JsonToken token, VariantBuilder to) throws IOException {
        if (token == null) {
            throw new IOException("the text is empty");
        }
        switch (token) {
            case START_OBJECT -> object(json, to);
            case START_ARRAY -> array(json, to);
            case VALUE_STRING -> to.appendString(json.getText());
            case VALUE_TRUE -> to.appendBoolean(true);
            case VALUE_FALSE -> to.appendBoolean(false);
            case VALUE_NULL -> to.appendNull();
            case VALUE_NUMBER_INT -> whole(json, to);
            case VALUE_NUMBER_FLOAT -> fraction(json, to);
            default -> throw new IOException("unexpected " + token);
        }
    }

    private static void object(JsonParser json, VariantBuilder to) throws IOException {
        VariantObjectBuilder object = to.startObject();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            object.appendKey(json.currentName());
            value(json, json.nextToken(), object);
        }
        to.endObject();
    }

    private static void array(JsonParser json, VariantBuilder to) throws IOException {
        VariantArrayBuilder array = to.startArray();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            value(json, token, array);
        }
        to.endArray();
    }

    private static void whole(JsonParser json, VariantBuilder to) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger value = json.getBigIntegerValue();
            decimal(new BigDecimal(value), json, to);
            return;
        }
        long value = json.getLongValue();
        if (value == (byte) value) {
            to.appendByte((byte) value);
        } else if (value == (short) value) {
            to.appendShort((short) value);
        } else if (value == (int) value) {
            to.appendInt((int) value);
        } else {
            to.appendLong(value);
        }
    }

    private static void fraction(JsonParser json, VariantBuilder to) throws IOException {
        String text = json.getText();
        if (text.indexOf('e') < 0 && text.indexOf('E') < 0 && text.length() <= MAX_DIGITS + 3) {
            decimal(new BigDecimal(text), json, to);
        } else {
            to.appendDouble(json.getDoubleValue());
        }
    }

    private static void decimal(BigDecimal value, JsonParser json, VariantBuilder to) throws IOException {
        if (value.precision() <= MAX_DIGITS && value.scale() <= MAX_DIGITS) {
            to.appendDecimal(value);
        } else {
            to.appendDouble(json.getDoubleValue());
        }
    }
}
