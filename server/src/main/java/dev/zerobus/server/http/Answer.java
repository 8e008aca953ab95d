// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON answer. Immutable. */
final class Answer {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DRAIN_BYTES = 1 << 16;

    private final int status;
    private final byte[] body;

    private Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** An answer from names and values: text, numbers, booleans, null, lists and maps of these. */
    static Answer of(int status, Map<String, ?> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, values);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Answer(status, out.toByteArray());
    }

    /** An error as Unity Catalog's REST interface sends it. */
    static Answer error(int status, String code, String message) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("reason", code);
        detail.put("@type", "google.rpc.ErrorInfo");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("error_code", code);
        values.put("details", List.of(detail));
        values.put("message", message);
        return of(status, values);
    }

    /** An answer that breaks off in the middle. */
    static Answer malformed() {
        return new Answer(200, "{\"access_token\": \"brok".getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number && isFinite(number)) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    /** Sends the answer and ends the exchange. */
    void send(HttpExchange exchange) throws IOException {
        try (InputStream rest = exchange.getRequestBody()) {
            // a body left unread would be taken for the next request
            rest.readNBytes(DRAIN_BYTES);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
