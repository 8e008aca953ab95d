// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import org.jspecify.annotations.Nullable;

/**
 * Knows where the fields of a name go. What an application writes comes from a few places in its code, and each names its fields
 * in the same order: so the name that followed the last one before is tried first. Remembers {@value #MOST} names. Owned by one
 * thread.
 */
final class StraightNames {

    private static final int MOST = 512;

    private final Slots columns;
    private final StraightColumns of;
    private final @Nullable OtlpShape otlp;
    private final @Nullable CatchAll catchAll;
    /** Where a field goes whose name is nearly that of one which gets another name, so that both are looked at each time. */
    private final int traceFlags;

    private final NameTable table = new NameTable(MOST);
    private final StraightName[] names = new StraightName[MOST];
    private StraightName last = new StraightName(new byte[0], 0, 0, null, false);

    StraightNames(RowLayout layout, StraightColumns of) {
        this.columns = layout.columns();
        this.of = of;
        this.otlp = layout.otlp();
        this.catchAll = layout.catchAll();
        byte[] renamed = OtlpShape.TRACE_FLAGS;
        this.traceFlags = otlp == null ? -1 : columns.find(renamed, 0, renamed.length);
    }

    /** Returns null if the name is not remembered. */
    @Nullable
    StraightName find(byte[] in, int from, int length) {
        StraightName guess = last.follower;
        if (!guess.is(in, from, length)) {
            return search(in, from, length);
        }
        last = guess;
        return guess;
    }

    private @Nullable StraightName search(byte[] in, int from, int length) {
        int index = table.find(in, from, from + length);
        if (index < 0) {
            if (table.full()) {
                return null;
            }
            StraightName learned = learn(in, from, length); // first: a name of the table has to have one
            index = table.add(in, from, from + length);
            names[index] = learned;
        }
        StraightName found = names[index];
        if (found.column == null && !found.is(in, from, length)) {
            return null; // as a key it differs
        }
        last.follower = found;
        last = found;
        return found;
    }

    private StraightName learn(byte[] in, int from, int length) {
        StraightColumn column = columnOf(in, from, length);
        boolean isKey = column == null
                && otlp == null
                && catchAll != null
                && catchAll.isFree(in, from, from + length)
                && Utf8.isValid(in, from, from + length);
        return new StraightName(in, from, length, column, isKey);
    }

    private @Nullable StraightColumn columnOf(byte[] in, int from, int length) {
        int column = columns.find(in, from, from + length);
        return (column < 0 || of.isIdentity(column) || column == traceFlags) ? null : of.get(column);
    }
}
