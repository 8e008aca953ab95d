// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import org.jspecify.annotations.Nullable;

/** What has no column of its own, and what fills columns that nothing else does, on the straight way. Owned by one thread. */
final class StraightStrays {

    private final StraightColumns of;
    private final StraightOut out;
    private final EventScan scan;
    private final RowContext cx;
    private final byte[][] facts;
    private final @Nullable CatchAll catchAll;
    private final @Nullable OtlpShape otlp;
    private final @Nullable StraightColumn map;
    private int caught;

    StraightStrays(RowLayout layout, StraightColumns of, StraightOut out, EventScan scan, RowContext cx) {
        this.of = of;
        this.out = out;
        this.scan = scan;
        this.cx = cx;
        this.facts = layout.facts();
        this.catchAll = layout.catchAll();
        this.otlp = layout.otlp();
        this.map = catchAll == null ? null : of.get(catchAll.column());
    }

    void begin() {
        caught = 0;
        if (catchAll != null) {
            catchAll.begin();
        }
    }

    /** How many fields the catch-all column has taken. */
    int caught() {
        return caught;
    }

    /** Writes an entry of the catch-all column by itself; false if the event has one with this key. */
    boolean entry(StraightName key, byte[] begun, byte[] in, int begin, int end) {
        caught++;
        return map != null && out.entry(map, key, begun, in, begin, end - begin);
    }

    void traceFlags(ValueView field) {
        if (otlp != null) {
            otlp.traceFlags(field);
        }
    }

    /** Takes a field and gives another view back. */
    ValueView take(ValueView field) {
        if (catchAll == null) {
            cx.unknown.report(field);
            return field;
        }
        if (otlp != null) {
            otlp.rename(field);
        }
        caught++;
        return catchAll.swapIn(field);
    }

    /** Writes what is left to be written; false if a column lacks what it has to have. */
    boolean end() {
        out.leave();
        for (StraightColumn column : of.withFact()) {
            if (out.mark(column)) {
                cx.out().put(facts[column.index], 0, facts[column.index].length);
            }
        }
        if (otlp != null) {
            structs(otlp);
        }
        for (StraightColumn column : of.required()) {
            if (!out.has(column)) {
                return false;
            }
        }
        if (catchAll != null) {
            catchAll.write(scan, null, cx);
        }
        return true;
    }

    private void structs(OtlpShape shape) {
        for (StraightColumn column : of.withShape()) {
            if (out.mark(column)) {
                shape.write(column.index, scan.get(FixedField.SOURCE), cx);
            }
        }
    }
}
