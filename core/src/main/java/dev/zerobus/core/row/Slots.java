// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.RowDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table or the fields of a STRUCT, and the values that wait for them. Owned by one thread. */
final class Slots {

    private final NameTable names;
    private final ColumnWriter[] writers;
    private final boolean[] required;
    private final ValueView[] values;
    /** Whose value is of the present row; saves clearing all of them each time. */
    private final long[] stamps;

    /** Never the same again: 32 bits would come round within half a day of full load. */
    private long stamp;

    Slots(List<Column> columns, String pathPrefix) {
        int count = columns.size();
        names = new NameTable(count);
        writers = new ColumnWriter[count];
        required = new boolean[count];
        values = new ValueView[count];
        stamps = new long[count];
        for (int i = 0; i < count; i++) {
            Column column = columns.get(i);
            names.add(column.name());
            writers[i] = ColumnWriter.of(pathPrefix + column.name(), column.type(), RowDescriptor.fieldNumber(i));
            required[i] = !column.nullable();
            values[i] = new ValueView();
        }
    }

    int count() {
        return writers.length;
    }

    ColumnWriter writer(int index) {
        return writers[index];
    }

    void begin() {
        stamp++;
    }

    /** Returns the index of the value's name, or -1. */
    int find(ValueView value) {
        return names.find(value.nameBytes, value.nameFrom, value.nameTo);
    }

    /** Takes the value for a slot, in place of an earlier one, and gives another view back for the caller's next value. */
    ValueView swapIn(int index, ValueView value) {
        ValueView spare = values[index];
        values[index] = value;
        stamps[index] = stamp;
        return spare;
    }

    /** Returns the value given to a slot, or null if none was given. */
    @Nullable
    ValueView get(int index) {
        return stamps[index] == stamp ? values[index] : null;
    }

    void write(int index, @Nullable ValueView value, RowContext cx) {
        if (value != null && value.kind != ValueView.NULL) {
            writers[index].write(value, cx);
        } else if (required[index]) {
            throw missing(index);
        }
    }

    private RowFailure missing(int index) {
        String path = writers[index].path;
        return new RowFailure(
                SetAsideReason.REQUIRED_COLUMN_MISSING,
                path,
                "column '" + path
                        + "' is NOT NULL and the event has no value for it: send a field of this name, or let the"
                        + " column be null");
    }
}
