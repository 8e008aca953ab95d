// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** The columns of a table by what fills them, for {@link StraightRow}. Owned by one thread. */
@SuppressWarnings("EnumOrdinal") // the enum's order is of no meaning outside this package
final class StraightColumns {

    private final StraightColumn[] all;
    /** By index: whether the lane fills it, and no field of the application's. */
    private final boolean[] identity;

    private final StraightColumn[][] ofFixed;
    private final StraightColumn[] withFact;
    private final StraightColumn[] withShape;
    private final StraightColumn[] required;

    StraightColumns(TableSchema schema, RowLayout layout) {
        int count = schema.columns().size();
        int caught = layout.catchAll() == null ? -1 : layout.catchAll().column();
        Slots columns = layout.columns();
        all = new StraightColumn[count];
        identity = new boolean[count];
        List<StraightColumn> facts = new ArrayList<>();
        List<StraightColumn> shaped = new ArrayList<>();
        List<StraightColumn> needed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Column column = schema.columns().get(i);
            FixedField fixed = layout.fixed()[i];
            identity[i] = fixed != null && fixed.isIdentity();
            boolean never = i == caught || columns.isShared(i);
            all[i] = new StraightColumn(i, columns.writer(i), !column.nullable() && i != caught, never);
            if (all[i].required) {
                needed.add(all[i]);
            }
            if (layout.facts()[i].length > 0 && i != caught) {
                facts.add(all[i]);
            } else if (layout.otlp() != null && layout.otlp().has(i)) {
                shaped.add(all[i]);
            }
        }
        withFact = facts.toArray(new StraightColumn[0]);
        withShape = shaped.toArray(new StraightColumn[0]);
        required = needed.toArray(new StraightColumn[0]);
        ofFixed = new StraightColumn[FixedField.values().length][];
        for (FixedField field : FixedField.values()) {
            ofFixed[field.ordinal()] = filledBy(field, layout, caught);
        }
    }

    private StraightColumn[] filledBy(FixedField field, RowLayout layout, int caught) {
        List<StraightColumn> filled = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (layout.fixed()[i] == field && i != caught) {
                filled.add(all[i]);
            }
        }
        return filled.toArray(new StraightColumn[0]);
    }

    StraightColumn get(int index) {
        return all[index];
    }

    /** Whether the lane fills it, and no field of the application's. */
    boolean isIdentity(int index) {
        return identity[index];
    }

    StraightColumn[] ofFixed(FixedField field) {
        return ofFixed[field.ordinal()];
    }

    /** Those that something constant fills if nothing else does. */
    StraightColumn[] withFact() {
        return withFact;
    }

    /** Those that OpenTelemetry's shape fills if nothing else does. */
    StraightColumn[] withShape() {
        return withShape;
    }

    /** Those that may not be null. */
    StraightColumn[] required() {
        return required;
    }
}
