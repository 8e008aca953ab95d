// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowOutcome;

/** Makes rows of events by one table's schema. Used by the drain thread only; made anew for another schema. */
interface RowEncoder {

    /** The serialized descriptor of the rows. */
    byte[] descriptorProto();

    /** How many fields of events had neither a column nor a catch-all column so far. */
    long unknownFields();

    /** Appends one row, or leaves the buffer as it was and says why not. */
    RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out);
}
