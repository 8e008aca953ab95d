// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

/**
 * Hears of fields that events carry and the table has no column for. Called on the thread that owns the plan, for each such
 * field of each event; must not throw.
 */
@FunctionalInterface
public interface UnknownFields {

    /** How many different names one plan reports; further ones are {@link #OTHERS}. */
    int MAX_NAMES = 256;

    /** Stands for every name beyond the first {@value #MAX_NAMES}. */
    String OTHERS = "(others)";

    /** Does nothing. */
    UnknownFields IGNORED = name -> {};

    /**
     * Hears of one.
     *
     * @param name the field's name, always the same object for the same name; with a path for a field of a STRUCT; or
     *     {@link #OTHERS}
     */
    void unknownField(String name);
}
