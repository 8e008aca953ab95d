// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Objects;

/** What rows get besides what their event carries: facts of the process, and where things go by the user's mapping. Immutable. */
public final class RowExtras {

    /** No facts, and no mapping. */
    public static final RowExtras NONE = new RowExtras(RowFacts.NONE, ColumnMapping.NONE);

    private final RowFacts facts;
    private final ColumnMapping mapping;

    /**
     * Creates extras.
     *
     * @param facts what is so for every row
     * @param mapping which columns get something else than what has their name
     */
    public RowExtras(RowFacts facts, ColumnMapping mapping) {
        this.facts = Objects.requireNonNull(facts, "facts");
        this.mapping = Objects.requireNonNull(mapping, "mapping");
    }

    /**
     * Returns the facts.
     *
     * @return what is so for every row
     */
    public RowFacts facts() {
        return facts;
    }

    /**
     * Returns the mapping.
     *
     * @return which columns get something else than what has their name
     */
    public ColumnMapping mapping() {
        return mapping;
    }
}
