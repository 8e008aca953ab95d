// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;

/**
 * How a text becomes a value, and what is right. Implementations are immutable.
 *
 * @param <T> the value's type
 */
abstract class OptionType<T> {

    /**
     * Parses and checks.
     *
     * @param text trimmed, not empty
     * @throws IllegalArgumentException saying what is wrong, without repeating the text
     */
    abstract T parse(String text);

    /** Says what is right, with an example: completes the sentence "right is ...". */
    abstract String right();

    /** Writes a value so that {@link #parse} reads it again. */
    String format(T value) {
        return String.valueOf(value);
    }

    /** What stands between the texts of a list when it is one text. */
    String listSeparator() {
        return ",";
    }

    /** Texts just outside of what is right; tests prove that each is refused. */
    abstract List<String> wrong();
}
