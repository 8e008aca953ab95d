// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnWriter;

/**
 * A map, which is a list of entry messages on the wire; none is null where the table allows it, else empty. Of entries with the same key the last one counts; a missing key is
 * the type's zero, as protobuf says; a missing value is null where the table allows it, which is the only way to say so.
 */
final class MapPlan extends FieldPlan {

    private static final int FEW = 16;

    private final MessagePlan entry;
    private final ValuePlan key;
    private final ValuePlan value;
    private final Place valuePlace;
    private final int ownRepetition;
    private final Found keys = new Found();
    private final Found values = new Found();

    /** Creates the plan; in the entry, slot 0 is the key and slot 1 the value. */
    MapPlan(
            Place place,
            int slot,
            MessagePlan entry,
            ValuePlan key,
            ValuePlan value,
            Place valuePlace,
            int repetition) {
        super(place, slot);
        this.entry = entry;
        this.key = key;
        this.value = value;
        this.valuePlace = valuePlace;
        ownRepetition = repetition;
    }

    @Override
    void emit(RowBytes row, MessagePlan message, ColumnWriter[] writers, int repetition) {
        Found found = message.found(slot);
        if (found.count == 0) {
            place.writeAbove(writers, repetition, place.parentDefinition());
            return;
        }
        scanEntries(row, found);
        boolean[] replaced = replaced(row);
        int level = repetition;
        for (int i = 0; i < keys.count; i++) {
            if (replaced.length == 0 || !replaced[i]) {
                key.write(row, keys.bits[i], keys.offset[i], keys.length[i], writers, level);
                writeValue(row, i, writers, level);
                level = ownRepetition;
            }
        }
    }

    private void scanEntries(RowBytes row, Found found) {
        keys.count = 0;
        values.count = 0;
        for (int i = 0; i < found.count; i++) {
            entry.scan(row, found.offset[i], found.offset[i] + found.length[i]);
            copy(entry.found(0), keys, row, 0);
            copy(entry.found(1), values, row, -1);
        }
    }

    private static void copy(Found from, Found to, RowBytes row, int lengthIfNone) {
        row.bits = from.count == 0 ? 0 : from.bits[0];
        row.offset = from.count == 0 ? 0 : from.offset[0];
        // a number's length means nothing, but must not look like that of a value that is not there
        row.length = from.count == 0 ? lengthIfNone : Math.max(0, from.length[0]);
        to.add(row);
    }

    private void writeValue(RowBytes row, int i, ColumnWriter[] writers, int level) {
        if (values.length[i] >= 0) {
            value.write(row, values.bits[i], values.offset[i], values.length[i], writers, level);
        } else if (valuePlace.nullable()) {
            valuePlace.writeAbove(writers, level, valuePlace.parentDefinition());
        } else {
            value.write(row, 0, 0, 0, writers, level);
        }
    }

    /** Marks the entries that a later one replaces; empty if there are none. */
    private boolean[] replaced(RowBytes row) {
        boolean[] replaced = new boolean[0];
        Map<Object, Integer> last = keys.count > FEW ? new HashMap<>() : Map.of();
        for (int i = 0; i < keys.count; i++) {
            int earlier = keys.count > FEW ? earlier(last, row, i) : earlier(row, i);
            if (earlier >= 0) {
                replaced = replaced.length == 0 ? new boolean[keys.count] : replaced;
                replaced[earlier] = true;
            }
        }
        return replaced;
    }

    private int earlier(Map<Object, Integer> last, RowBytes row, int i) {
        Object name = key.isText()
                ? java.nio.ByteBuffer.wrap(row.array, keys.offset[i], keys.length[i])
                : (Object) keys.bits[i];
        Integer before = last.put(name, i);
        return before == null ? -1 : before;
    }

    private int earlier(RowBytes row, int i) {
        for (int j = i - 1; j >= 0; j--) {
            boolean same = key.isText() ? sameBytes(row.array, i, j) : keys.bits[i] == keys.bits[j];
            if (same) {
                return j;
            }
        }
        return -1;
    }

    private boolean sameBytes(byte[] array, int i, int j) {
        return Arrays.equals(
                array,
                keys.offset[i],
                keys.offset[i] + keys.length[i],
                array,
                keys.offset[j],
                keys.offset[j] + keys.length[j]);
    }
}
