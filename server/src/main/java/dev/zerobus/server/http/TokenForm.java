// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body and the credentials of a token request. Immutable.
 *
 * @param clientId who asks
 * @param clientSecret the proof; not part of {@link #toString}
 * @param fields the form
 */
record TokenForm(String clientId, String clientSecret, Map<String, String> fields) {

    /** Enough for the wishes of hundreds of tables. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    private static final String BASIC = "basic ";

    static TokenForm read(HttpExchange exchange) throws IOException, BadForm {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new BadForm(400, "invalid_request", "Content-Type must be application/x-www-form-urlencoded");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new BadForm(413, "invalid_request", "the form is larger than " + MAX_BODY_BYTES + " bytes");
        }
        Map<String, String> fields = fields(new String(body, StandardCharsets.UTF_8));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            return basic(authorization, fields);
        }
        String id = fields.getOrDefault("client_id", "");
        String secret = fields.getOrDefault("client_secret", "");
        if (id.isEmpty()) {
            throw new BadForm(
                    401,
                    "invalid_client",
                    "no credentials: send client id and secret by HTTP Basic, or as client_id and client_secret");
        }
        return new TokenForm(id, secret, fields);
    }

    private static TokenForm basic(String authorization, Map<String, String> fields) throws BadForm {
        if (authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            try {
                byte[] pair = Base64.getDecoder()
                        .decode(authorization.substring(BASIC.length()).trim());
                String text = new String(pair, StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                if (colon > 0) {
                    return new TokenForm(text.substring(0, colon), text.substring(colon + 1), fields);
                }
            } catch (IllegalArgumentException notBase64) {
                // said below
            }
        }
        throw new BadForm(
                401, "invalid_client", "the authorization header must be: Basic base64(client_id:client_secret)");
    }

    private static Map<String, String> fields(String body) throws BadForm {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (fields.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw new BadForm(400, "invalid_request", "a field stands in the form twice");
            }
        }
        return fields;
    }

    private static String decode(@Nullable String text) throws BadForm {
        try {
            return URLDecoder.decode(String.valueOf(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new BadForm(400, "invalid_request", "the form is not URL-encoded");
        }
    }

    String field(String name) {
        return fields.getOrDefault(name, "").trim();
    }

    @Override
    public String toString() {
        return "TokenForm[" + clientId + "]";
    }
}
