// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the values of each column come from, by name and by the user's mapping. Made once for a plan. */
final class ColumnSources {

    private final TableSchema schema;
    private final ColumnMapping mapping;
    private final String[] inputs;
    private final @Nullable FixedField[] fixed;
    private final List<String> notes = new ArrayList<>();

    ColumnSources(TableSchema schema, ColumnMapping mapping) {
        this.schema = schema;
        this.mapping = mapping;
        int count = schema.columns().size();
        inputs = new String[count];
        fixed = new FixedField[count];
        for (int i = 0; i < count; i++) {
            choose(i, schema.columns().get(i));
        }
        checkColumns();
        checkProducers();
    }

    /** The name of the field that each column reads. */
    String[] inputs() {
        return inputs;
    }

    /** What fills each column when the application does not. */
    @Nullable
    FixedField[] fixed() {
        return fixed;
    }

    /** What of the mapping can not be, one line each. */
    List<String> notes() {
        return notes;
    }

    private void choose(int index, Column column) {
        String source = mapping.sourceOf(column.name());
        if (source == null || unfit(column, source)) {
            inputs[index] = column.name();
            // "name" is so often a thing's own name that it only takes the event's where nothing else could
            boolean betterName = schema.column("event_name") != null || schema.column("event") != null;
            boolean skip = betterName && column.name().equalsIgnoreCase("name");
            fixed[index] = skip ? null : FixedField.of(column.name(), column.type());
        } else {
            inputs[index] = source;
            fixed[index] = FixedField.of(source, column.type());
        }
    }

    private boolean unfit(Column column, String source) {
        if (!FixedField.isName(source) || FixedField.of(source, column.type()) != null) {
            return false;
        }
        notes.add("columns: '" + source + "' does not fit column '" + column.name() + "' "
                + column.type().sql() + " of " + schema.name() + "; right is "
                + FixedField.typesOf(source) + "; the column is filled by its own name instead");
        return true;
    }

    private void checkColumns() {
        for (Map.Entry<String, String> entry : mapping.sources().entrySet()) {
            if (schema.column(entry.getKey()) == null) {
                String nearest = nearest(entry.getKey());
                notes.add("columns: " + schema.name() + " has no column '" + entry.getKey() + "' for '"
                        + entry.getValue() + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                        + "; until then '" + entry.getValue() + "' goes where it goes without the mapping");
            }
        }
    }

    /** A value is either text or bytes: two columns of the producer's id have to agree. */
    private void checkProducers() {
        ColumnType.Kind kind = null;
        for (int i = 0; i < fixed.length; i++) {
            if (fixed[i] == FixedField.PRODUCER_ID) {
                Column column = schema.columns().get(i);
                if (kind != null && column.type().kind() != kind) {
                    fixed[i] = null;
                    notes.add("column '" + column.name() + "' of " + schema.name() + " stays empty: another column has"
                            + " the producer's id as " + kind + "; give both the same type");
                } else {
                    kind = column.type().kind();
                }
            }
        }
    }

    private @Nullable String nearest(String wanted) {
        TreeMap<Integer, String> byDistance = new TreeMap<>();
        for (Column column : schema.columns()) {
            byDistance.putIfAbsent(Distance.between(wanted, column.name()), column.name());
        }
        Map.Entry<Integer, String> best = byDistance.firstEntry();
        return best == null || best.getKey() > Math.max(2, wanted.length() / 3) ? null : best.getValue();
    }
}
