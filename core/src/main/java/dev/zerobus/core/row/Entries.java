// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named values in the order of their first appearance; of a name that comes twice the last value counts. Owned by one thread. */
final class Entries {

    /** Up to here looking at each one is faster than a map, and allocates nothing. */
    private static final int SMALL = 32;
    /** What is kept for the next event. */
    private static final int KEPT = 512;

    private ValueView[] values = new ValueView[8];
    private int size;
    private @Nullable Map<ByteBuffer, Integer> byName;
    private ValueView spare = new ValueView();

    Entries() {
        for (int i = 0; i < values.length; i++) {
            values[i] = new ValueView();
        }
    }

    int size() {
        return size;
    }

    ValueView get(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
        byName = null;
        if (values.length > KEPT) {
            values = Arrays.copyOf(values, KEPT);
        }
    }

    /** Takes the value and gives another view back for the caller's next one. */
    ValueView swapIn(ValueView value) {
        int index = indexOf(value);
        if (index < 0) {
            index = append();
            if (byName != null) {
                byName.put(name(value), index);
            } else if (size > SMALL) {
                byName = new HashMap<>();
                for (int i = 0; i < index; i++) {
                    byName.put(name(values[i]), i);
                }
                byName.put(name(value), index);
            }
        }
        ValueView spare = values[index];
        values[index] = value;
        return spare;
    }

    /** Reads all entries of a {@code MapValue}. */
    void readMap(ValueView map, Cursor in) {
        int at = map.from;
        while (at < map.to) {
            in.over(map.bytes, at, map.to);
            at = ListWalk.next(in, spare);
            if (at < 0) {
                return;
            }
            spare = swapIn(spare);
        }
    }

    private int append() {
        if (size == values.length) {
            int old = values.length;
            ValueView[] more = Arrays.copyOf(values, old * 2);
            for (int i = old; i < more.length; i++) {
                more[i] = new ValueView();
            }
            values = more; // whole, or not at all: there may be no memory for one of them
        }
        return size++;
    }

    private int indexOf(ValueView value) {
        if (byName != null) {
            Integer index = byName.get(name(value));
            return index == null ? -1 : index;
        }
        int length = value.nameTo - value.nameFrom;
        for (int i = 0; i < size; i++) {
            ValueView other = values[i];
            if (other.nameTo - other.nameFrom == length
                    && Arrays.equals(
                            other.nameBytes,
                            other.nameFrom,
                            other.nameTo,
                            value.nameBytes,
                            value.nameFrom,
                            value.nameTo)) {
                return i;
            }
        }
        return -1;
    }

    private static ByteBuffer name(ValueView value) {
        return ByteBuffer.wrap(value.nameBytes, value.nameFrom, value.nameTo - value.nameFrom);
    }
}
