// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriter;

/**
 * How one kind of message becomes one group of columns: first every field is looked for, in the order of the wire; then
 * every column is written, in the order of the table. Owned by the materialiser's thread; holds the state of one message at
 * a time.
 */
final class MessagePlan {

    private static final int DENSE_NUMBERS = 8192;

    /** A field of the message that a column wants. */
    record Slot(int number, WireKind kind, boolean repeated) {}

    private final List<FieldPlan> fields;
    private final Slot[] slots;
    private final Found[] found;
    private final int[] dense;
    private final Map<Integer, Integer> sparse = new HashMap<>();

    MessagePlan(List<Slot> slots, List<FieldPlan> fields) {
        this.fields = fields;
        this.slots = slots.toArray(new Slot[0]);
        found = new Found[this.slots.length];
        int highest = 0;
        for (int i = 0; i < found.length; i++) {
            found[i] = new Found();
            if (this.slots[i].number() < DENSE_NUMBERS) {
                highest = Math.max(highest, this.slots[i].number());
            }
        }
        dense = new int[highest + 1];
        Arrays.fill(dense, -1);
        for (int i = 0; i < found.length; i++) {
            int number = this.slots[i].number();
            if (number < DENSE_NUMBERS) {
                dense[number] = i;
            } else {
                sparse.put(number, i);
            }
        }
    }

    Found found(int slot) {
        return found[slot];
    }

    private int slotOf(int number) {
        if (number < dense.length) {
            return dense[number];
        }
        return sparse.isEmpty() ? -1 : sparse.getOrDefault(number, -1);
    }

    /** Finds every field. Of a field that is not repeated the last value counts, and messages are merged, as protobuf says. */
    void scan(RowBytes row, int from, int to) {
        for (Found each : found) {
            each.count = 0;
        }
        row.position = from;
        while (row.position < to) {
            int tag = (int) row.varint();
            int slot = slotOf(tag >>> 3);
            if (slot < 0) {
                row.skip(tag);
            } else {
                take(row, tag, slots[slot], found[slot]);
            }
        }
        if (row.position != to) {
            throw new IllegalStateException("the row is no protobuf message: its last field is cut off");
        }
    }

    private static void take(RowBytes row, int tag, Slot slot, Found into) {
        int wireType = tag & 7;
        if (wireType == slot.kind().wireType) {
            row.scalar(slot.kind());
            if (!slot.repeated()) {
                takeLast(row, slot, into);
            }
            into.add(row);
        } else if (wireType == 2 && slot.repeated() && slot.kind().packable()) {
            row.delimited();
            int end = row.offset + row.length;
            row.position = row.offset;
            while (row.position < end) {
                row.scalar(slot.kind());
                into.add(row);
            }
        } else {
            // what a parser does with a field whose wire type is not its own: it is unknown
            row.skip(tag);
        }
    }

    private static void takeLast(RowBytes row, Slot slot, Found into) {
        if (into.count == 1) {
            if (slot.kind() == WireKind.MESSAGE) {
                row.offset = row.join(into.offset[0], into.length[0], row.offset, row.length);
                row.length += into.length[0];
            }
            into.count = 0;
        }
    }

    /** Writes what the latest {@link #scan} found. */
    void emit(RowBytes row, ColumnWriter[] writers, int repetition) {
        for (FieldPlan field : fields) {
            field.emit(row, this, writers, repetition);
        }
    }
}
