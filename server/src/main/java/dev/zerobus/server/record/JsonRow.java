// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import dev.zerobus.schema.ColumnType.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Turns one JSON object into a row. Says what only JSON shows (unknown names, wrong kinds of values); what the row's bytes
 * show is left to {@link RowChecker}. On the stack of the thread that converts.
 */
final class JsonRow {

    private static final int MAX_NAMES_SHOWN = 20;
    private static final Map<String, Double> NOT_FINITE =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    private final String json;
    private final JsonParser parser;
    private final RowBytes out = new RowBytes();

    private JsonRow(String json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    static ByteString encode(RowMessage plan, String json) throws BadRecord {
        try (JsonParser parser = VariantText.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecord("", "the record is no JSON object: send {\"column\": value, ...}");
            }
            JsonRow row = new JsonRow(json, parser);
            row.object(plan, "");
            if (parser.nextToken() != null) {
                throw new BadRecord("", "something follows the JSON object: send one object for each record");
            }
            return row.out.toByteString();
        } catch (JacksonException malformed) {
            throw new BadRecord("", malformed(malformed));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new BadRecord(
                    "", "the record is no well-formed JSON: " + VariantText.firstLine(malformed.getMessage()));
        }
    }

    private static String malformed(JacksonException malformed) {
        String where = malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
        return "the record is no well-formed JSON: " + VariantText.firstLine(malformed.getOriginalMessage()) + where;
    }

    private void object(RowMessage plan, String prefix) throws IOException, BadRecord {
        BitSet seen = new BitSet(plan.fields.length);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            RowField field = plan.named(name);
            if (field == null) {
                throw unknown(plan, prefix, name);
            }
            if (seen.get(field.index)) {
                throw field.bad("stands in the record twice (case does not matter)");
            }
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                seen.set(field.index);
                field(field);
            }
        }
        for (RowField field : plan.fields) {
            // on the wire an ARRAY or MAP that is missing is one that is empty; JSON tells them apart
            if (field.notNull && !seen.get(field.index)) {
                throw new BadRecord(
                        field.columnPath(), "is missing or null: the column is NOT NULL, every record must have it");
            }
        }
    }

    private static BadRecord unknown(RowMessage plan, String prefix, String name) {
        String names = Arrays.stream(plan.fields)
                .limit(MAX_NAMES_SHOWN)
                .map(f -> f.name)
                .collect(Collectors.joining(", "));
        String more = plan.fields.length > MAX_NAMES_SHOWN ? ", ..." : "";
        String what = prefix.isEmpty() ? "table" : "STRUCT '" + prefix + "'";
        return new BadRecord(
                "",
                "unknown field " + RowChecker.shown(prefix.isEmpty() ? name : prefix + "." + name) + ": the " + what
                        + " has " + names + more);
    }

    private void field(RowField field) throws IOException, BadRecord {
        if (field.kind == Kind.MAP) {
            expect(JsonToken.START_OBJECT, field, "a JSON object");
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                entry(field, key);
            }
        } else if (field.repeated) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new BadRecord(field.columnPath(), found() + " is not right: an ARRAY takes a JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    throw field.bad("null in an array: protobuf has no null there, leave it out");
                }
                value(field);
            }
        } else {
            value(field);
        }
    }

    private void entry(RowField field, String key) throws IOException, BadRecord {
        RowMessage entry = Objects.requireNonNull(field.message);
        out.tag(field.number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int begin = out.begin();
        key(entry.fields[0], key);
        RowField value = entry.fields[1];
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
            value(value);
        } else if (value.notNull) {
            throw value.bad("null at key " + RowChecker.shown(key) + ", but values of this map are NOT NULL");
        }
        out.end(begin);
    }

    private void key(RowField field, String key) throws BadRecord {
        out.tag(field.number, field.wireType);
        if (field.kind == Kind.STRING || field.kind == Kind.DECIMAL) {
            text(field, key);
        } else if (field.kind == Kind.BOOLEAN) {
            if (!key.equals("true") && !key.equals("false")) {
                throw field.bad(RowChecker.shown(key) + " is no BOOLEAN: write true or false");
            }
            out.varint(key.equals("true") ? 1 : 0);
        } else {
            try {
                number(field, Long.parseLong(key));
            } catch (NumberFormatException notWhole) {
                throw field.bad(RowChecker.shown(key) + " is no " + field.sql() + ": write a whole number");
            }
        }
    }

    private void value(RowField field) throws IOException, BadRecord {
        out.tag(field.number, field.wireType);
        switch (field.kind) {
            case BOOLEAN -> out.varint(bool(field) ? 1 : 0);
            case TINYINT, SMALLINT, INT, BIGINT, DATE, TIMESTAMP, TIMESTAMP_NTZ -> number(field, whole(field));
            case FLOAT -> out.fixed32(Float.floatToIntBits((float) floating(field, Float.MAX_VALUE)));
            case DOUBLE -> out.fixed64(Double.doubleToLongBits(floating(field, Double.MAX_VALUE)));
            case STRING -> {
                expect(JsonToken.VALUE_STRING, field, "text");
                text(field, parser.getText());
            }
            case DECIMAL -> {
                if (!parser.currentToken().isNumeric()) {
                    expect(JsonToken.VALUE_STRING, field, "text such as \"123.45\", or a number");
                }
                text(field, parser.getText());
            }
            case BINARY -> {
                expect(JsonToken.VALUE_STRING, field, "base64 text");
                out.delimited(base64(field));
            }
            case VARIANT -> text(field, variant());
            case STRUCT -> {
                expect(JsonToken.START_OBJECT, field, "a JSON object");
                int begin = out.begin();
                object(Objects.requireNonNull(field.message), field.path);
                out.end(begin);
            }
            default -> throw new IllegalStateException(field.sql());
        }
    }

    private boolean bool(RowField field) throws IOException, BadRecord {
        if (parser.currentToken() != JsonToken.VALUE_TRUE && parser.currentToken() != JsonToken.VALUE_FALSE) {
            throw wrong(field, "true or false");
        }
        return parser.getBooleanValue();
    }

    private void number(RowField field, long value) throws BadRecord {
        if (value < field.min || value > field.max) {
            throw field.outOfRange(value);
        }
        out.varint(value);
    }

    private long whole(RowField field) throws IOException, BadRecord {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(
                    field,
                    switch (field.kind) {
                        case TIMESTAMP ->
                            "a whole number of microseconds since 1970-01-01T00:00:00Z, such as 1767225600000000"
                                    + " (text like \"2026-01-01T00:00:00Z\" is not taken: the most common mistake)";
                        case TIMESTAMP_NTZ ->
                            "a whole number of microseconds of wall clock since 1970-01-01T00:00:00"
                                    + " (text like \"2026-01-01T00:00:00\" is not taken)";
                        case DATE ->
                            "a whole number of days since 1970-01-01, such as 20454"
                                    + " (text like \"2026-01-01\" is not taken)";
                        default -> "a whole number";
                    });
        }
        String text = parser.getText();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw field.bad(RowChecker.shown(text) + " is out of range: " + field.sql() + " takes " + field.min + " to "
                    + field.max);
        }
    }

    private double floating(RowField field, double largest) throws IOException, BadRecord {
        Double special = parser.currentToken() == JsonToken.VALUE_STRING ? NOT_FINITE.get(parser.getText()) : null;
        if (special != null) {
            return special;
        }
        if (!parser.currentToken().isNumeric()) {
            throw wrong(field, "a number, or \"NaN\", \"Infinity\", \"-Infinity\"");
        }
        double value = Double.parseDouble(parser.getText());
        if (Math.abs(value) > largest) {
            throw field.bad(RowChecker.shown(parser.getText()) + " is out of range of " + field.sql());
        }
        return value;
    }

    private byte[] base64(RowField field) throws IOException, BadRecord {
        try {
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException notBase64) {
            throw wrong(field, "base64 text (RFC 4648, section 4)");
        }
    }

    /** A VARIANT is JSON text in a string, or the JSON itself, which is taken character by character. */
    private String variant() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (!parser.currentToken().isStructStart()) {
            return parser.getText();
        }
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return json.substring(begin, (int) parser.currentLocation().getCharOffset());
    }

    private void text(RowField field, String text) throws BadRecord {
        if (!Utf8.encodable(text)) {
            throw field.bad("the text has half a surrogate pair and is no Unicode");
        }
        out.delimited(text.getBytes(StandardCharsets.UTF_8));
    }

    private void expect(JsonToken token, RowField field, String right) throws IOException, BadRecord {
        if (parser.currentToken() != token) {
            throw wrong(field, right);
        }
    }

    private BadRecord wrong(RowField field, String right) throws IOException {
        return field.bad(found() + " is not right: " + field.sql() + " takes " + right);
    }

    private String found() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "a JSON object";
            case START_ARRAY -> "a JSON array";
            case VALUE_STRING -> "the text " + RowChecker.shown(parser.getText());
            default -> RowChecker.shown(parser.getText());
        };
    }
}
