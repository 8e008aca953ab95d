// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.metrics.SetAsideReason;
import java.time.Instant;
import java.util.UUID;

/**
 * One accepted event that became no row, and why. Immutable.
 *
 * <p>In a file it is one line, a JSON object in UTF-8 that ends with a line feed:
 *
 * <pre>
 *   v             1: this form
 *   time          when it was set aside, ISO 8601 in UTC
 *   lane, table   where it was to go
 *   producer_id   who sent it, the UUID as a text
 *   seq           its number within the producer's lane; both are those that its row would have had
 *   reason        a name of SetAsideReason
 *   code          the service's status, such as INVALID_ARGUMENT; only with the reason REJECTED
 *   code_number   its number in gRPC
 *   column        which column is to blame; left out if none is
 *   text          what is wrong, for people
 *   event         the event for people; null if it can not be shown, or is too large for that
 *   event_proto   the very bytes of event.proto, in base64: these are sent again
 * </pre>
 *
 * <p>Members may be added; a reader passes over those that it does not know.
 */
public final class DeadLetter {

    /** The form that this class reads and writes. */
    static final int VERSION = 1;

    private final DeadLetterFields fields;

    DeadLetter(DeadLetterFields fields) {
        this.fields = new DeadLetterFields(fields);
    }

    /**
     * Returns when the event was set aside.
     *
     * @return the moment, by the clock of the process that did
     */
    public Instant time() {
        return fields.time;
    }

    /**
     * Returns the lane that had the event.
     *
     * @return its name
     */
    public String lane() {
        return fields.lane;
    }

    /**
     * Returns the table that the event was to go to.
     *
     * @return its full name
     */
    public String table() {
        return fields.table;
    }

    /**
     * Returns who sent the event.
     *
     * @return the producer's UUID
     */
    public UUID producerId() {
        return fields.producerId;
    }

    /**
     * Returns the event's number within the producer's lane.
     *
     * @return the sequence number
     */
    public long seq() {
        return fields.seq;
    }

    /**
     * Returns why the event became no row.
     *
     * @return the reason
     */
    public SetAsideReason reason() {
        return fields.reason;
    }

    /**
     * Returns the service's status.
     *
     * @return its name in gRPC, such as {@code INVALID_ARGUMENT}; empty if the service never saw the event
     */
    public String code() {
        return fields.code;
    }

    /**
     * Returns the number of {@link #code}.
     *
     * @return 1 to 16; -1 if there is none
     */
    public int codeNumber() {
        return fields.codeNumber;
    }

    /**
     * Returns which column is to blame.
     *
     * @return its name; empty if none is
     */
    public String column() {
        return fields.column;
    }

    /**
     * Returns what is wrong.
     *
     * @return a text for people
     */
    public String text() {
        return fields.text;
    }

    /**
     * Returns the event for people.
     *
     * @return JSON; {@code null} in JSON if it can not be shown
     */
    public String eventJson() {
        return fields.eventJson;
    }

    /**
     * Returns the event.
     *
     * @return the bytes of {@code event.proto} as the lane had them; a copy
     */
    public byte[] eventProto() {
        return fields.eventProto.clone();
    }

    /** As it is sent again: with the identity that it had, so that the row can be known as the same one. */
    byte[] eventWithIdentity() {
        return Identified.event(fields.eventProto, fields.producerId, fields.seq);
    }

    @Override
    public String toString() {
        return fields.time + " lane " + fields.lane + " -> " + fields.table + ", " + fields.producerId + ":"
                + fields.seq + ", " + fields.reason + (fields.column.isEmpty() ? "" : " in column " + fields.column)
                + (fields.text.isEmpty() ? "" : ": " + fields.text);
    }
}
