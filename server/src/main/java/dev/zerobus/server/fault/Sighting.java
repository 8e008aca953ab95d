// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import com.google.protobuf.ByteString;
import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Something that passes a place where faults may wait. For parts of the server; immutable.
 *
 * @param place where
 * @param table the table, null if that is not known
 * @param stream the stream's id, empty if there is none
 * @param offset the offset on the stream, -1 if there is none
 * @param record the record, null unless the place is {@link FaultPlace#RECORD}
 */
public record Sighting(
        FaultPlace place,
        @Nullable TableName table,
        String stream,
        long offset,
        @Nullable Content record) {

    /** What a record holds. */
    public interface Content {
        /**
         * Returns the record as it came in.
         *
         * @return its bytes: protobuf, or JSON text
         */
        ByteString bytes();

        /**
         * Returns a value.
         *
         * @param column the column's name
         * @return its text as JSON has it, without quotes; null if the record has none
         */
        @Nullable
        String value(String column);
    }

    /**
     * Describes something that is no record.
     *
     * @param place where
     * @param table the table, null if that is not known
     * @param stream the stream's id, empty if there is none
     * @param offset the offset on the stream, -1 if there is none
     * @return the sighting
     */
    public static Sighting at(FaultPlace place, @Nullable TableName table, String stream, long offset) {
        return new Sighting(place, table, stream, offset, null);
    }
}
