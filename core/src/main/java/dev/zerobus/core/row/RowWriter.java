// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.TableSchema;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the columns of a row in the table's order. Owned by one thread. */
final class RowWriter {

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
    private long caughtFields;

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
    }

    PlanReport report() {
        return report;
    }

    /** How many fields the catch-all column has taken. */
    long caughtFields() {
        return caughtFields;
    }

    void write(byte[] event, int from, int to, RowIdentity id, long seq, RowBuffer out) {
        cx.begin(out);
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
