// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decides whether text is one well-formed JSON value, as a VARIANT takes it. Stateless. */
final class VariantText {

    /** How deep objects and arrays may stand in each other. */
    static final int MAX_DEPTH = 100;

    /** Digits of one number. */
    static final int MAX_NUMBER_LENGTH = 1_000;

    /** Strict, and a name twice in an object is an error: a VARIANT has no room for the second. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(StreamSchema.MAX_RECORD_BYTES)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private VariantText() {}

    /** What is wrong with the text (valid UTF-8), null if nothing. */
    static @Nullable String problem(byte[] bytes, int from, int to) {
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            boolean escapes = contains(bytes, from, to, (byte) '\\');
            if (parser.nextToken() == null) {
                return "it is empty";
            }
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (!readable(parser, token, escapes)) {
                    return "a text in it has half a surrogate pair";
                }
            } while (parser.nextToken() != null && depth > 0);
            return parser.currentToken() == null ? null : "something follows the JSON value";
        } catch (JacksonException malformed) {
            return firstLine(malformed.getOriginalMessage());
        } catch (IOException | RuntimeException malformed) {
            return "it can not be read: " + firstLine(malformed.getMessage());
        }
    }

    private static boolean readable(JsonParser parser, JsonToken token, boolean escapes) throws IOException {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
            // the text is decoded here even if nobody needs it, so that nothing malformed in it stays unseen
            String text = parser.getText();
            return !escapes || Utf8.encodable(text);
        }
        return true;
    }

    private static boolean contains(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
