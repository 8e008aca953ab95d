// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.zerobus.core.metrics.SetAsideReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One letter as one line of JSON, both ways. Stateless. */
final class DeadLetterLine {

    /** Longer lines are no letters of ours. */
    static final int MAX_BYTES = 64 << 20;

    private static final int MAX_TEXT_CHARS = 4_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_BYTES).build())
            .build();

    private DeadLetterLine() {}

    /** Writes a letter with the line feed. */
    static byte[] write(DeadLetterFields letter) throws IOException {
        int likely = letter.eventJson.length() + letter.eventProto.length * 4 / 3 + 512;
        ByteArrayOutputStream out = new ByteArrayOutputStream(likely);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("v", DeadLetter.VERSION);
            json.writeStringField("time", letter.time.toString());
            json.writeStringField("lane", clean(letter.lane));
            json.writeStringField("table", clean(letter.table));
            json.writeStringField("producer_id", letter.producerId.toString());
            json.writeNumberField("seq", letter.seq);
            json.writeStringField("reason", letter.reason.name());
            if (!letter.code.isEmpty()) {
                json.writeStringField("code", letter.code);
                json.writeNumberField("code_number", letter.codeNumber);
            }
            if (!letter.column.isEmpty()) {
                json.writeStringField("column", clean(letter.column));
            }
            json.writeStringField("text", clean(letter.text));
            json.writeFieldName("event");
            json.writeRawValue(letter.eventJson);
            json.writeBinaryField("event_proto", letter.eventProto);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** Half characters become question marks, and what is endless is cut. */
    private static String clean(String text) {
        String bounded = text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS) + "...";
        return new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Reads a line without its line feed; null if it is no letter. */
    static @Nullable DeadLetter read(byte[] line, int length) {
        DeadLetterFields letter = new DeadLetterFields();
        try (JsonParser json = JSON.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            int seen = 0;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                seen |= member(name, json, letter);
            }
            boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return whole && seen == Member.ALL ? new DeadLetter(letter) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Returns the bit of a member that every letter has. */
    private static int member(String name, JsonParser json, DeadLetterFields letter) throws IOException {
        switch (name) {
            case "v":
                return json.getIntValue() == DeadLetter.VERSION ? Member.VERSION : 0;
            case "time":
                letter.time = Instant.parse(json.getText());
                return 0;
            case "lane":
                letter.lane = json.getText();
                return 0;
            case "table":
                letter.table = json.getText();
                return Member.TABLE;
            case "producer_id":
                letter.producerId = UUID.fromString(json.getText());
                return Member.PRODUCER_ID;
            case "seq":
                letter.seq = json.getLongValue();
                return Member.SEQ;
            case "reason":
                letter.reason = SetAsideReason.valueOf(json.getText());
                return Member.REASON;
            case "event_proto":
                letter.eventProto = json.getBinaryValue();
                return Member.EVENT;
            default:
                optional(name, json, letter);
                return 0;
        }
    }

    private static void optional(String name, JsonParser json, DeadLetterFields letter) throws IOException {
        switch (name) {
            case "code":
                letter.code = json.getText();
                break;
            case "code_number":
                letter.codeNumber = json.getIntValue();
                break;
            case "column":
                letter.column = json.getText();
                break;
            case "text":
                letter.text = json.getText();
                break;
            case "event":
                letter.eventJson = copy(json);
                break;
            default:
                json.skipChildren();
                break;
        }
    }

    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.copyCurrentStructure(json);
        }
        return text.toString();
    }

    /** What no letter is without. */
    private static final class Member {
        static final int VERSION = 1;
        static final int TABLE = 2;
        static final int PRODUCER_ID = 4;
        static final int SEQ = 8;
        static final int REASON = 16;
        static final int EVENT = 32;
        static final int ALL = 63;

        private Member() {}
    }
}
