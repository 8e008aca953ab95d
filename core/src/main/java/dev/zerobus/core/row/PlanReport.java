// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.List;

/** How a table's columns are filled, for people. Immutable. */
public final class PlanReport {

    private final List<String> inputs;
    private final List<String> filled;
    private final List<String> onlyByFields;
    private final List<String> requiredByFields;
    private final List<String> homeless;
    private final boolean catchAll;
    private final List<String> notes;

    PlanReport(
            List<String> inputs,
            List<String> filled,
            List<String> onlyByFields,
            List<String> requiredByFields,
            List<String> homeless,
            boolean catchAll,
            List<String> notes) {
        this.inputs = List.copyOf(inputs);
        this.filled = List.copyOf(filled);
        this.onlyByFields = List.copyOf(onlyByFields);
        this.requiredByFields = List.copyOf(requiredByFields);
        this.homeless = List.copyOf(homeless);
        this.catchAll = catchAll;
        this.notes = List.copyOf(notes);
    }

    /**
     * Returns what each column reads.
     *
     * @return names of fields, in the order of the table's columns
     */
    public List<String> inputs() {
        return inputs;
    }

    /**
     * Returns the columns that are filled by what every event carries, or by facts of the process.
     *
     * @return names
     */
    public List<String> filled() {
        return filled;
    }

    /**
     * Returns the columns that stay empty unless an event has a field for them.
     *
     * @return names
     */
    public List<String> onlyByFields() {
        return onlyByFields;
    }

    /**
     * Returns those of {@link #onlyByFields} that are NOT NULL: an event without such a field is set aside.
     *
     * @return names
     */
    public List<String> requiredByFields() {
        return requiredByFields;
    }

    /**
     * Returns what events and the process carry and no column takes.
     *
     * @return names of fixed fields and facts; they go to the catch-all column if there is one, and are left out otherwise
     */
    public List<String> homeless() {
        return homeless;
    }

    /**
     * Tells whether there is a column {@code attributes} for what has no other.
     *
     * @return whether nothing is left out
     */
    public boolean catchAll() {
        return catchAll;
    }

    /**
     * Returns what of the configuration does not fit the table.
     *
     * @return one line each, which says what is right
     */
    public List<String> notes() {
        return notes;
    }
}
