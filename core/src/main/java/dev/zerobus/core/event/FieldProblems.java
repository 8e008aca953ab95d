// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/** Counts what was wrong with parts of events. Called on the application's threads, from many at once; never throws. */
public interface FieldProblems {

    /**
     * Counts one.
     *
     * @param problem what was wrong
     */
    void count(FieldProblem problem);

    /** Counts an event that is lost because the client failed while it took it: {@link FieldProblem#INTERNAL}. */
    default void lost() {
        count(FieldProblem.INTERNAL);
    }
}
