// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.ReasonCounts;
import java.util.Map;

/**
 * What is counted outside of lanes: refusals, fields that were left out, and what became of set-aside events. Safe from any
 * thread.
 */
final class ClientCounts implements FieldProblems {

    private final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);
    private final ReasonCounts<DeadLetterCount> deadLetters = new ReasonCounts<>(DeadLetterCount.class);
    private final ReasonCounts<FieldProblem> problems = new ReasonCounts<>(FieldProblem.class);

    ReasonCounts<DeadLetterCount> deadLetterCounts() {
        return deadLetters;
    }

    void dropped(DropReason reason) {
        drops.count(reason);
    }

    @Override
    public void count(FieldProblem problem) {
        problems.count(problem);
    }

    @Override
    public void lost() {
        count(FieldProblem.INTERNAL);
        dropped(DropReason.INTERNAL);
    }

    Map<DropReason, Long> drops() {
        return drops.sums();
    }

    Map<DeadLetterCount, Long> deadLetters() {
        return deadLetters.sums();
    }

    Map<FieldProblem, Long> problems() {
        return problems.sums();
    }
}
