// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import org.jspecify.annotations.Nullable;

/** A field of an event's own (name, time, message ...), and where it goes. Owned by one thread. */
final class StraightField {

    final FixedField field;
    /** What it fills. */
    final StraightColumn[] columns;
    /** The one column of a text, if that takes it as it is and nothing else is to be done with it; else null. */
    final @Nullable StraightColumn only;
    /** Whether somebody looks for it when the catch-all column is written. */
    final boolean kept;
    /** The row that has it. */
    long row = -1;

    StraightField(FixedField field, StraightColumn[] columns, boolean kept, boolean isPlainText) {
        this.field = field;
        this.columns = columns;
        this.kept = kept;
        this.only = (isPlainText && !kept && columns.length == 1 && columns[0].takes == StraightColumn.TEXT)
                ? columns[0]
                : null;
    }
}
