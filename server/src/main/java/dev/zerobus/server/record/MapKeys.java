// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import dev.zerobus.schema.ColumnType.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one map in one record, to find one that comes twice. On the stack of the thread that checks. */
final class MapKeys {

    private @Nullable Comparable<?> first;
    private @Nullable Set<Comparable<?>> all;

    /** Takes a key; false if it was there. Keys are Comparable, so that a flood of equal hashes does no harm. */
    boolean add(Comparable<?> key) {
        if (first == null) {
            first = key;
            return true;
        }
        if (all == null) {
            all = new HashSet<>();
            all.add(first);
        }
        return all.add(key);
    }

    /** A text key as something to compare: numbers by their value. */
    static Comparable<?> text(Kind kind, byte[] bytes, int from, int to) {
        // Latin-1 keeps bytes apart as UTF-8 does, and is faster
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return kind == Kind.DECIMAL ? new BigDecimal(text).stripTrailingZeros().toString() : text;
    }
}
