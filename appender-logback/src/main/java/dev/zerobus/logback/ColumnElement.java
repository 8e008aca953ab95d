// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import org.jspecify.annotations.Nullable;

/**
 * The element {@code <column>}: a column of a table of one's own that gets something else than what has its name.
 *
 * <pre>{@code
 * <column>
 *   <name>msg</name>
 *   <from>message</from>
 * </column>
 * }</pre>
 *
 * Owned by the thread that configures.
 */
public final class ColumnElement {

    private @Nullable String name;
    private @Nullable String from;

    /** Makes an empty one. */
    public ColumnElement() {}

    /**
     * Sets the column.
     *
     * @param column its name in the table
     */
    public void setName(String column) {
        name = column;
    }

    /**
     * Sets what it gets.
     *
     * @param source a part of the event such as {@code message}, a field, an MDC key, a constant
     */
    public void setFrom(String source) {
        from = source;
    }

    void applyTo(ElementSettings settings, String prefix) {
        settings.addPair(
                prefix + "columns", name, from, "<column>", "<column><name>msg</name><from>message</from></column>");
    }
}
