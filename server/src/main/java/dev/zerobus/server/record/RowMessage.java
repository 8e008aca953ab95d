// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a row, of a STRUCT in it, or of a MAP's entry, by number. Immutable. */
final class RowMessage {

    private static final int BITS = 64;

    final RowField[] fields;
    private final Map<String, RowField> byName = new HashMap<>();
    /** Which of the first 64 fields must be there, by index. */
    final long required;
    /** Whether a field behind the first 64 must be there. */
    final boolean requiredBeyond;

    /** Takes fields in the order of their numbers, each with its place as index. */
    RowMessage(List<RowField> sorted) {
        this.fields = sorted.toArray(new RowField[0]);
        long mask = 0;
        boolean beyond = false;
        for (RowField field : fields) {
            byName.put(field.name.toLowerCase(Locale.ROOT), field);
            if (field.required && field.index < BITS) {
                mask |= 1L << field.index;
            }
            beyond |= field.required && field.index >= BITS;
        }
        this.required = mask;
        this.requiredBeyond = beyond;
    }

    /** How many words of bits there are behind the first. */
    int wordsBeyond() {
        return fields.length <= BITS ? 0 : (fields.length - 1) / BITS;
    }

    /**
     * Finds a field.
     *
     * @param number its number
     * @param guess the index at which it probably is: encoders write fields in the order of their numbers
     */
    @Nullable
    RowField field(int number, int guess) {
        if (guess < fields.length && fields[guess].number == number) {
            return fields[guess];
        }
        int low = 0;
        int high = fields.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = fields[middle].number;
            if (found == number) {
                return fields[middle];
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Finds a field by its column's name, without case. */
    @Nullable
    RowField named(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }
}
