// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.row.PlanReport;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.core.row.UnknownFields;
import dev.zerobus.schema.TableSchema;

/** Makes rows of events by one table's schema. Used by the drain thread only; made anew for another schema. */
interface RowEncoder {

    /** The table as it was when this was made. */
    TableSchema schema();

    /** How its columns are filled. */
    PlanReport report();

    /** The serialized descriptor of the rows. */
    byte[] descriptorProto();

    /** Has somebody hear of the fields that have neither a column nor a catch-all column. */
    void listen(UnknownFields listener);

    /** How many fields of events had no column of their own so far, whether a catch-all column took them or not. */
    long strayFields();

    /** Appends one row, or leaves the buffer as it was and says why not. */
    RowOutcome encode(byte[] event, int offset, int length, long seq, RowBuffer out);

    /** Whether an event would become a row; nothing is counted. */
    boolean fits(byte[] event, int offset, int length, long seq);
}
