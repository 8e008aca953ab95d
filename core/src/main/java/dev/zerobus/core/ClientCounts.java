// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.FieldProblems;
import dev.zerobus.core.metrics.DropReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted before a lane has an event: refusals, and fields that were left out. Safe from any thread. */
final class ClientCounts implements FieldProblems {

    private final LongAdder[] drops = adders(DropReason.values().length);
    private final LongAdder[] problems = adders(FieldProblem.values().length);

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void dropped(DropReason reason) {
        drops[reason.ordinal()].increment();
    }

    @Override
    public void count(FieldProblem problem) {
        problems[problem.ordinal()].increment();
    }

    Map<DropReason, Long> drops() {
        return sums(DropReason.class, drops);
    }

    Map<FieldProblem, Long> problems() {
        return sums(FieldProblem.class, problems);
    }

    private static <E extends Enum<E>> Map<E, Long> sums(Class<E> reasons, LongAdder[] adders) {
        Map<E, Long> result = new EnumMap<>(reasons);
        for (E reason : reasons.getEnumConstants()) {
            result.put(reason, adders[reason.ordinal()].sum());
        }
        return Collections.unmodifiableMap(result);
    }
}
