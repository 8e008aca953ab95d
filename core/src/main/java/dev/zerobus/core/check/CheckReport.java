// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a check has found. Immutable; holds no secret. */
public final class CheckReport {

    private final List<CheckStep> steps;

    CheckReport(List<CheckStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Returns the steps.
     *
     * @return in the order in which they were taken; can not be changed
     */
    public List<CheckStep> steps() {
        return steps;
    }

    /**
     * Tells whether events would arrive.
     *
     * @return whether no step has failed
     */
    public boolean ok() {
        return firstFailure() == null;
    }

    /**
     * Returns where to begin.
     *
     * @return the first step that failed; null if none did
     */
    public @Nullable CheckStep firstFailure() {
        for (CheckStep step : steps) {
            if (step.outcome() == CheckStep.Outcome.FAILED) {
                return step;
            }
        }
        return null;
    }

    /**
     * Returns how a command should end.
     *
     * @return 0 if no step has failed, else 1
     */
    public int exitCode() {
        return ok() ? 0 : 1;
    }

    /**
     * Writes the report for people.
     *
     * @return a line for each step
     */
    @Override
    public String toString() {
        return steps.stream().map(CheckStep::toString).collect(Collectors.joining("\n"));
    }
}
