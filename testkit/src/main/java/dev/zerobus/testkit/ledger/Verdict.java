// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import java.util.List;

/**
 * What the checker found. Immutable.
 *
 * @param accepted events that the application was told were accepted
 * @param durable those of them of which the application knew that they would survive its end, where it wrote that down
 * @param refused events that the application was told were refused
 * @param unknown events of which the application was killed before it knew
 * @param rows rows in the table
 * @param landed events with at least one row
 * @param deadLetters events in the dead letters
 * @param dropped events that the client says it dropped after it had accepted them
 * @param duplicates rows that are there once more
 * @param violations what does not hold
 */
public record Verdict(
        long accepted,
        long durable,
        long refused,
        long unknown,
        long rows,
        long landed,
        long deadLetters,
        long dropped,
        long duplicates,
        List<Violation> violations) {

    /**
     * Makes a copy that nobody changes.
     *
     * @param violations what does not hold
     */
    public Verdict {
        violations = List.copyOf(violations);
    }

    /**
     * Tells whether all holds.
     *
     * @return whether there is no violation
     */
    public boolean holds() {
        return violations.isEmpty();
    }

    /**
     * Fails the test unless all holds.
     *
     * @return this
     * @throws AssertionError with every violation
     */
    public Verdict assertHolds() {
        if (!holds()) {
            throw new AssertionError(toString());
        }
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(200);
        text.append("accepted ").append(accepted).append(durable == 0 ? "" : " (known to be durable " + durable + ")");
        text.append(", refused ").append(refused);
        text.append(", unknown ").append(unknown).append(", landed ").append(landed);
        text.append(", dead letters ").append(deadLetters).append(", dropped ").append(dropped);
        text.append(", rows ").append(rows).append(", duplicates ").append(duplicates);
        violations.forEach(violation -> text.append("\n").append(violation));
        return text.toString();
    }
}
