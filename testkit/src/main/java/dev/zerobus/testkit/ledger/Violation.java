// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import java.util.List;

/**
 * An invariant that does not hold.
 *
 * @param invariant its name, {@code I1} to {@code I7}
 * @param what what is wrong, with a number
 * @param examples a few of the events that it is about
 */
public record Violation(String invariant, String what, List<String> examples) {

    static final int MAX_EXAMPLES = 10;

    @Override
    public String toString() {
        return invariant + ": " + what + (examples.isEmpty() ? "" : ", such as " + String.join("; ", examples));
    }
}
