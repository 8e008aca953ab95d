// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.RowDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table or the fields of a STRUCT, and the values that wait for them. Owned by one thread. */
final class Slots {

    private final NameTable names;
    /** By the index of a name: the first column that reads what is called so; it holds the value for all of them. */
    private final int[] firstOfName;
    /** By column: the one that holds its value. */
    private final int[] holder;

    private final ColumnWriter[] writers;
    private final boolean[] required;
    private final ValueView[] values;
    /** Whose value is of the present row; saves clearing all of them each time. */
    private final long[] stamps;

    /** Never the same again: 32 bits would come round within half a day of full load. */
    private long stamp;

    Slots(List<Column> columns, String pathPrefix) {
        this(columns, pathPrefix, columns.stream().map(Column::name).toArray(String[]::new));
    }

    /** Each column reads the field whose name stands at its place in {@code inputs}; several may read the same. */
    Slots(List<Column> columns, String pathPrefix, String[] inputs) {
        int count = columns.size();
        names = new NameTable(count);
        firstOfName = new int[count];
        holder = new int[count];
        writers = new ColumnWriter[count];
        required = new boolean[count];
        values = new ValueView[count];
        stamps = new long[count];
        for (int i = 0; i < count; i++) {
            Column column = columns.get(i);
            holder[i] = holderOf(inputs[i], i);
            writers[i] = ColumnWriter.of(pathPrefix + column.name(), column.type(), RowDescriptor.fieldNumber(i));
            required[i] = !column.nullable();
            values[i] = new ValueView();
        }
    }

    private int holderOf(String input, int column) {
        byte[] utf8 = input.getBytes(StandardCharsets.UTF_8);
        int known = names.find(utf8, 0, utf8.length);
        if (known >= 0) {
            return firstOfName[known];
        }
        firstOfName[names.add(utf8, 0, utf8.length)] = column;
        return column;
    }

    int count() {
        return writers.length;
    }

    ColumnWriter writer(int index) {
        return writers[index];
    }

    /** Whether the column reads a field that another one reads, too. */
    boolean isShared(int index) {
        for (int i = 0; i < holder.length; i++) {
            if (i != index && holder[i] == holder[index]) {
                return true;
            }
        }
        return false;
    }

    void begin() {
        stamp++;
    }

    /** Returns the index of the slot for the value's name, or -1. */
    int find(ValueView value) {
        return find(value.nameBytes, value.nameFrom, value.nameTo);
    }

    int find(byte[] utf8, int from, int to) {
        int name = names.find(utf8, from, to);
        return name < 0 ? -1 : firstOfName[name];
    }

    /** Takes the value for a slot, in place of an earlier one, and gives another view back for the caller's next value. */
    ValueView swapIn(int index, ValueView value) {
        ValueView spare = values[index];
        values[index] = value;
        stamps[index] = stamp;
        return spare;
    }

    /** Returns the value given for a column, or null if none was given. */
    @Nullable
    ValueView get(int column) {
        int index = holder[column];
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
