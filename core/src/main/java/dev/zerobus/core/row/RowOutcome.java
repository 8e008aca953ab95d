// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.core.metrics.SetAsideReason;
import org.jspecify.annotations.Nullable;

/** What became of an event: a row, or a reason to set it aside. Immutable. */
public final class RowOutcome {

    /** The row was written. */
    public static final RowOutcome WRITTEN = new RowOutcome(null, null, "");

    private final @Nullable SetAsideReason reason;
    private final @Nullable String column;
    private final String text;

    private RowOutcome(@Nullable SetAsideReason reason, @Nullable String column, String text) {
        this.reason = reason;
        this.column = column;
        this.text = text;
    }

    static RowOutcome setAside(SetAsideReason reason, @Nullable String column, String text) {
        return new RowOutcome(reason, column, text);
    }

    /**
     * Tells whether the row was written.
     *
     * @return false if the event has to be set aside
     */
    public boolean written() {
        return reason == null;
    }

    /**
     * Returns why not.
     *
     * @return the reason; null if the row was written
     */
    public @Nullable SetAsideReason reason() {
        return reason;
    }

    /**
     * Returns the column that it failed at.
     *
     * @return the column, with the path inside it ({@code address.street}); null if it was written, or failed as a whole
     */
    public @Nullable String column() {
        return column;
    }

    /**
     * Returns what is wrong and what to do about it. It holds no value of the event.
     *
     * @return one sentence; empty if the row was written
     */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return reason == null ? "WRITTEN" : reason + ": " + text;
    }
}
