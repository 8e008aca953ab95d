// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.ReasonCounts;
import java.util.Map;

/** What is counted before a lane has an event: refusals, and fields that were left out. Safe from any thread. */
final class ClientCounts implements FieldProblems {

    private final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);
    private final ReasonCounts<FieldProblem> problems = new ReasonCounts<>(FieldProblem.class);

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

    Map<FieldProblem, Long> problems() {
        return problems.sums();
    }
}
