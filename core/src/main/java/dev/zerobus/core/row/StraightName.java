// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A name of a field, to be known again by its bytes. Owned by one thread. */
final class StraightName {

    /** Where the fields of this name go; null if they have no column of their own. */
    final @Nullable StraightColumn column;

    private final int length;
    private final long first;
    private final long firstMask;
    private final long second;
    private final long secondMask;
    private final byte[] name;
    /** How an entry of the catch-all column begins whose key this is; null if it is not written straight. */
    final byte @Nullable [] entry;
    /** The row that has such an entry. */
    long row = -1;

    /** The name that was asked for after it last time. */
    StraightName follower = this;

    StraightName(byte[] bytes, int from, int length, @Nullable StraightColumn column, boolean isKey) {
        this.column = column;
        this.length = length;
        this.name = Arrays.copyOfRange(bytes, from, from + length);
        this.entry = isKey ? entry(name) : null;
        byte[] begin = Arrays.copyOf(name, StraightRow.SLACK_BYTES);
        this.first = (long) LittleEndian.LONGS.get(begin, 0);
        this.second = (long) LittleEndian.LONGS.get(begin, Long.BYTES);
        this.firstMask = mask(length);
        this.secondMask = mask(length - Long.BYTES);
    }

    private static long mask(int bytes) {
        return bytes <= 0 ? 0 : bytes >= Long.BYTES ? -1L : (1L << (8 * bytes)) - 1;
    }

    private static byte[] entry(byte[] key) {
        RowBuffer out = new RowBuffer(key.length + 4);
        out.put((1 << 3) | 2);
        out.varint32(key.length);
        out.put(key, 0, key.length);
        out.put((2 << 3) | 2);
        return Arrays.copyOf(out.array(), out.length());
    }

    /** Whether this name lies here, with {@link StraightRow#SLACK_BYTES} more behind it. */
    boolean is(byte[] bytes, int from, int count) {
        return count == length
                && ((long) LittleEndian.LONGS.get(bytes, from) & firstMask) == first
                && ((long) LittleEndian.LONGS.get(bytes, from + Long.BYTES) & secondMask) == second
                && (length <= 2 * Long.BYTES || Arrays.equals(name, 0, length, bytes, from, from + length));
    }
}
