// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.SetAsideReason;
import dev.zerobus.core.row.RowOutcome;
import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a table since the lane first saw it, as far as events lose something by it; and the words for it. What a column
 * has never taken is no loss, and neither is what the catch-all column takes instead. Immutable.
 */
final class TableChange {

    private static final String OTHERWISE =
            "; or set zerobus.schema.conflict to adapt, which goes on without what does not fit, and start anew";

    private final TableSchema first;
    private final TableSchema now;
    /** Fields that a column took and none takes any more, in lower case. */
    private final Set<String> homeless = new HashSet<>();
    /** Columns that are gone and were filled without any field of the application's. */
    private final List<Column> missed = new ArrayList<>();

    private final List<String> firstInputs;

    TableChange(RowEncoder first, RowEncoder now) {
        this.first = first.schema();
        this.now = now.schema();
        this.firstInputs = first.report().inputs();
        firstInputs.forEach(input -> homeless.add(lower(input)));
        now.report().inputs().forEach(input -> homeless.remove(lower(input)));
        if (now.report().catchAll()) {
            homeless.clear();
            return;
        }
        for (String filled : first.report().filled()) {
            Column column = this.first.column(filled);
            if (column != null && this.now.column(filled) == null) {
                missed.add(column);
            }
        }
    }

    /** What every event loses, and what to do about it; null if nothing. */
    @Nullable
    String lossOfAll() {
        return missed.isEmpty() ? null : gone(missed.get(0), "the events fill it");
    }

    /** Whether a column, or a field inside one, took the field that none takes any more. */
    boolean loses(String field) {
        return homeless.contains(lower(field)) || inside(field) != null;
    }

    /** What events with the field lose, and what to do about it. */
    String lossOf(String field) {
        for (int i = 0; i < firstInputs.size(); i++) {
            if (firstInputs.get(i).equalsIgnoreCase(field)) {
                Column column = first.columns().get(i);
                String mapped = column.name().equalsIgnoreCase(field) ? "" : ", '" + field + "',";
                return gone(column, "events have a field" + mapped + " for it");
            }
        }
        String column = topOf(field);
        return "the field " + field + " of column '" + column + "' of " + now.name()
                + " is gone, and events have a value for it: give the column its type back, "
                + type(first.column(column)) + OTHERWISE;
    }

    /** Whether the event that became no row may be innocent: its column is not the one that the lane first saw. */
    boolean isAbout(RowOutcome misfit) {
        String name = misfit.column() == null ? "" : topOf(misfit.column());
        Column before = first.column(name);
        Column after = now.column(name);
        if (after == null) {
            return false;
        }
        if (misfit.reason() == SetAsideReason.REQUIRED_COLUMN_MISSING) {
            return before == null || before.nullable() || !before.type().equals(after.type());
        }
        return misfit.reason() == SetAsideReason.VALUE_DOES_NOT_FIT
                && before != null
                && !before.type().equals(after.type());
    }

    /** How the column was altered that an event does not fit any more, and what to do about it. */
    String alterationBehind(RowOutcome misfit) {
        String name = misfit.column() == null ? "" : topOf(misfit.column());
        Column before = first.column(name);
        Column after = now.column(name);
        String what = "column '" + name + "' of " + now.name()
                + (before == null ? " is new as " + after : " was altered from " + before + " to " + after)
                + ", and an event does not fit any more: " + misfit.text() + "; repair it by ALTER TABLE " + now.name()
                + " ALTER COLUMN " + name;
        boolean required = misfit.reason() == SetAsideReason.REQUIRED_COLUMN_MISSING;
        return what + (required ? " DROP NOT NULL" : " TYPE " + type(before)) + OTHERWISE;
    }

    private String gone(Column column, String whose) {
        return "column '" + column.name() + "' of " + now.name() + " is gone, and " + whose
                + ": add it again by ALTER TABLE " + now.name() + " ADD COLUMN " + column.name() + " "
                + column.type().sql() + ", or a column attributes MAP<STRING, STRING> for all that has no other"
                + OTHERWISE;
    }

    /** The type that a field inside a column had, such as {@code address.street}; null if there was none. */
    private @Nullable ColumnType inside(String path) {
        int dot = path.indexOf('.');
        Column column = dot < 0 ? null : first.column(path.substring(0, dot));
        ColumnType type = column == null ? null : column.type();
        while (type != null && dot >= 0) {
            int end = path.indexOf('.', dot + 1);
            type = step(type, end < 0 ? path.substring(dot + 1) : path.substring(dot + 1, end));
            dot = end;
        }
        return type;
    }

    private static @Nullable ColumnType step(ColumnType type, String name) {
        switch (type.kind()) {
            case ARRAY:
                return type.element().type();
            case MAP:
                return type.value().type();
            case STRUCT:
                for (Column field : type.fields()) {
                    if (field.name().equalsIgnoreCase(name)) {
                        return field.type();
                    }
                }
                return null;
            default:
                return null;
        }
    }

    private static String topOf(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static String type(@Nullable Column column) {
        return column == null ? "" : column.type().sql();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
