// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides, once for a plan, what fills each column of a table. Owned by the thread that compiles. */
final class RowLayout {

    private static final byte[] NONE = new byte[0];

    private final TableSchema schema;
    private final RowFacts allFacts;
    private final ColumnSources sources;
    private final Slots columns;
    private final @Nullable FixedField[] fixed;
    private final byte[][] facts;
    private final Set<FixedField> housed = EnumSet.noneOf(FixedField.class);
    private final Set<RowFact> housedFacts = new LinkedHashSet<>();
    private final List<String> notes;
    private final @Nullable OtlpShape otlp;
    private final @Nullable CatchAll catchAll;

    RowLayout(TableSchema schema, RowExtras extras, RowContext cx) {
        this.schema = schema;
        this.allFacts = extras.facts();
        this.sources = new ColumnSources(schema, extras.mapping());
        this.columns = new Slots(schema.columns(), "", sources.inputs());
        this.fixed = sources.fixed();
        this.notes = new ArrayList<>(sources.notes());
        FactBytes bytes = new FactBytes(cx);
        this.facts = new byte[fixed.length][];
        boolean otlpTable = OtlpShape.is(schema);
        for (int i = 0; i < fixed.length; i++) {
            settle(i, otlpTable, bytes);
        }
        this.otlp = otlpTable ? OtlpShape.of(schema, columns, allFacts, bytes) : null;
        if (otlpTable) {
            housed.add(FixedField.SOURCE);
            housedFacts.addAll(allFacts.all());
        }
        this.catchAll = catchAll(bytes);
    }

    private void settle(int index, boolean otlpTable, FactBytes bytes) {
        FixedField field = fixed[index];
        if (field != null) {
            housed.add(field);
        }
        facts[index] = NONE;
        Column column = schema.columns().get(index);
        if (CatchAll.is(column)) {
            return;
        }
        RowFact fact = allFacts.find(sources.inputs()[index]);
        if (fact != null) {
            byte[] written = bytes.column(columns.writer(index), fact);
            if (written == null) {
                notes.add("'" + fact.name() + "' does not fit column '" + column.name() + "' "
                        + column.type().sql() + " of " + schema.name() + ", and is not written there");
            } else {
                facts[index] = written;
                housedFacts.add(fact);
            }
        } else if (otlpTable) {
            byte[] otherwise = OtlpShape.otherwise(column, columns.writer(index), bytes);
            facts[index] = otherwise == null ? NONE : otherwise;
        }
    }

    private @Nullable CatchAll catchAll(FactBytes bytes) {
        List<Column> all = schema.columns();
        for (int i = 0; i < all.size(); i++) {
            if (CatchAll.is(all.get(i))) {
                List<FixedField> homeless = homeless();
                byte[][] keys = new byte[homeless.size()][];
                for (int k = 0; k < keys.length; k++) {
                    keys[k] = otlp == null ? homeless.get(k).attribute : OtlpShape.key(homeless.get(k));
                }
                ColumnWriter writer = columns.writer(i);
                return new CatchAll(
                        i,
                        writer,
                        !all.get(i).nullable(),
                        homeless,
                        keys,
                        new FactAttributes(homelessFacts(), writer, bytes));
            }
        }
        return null;
    }

    private List<RowFact> homelessFacts() {
        List<RowFact> homeless = new ArrayList<>(allFacts.all());
        homeless.removeAll(housedFacts);
        return homeless;
    }

    private List<FixedField> homeless() {
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

    Slots columns() {
        return columns;
    }

    @Nullable
    FixedField[] fixed() {
        return fixed;
    }

    byte[][] facts() {
        return facts;
    }

    boolean has(FixedField field) {
        return housed.contains(field);
    }

    boolean producerAsText() {
        for (int i = 0; i < fixed.length; i++) {
            if (fixed[i] == FixedField.PRODUCER_ID
                    && schema.columns().get(i).type().kind() == ColumnType.Kind.STRING) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    OtlpShape otlp() {
        return otlp;
    }

    @Nullable
    CatchAll catchAll() {
        return catchAll;
    }

    PlanReport report() {
        List<String> filled = new ArrayList<>();
        List<String> onlyByFields = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (int i = 0; i < fixed.length; i++) {
            Column column = schema.columns().get(i);
            boolean taken = (catchAll != null && catchAll.column() == i) || (otlp != null && otlp.has(i));
            if (taken || fixed[i] != null || facts[i].length > 0) {
                filled.add(column.name());
            } else {
                onlyByFields.add(column.name());
                if (!column.nullable()) {
                    required.add(column.name());
                }
            }
        }
        List<String> homeless = new ArrayList<>();
        homeless().forEach(field -> homeless.add(field.columnName()));
        homelessFacts().forEach(fact -> homeless.add(fact.name()));
        return new PlanReport(
                List.of(sources.inputs()), filled, onlyByFields, required, homeless, catchAll != null, notes);
    }
}
