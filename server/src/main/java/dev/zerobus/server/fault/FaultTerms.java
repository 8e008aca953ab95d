// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import com.google.protobuf.ByteString;
import dev.zerobus.schema.TableName;
import io.grpc.Status;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fault says, as the parts of the server read it. Immutable. */
public final class FaultTerms {

    private final Fault fault;
    private final Map<String, Object> said;

    FaultTerms(Fault fault) {
        this.fault = fault;
        this.said = fault.said();
    }

    /** Returns how often it may happen: {@link Integer#MAX_VALUE} for always. */
    int times() {
        return "always".equals(said.get("times")) ? Integer.MAX_VALUE : (int) number("times", 1);
    }

    int after() {
        return (int) number("after", 0);
    }

    /**
     * Returns the time that it is about.
     *
     * @return {@code millis}, or none
     */
    public Duration time() {
        return Duration.ofMillis(number("millis", 0));
    }

    /**
     * Returns how the stream ends.
     *
     * @return the status, with the message
     */
    public Status status() {
        return Status.Code.valueOf(text("status")).toStatus().withDescription(message());
    }

    /**
     * Returns what the client is told.
     *
     * @return the message; one that says that this was on purpose if none was given
     */
    public String message() {
        Object message = said.get("message");
        return message == null ? "a fault on purpose: " + fault.toJson() : message.toString();
    }

    /**
     * Tells whether the stream ends at once.
     *
     * @return whether acknowledgements are left out
     */
    public boolean isAbrupt() {
        return Boolean.TRUE.equals(said.get("abrupt"));
    }

    /**
     * Returns the offsets to be acknowledged.
     *
     * @return the list, empty if there is none
     */
    public List<Long> offsets() {
        return said.get("offsets") instanceof List<?> list
                ? list.stream().map(n -> ((Number) n).longValue()).toList()
                : List.of();
    }

    /**
     * Returns a number that the effect needs: {@code count}, {@code code}, {@code retry_after_seconds}.
     *
     * @param name its name in JSON
     * @param otherwise what it is if it was not said
     * @return the number
     */
    public long number(String name, long otherwise) {
        return said.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    /**
     * Returns a text that the effect needs: {@code sql}.
     *
     * @param name its name in JSON
     * @return the text, empty if it was not said
     */
    public String text(String name) {
        Object text = said.get(name);
        return text == null ? "" : text.toString();
    }

    /** Tells whether this is what it waits for. */
    boolean meets(Sighting sighting) {
        if (fault.place() != sighting.place() || !isOf(sighting.table())) {
            return false;
        }
        if (said.containsKey("offset") && number("offset", -1) != sighting.offset()) {
            return false;
        }
        Sighting.Content record = sighting.record();
        return record == null || holds(record);
    }

    /**
     * Tells whether a table is in its scope.
     *
     * @param table the table, null if that is not known
     * @return whether; false for an unknown table if it is for one only
     */
    public boolean isOf(@Nullable TableName table) {
        Object only = said.get("table");
        return only == null || (table != null && only.toString().equalsIgnoreCase(table.fullName()));
    }

    private boolean holds(Sighting.Content record) {
        if (said.containsKey("contains")) {
            return contains(record.bytes(), ByteString.copyFromUtf8(text("contains")));
        }
        if (said.containsKey("contains_base64")) {
            return contains(
                    record.bytes(), ByteString.copyFrom(Base64.getDecoder().decode(text("contains_base64"))));
        }
        return !said.containsKey("column") || text("value").equals(record.value(text("column")));
    }

    private static boolean contains(ByteString in, ByteString part) {
        for (int i = 0; i <= in.size() - part.size(); i++) {
            if (in.substring(i, i + part.size()).equals(part)) {
                return true;
            }
        }
        return false;
    }
}
