// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the columns of a row in the table's order. Owned by one thread. */
final class RowWriter {

    private final Slots columns;
    /** What fills a column when the application does not. */
    private final @Nullable FixedField[] fixed;

    private final boolean producerAsText;
    private final @Nullable CatchAll catchAll;
    private final RowContext cx;
    private final EventScan scan = new EventScan();
    private final UnaryOperator<ValueView> fields = this::field;

    RowWriter(TableSchema schema, UnknownFields unknown) {
        this.columns = new Slots(schema.columns(), "");
        this.cx = new RowContext(new UnknownNames(unknown));
        this.fixed = fixedFields(schema);
        Column producer = schema.column("producer_id");
        this.producerAsText = producer != null && producer.type().kind() == ColumnType.Kind.STRING;
        this.catchAll = catchAll(schema, columns, fixed);
    }

    private static @Nullable FixedField[] fixedFields(TableSchema schema) {
        List<Column> columns = schema.columns();
        @Nullable FixedField[] fixed = new FixedField[columns.size()];
        // "name" is so often a thing's own name that it only takes the event's where nothing else could
        boolean betterName = schema.column("event_name") != null || schema.column("event") != null;
        for (int i = 0; i < fixed.length; i++) {
            Column column = columns.get(i);
            boolean skip = betterName && column.name().equalsIgnoreCase("name");
            fixed[i] = skip ? null : FixedField.of(column.name(), column.type());
        }
        return fixed;
    }

    private static @Nullable CatchAll catchAll(TableSchema schema, Slots slots, @Nullable FixedField[] fixed) {
        List<Column> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (CatchAll.is(columns.get(i))) {
                return new CatchAll(i, slots.writer(i), !columns.get(i).nullable(), homeless(fixed));
            }
        }
        return null;
    }

    private static List<FixedField> homeless(@Nullable FixedField[] fixed) {
        Set<FixedField> housed = EnumSet.noneOf(FixedField.class);
        for (FixedField field : fixed) {
            if (field != null) {
                housed.add(field);
            }
        }
        List<FixedField> homeless = new ArrayList<>();
        for (FixedField field : FixedField.values()) {
            boolean derived = (field == FixedField.TIME && housed.contains(FixedField.TIME_NANOS))
                    || (field == FixedField.OBSERVED_TIME && housed.contains(FixedField.OBSERVED_NANOS));
            if (field.attribute != null && !housed.contains(field) && !derived) {
                homeless.add(field);
            }
        }
        return homeless;
    }

    void write(byte[] event, int from, int to, RowIdentity id, long seq, RowBuffer out) {
        cx.begin(out);
        columns.begin();
        if (catchAll != null) {
            catchAll.begin();
        }
        scan.scan(event, from, to, fields);
        scan.identity(id, seq, producerAsText);
        for (int i = 0; i < fixed.length; i++) {
            if (catchAll != null && catchAll.column() == i) {
                catchAll.write(scan, columns.get(i), cx);
            } else {
                columns.write(i, value(i), cx);
            }
        }
    }

    private @Nullable ValueView value(int column) {
        ValueView own = columns.get(column);
        FixedField field = fixed[column];
        return own == null && field != null ? scan.get(field) : own;
    }

    private ValueView field(ValueView value) {
        int column = columns.find(value);
        FixedField field = column < 0 ? null : fixed[column];
        if (column >= 0 && (field == null || !field.isIdentity())) {
            return columns.swapIn(column, value);
        }
        if (catchAll != null) {
            return catchAll.swapIn(value);
        }
        cx.unknown.report(value);
        return value;
    }
}
