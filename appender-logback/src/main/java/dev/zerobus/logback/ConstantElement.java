// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import org.jspecify.annotations.Nullable;

/**
 * The element {@code <constant>}: a value that every row has.
 *
 * <pre>{@code
 * <constant>
 *   <name>team</name>
 *   <value>checkout</value>
 * </constant>
 * }</pre>
 *
 * Owned by the thread that configures.
 */
public final class ConstantElement {

    private @Nullable String name;
    private @Nullable String value;

    /** Makes an empty one. */
    public ConstantElement() {}

    /**
     * Sets the column's name.
     *
     * @param field the column; without such a column, the value goes to {@code attributes}
     */
    public void setName(String field) {
        name = field;
    }

    /**
     * Sets the value.
     *
     * @param text the value
     */
    public void setValue(String text) {
        value = text;
    }

    void applyTo(ElementSettings settings) {
        String escaped = value == null ? null : value.trim().replace(",", "\\,");
        settings.addPair(
                "constants",
                name,
                escaped,
                "<constant>",
                "<constant><name>team</name><value>checkout</value></constant>");
    }
}
