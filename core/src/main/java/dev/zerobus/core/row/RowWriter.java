// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.TableSchema;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the columns of a row: straight, or the long way in the table's order. Owned by one thread. */
final class RowWriter {

    private static final int MOST_TRUST = 64;
    private static final int COST_OF_FAILURE = 4;
    private static final int PAUSE_EVENTS = 1_000;

    private final Slots columns;
    /** What fills a column when the application does not. */
    private final @Nullable FixedField[] fixed;
    /** What fills it otherwise, written already with its tag; empty where nothing does. */
    private final byte[][] facts;

    private final boolean producerAsText;
    private final boolean recordIds;
    private final @Nullable CatchAll catchAll;
    private final @Nullable OtlpShape otlp;
    private final RowContext cx;
    private final PlanReport report;
    private final EventScan scan = new EventScan();
    private final UnaryOperator<ValueView> fields = this::field;
    private final StraightRow straight;
    private long caughtFields;
    private long straightRows;
    /** How much more often the straight way led to the end than not, within bounds. */
    private int trust = MOST_TRUST;
    /** For so many events the straight way is not tried. */
    private int pause;

    RowWriter(TableSchema schema, UnknownFields unknown, RowExtras extras) {
        this.cx = new RowContext(new UnknownNames(unknown));
        RowLayout layout = new RowLayout(schema, extras, cx);
        this.columns = layout.columns();
        this.fixed = layout.fixed();
        this.facts = layout.facts();
        this.producerAsText = layout.producerAsText();
        this.recordIds = layout.has(FixedField.RECORD_ID);
        this.otlp = layout.otlp();
        this.catchAll = layout.catchAll();
        this.report = layout.report();
        this.straight = new StraightRow(layout, new StraightColumns(schema, layout), scan, cx);
    }

    PlanReport report() {
        return report;
    }

    /** How many fields the catch-all column has taken. */
    long caughtFields() {
        return caughtFields;
    }

    /** How many rows were written on the straight way. */
    long straightRows() {
        return straightRows;
    }

    void write(byte[] event, int from, int to, RowIdentity id, long seq, RowBuffer out) {
        cx.begin(out);
        if (!straight(event, from, to, id, seq, out)) {
            longWay(event, from, to, id, seq);
        }
    }

    private boolean straight(byte[] event, int from, int to, RowIdentity id, long seq, RowBuffer out) {
        if (event.length - to < StraightRow.SLACK_BYTES || pause > 0) {
            pause -= pause > 0 ? 1 : 0;
            return false;
        }
        int before = out.length();
        if (straight.write(event, from, to, id, seq)) {
            caughtFields += straight.caughtFields();
            straightRows++;
            trust = Math.min(MOST_TRUST, trust + 1);
            return true;
        }
        out.truncate(before);
        trust -= COST_OF_FAILURE;
        if (trust < 0) {
            trust = MOST_TRUST;
            pause = PAUSE_EVENTS;
        }
        return false;
    }

    private void longWay(byte[] event, int from, int to, RowIdentity id, long seq) {
        cx.unknown.forget(); // an error has perhaps left the straight way in the middle
        columns.begin();
        if (catchAll != null) {
            catchAll.begin();
        }
        scan.scan(event, from, to, fields);
        scan.identity(id, seq, producerAsText);
        if (recordIds) {
            scan.recordId(id);
        }
        if (otlp != null) {
            otlp.shape(scan);
        }
        for (int i = 0; i < fixed.length; i++) {
            column(i, columns.get(i));
        }
    }

    private void column(int index, @Nullable ValueView own) {
        if (catchAll != null && catchAll.column() == index) {
            catchAll.write(scan, own, cx);
            return;
        }
        FixedField field = fixed[index];
        ValueView value = own == null && field != null ? scan.get(field) : own;
        byte[] fact = facts[index];
        if (value == null && fact.length > 0) {
            cx.out().put(fact, 0, fact.length);
        } else if (value == null && otlp != null && otlp.has(index)) {
            otlp.write(index, scan.get(FixedField.SOURCE), cx);
        } else {
            columns.write(index, value, cx);
        }
    }

    private ValueView field(ValueView value) {
        if (otlp != null) {
            otlp.traceFlags(value);
        }
        int column = columns.find(value);
        FixedField field = column < 0 ? null : fixed[column];
        if (column >= 0 && (field == null || !field.isIdentity())) {
            return columns.swapIn(column, value);
        }
        if (catchAll != null) {
            if (otlp != null) {
                otlp.rename(value);
            }
            caughtFields++;
            return catchAll.swapIn(value);
        }
        cx.unknown.report(value);
        return value;
    }
}
