// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Map;
import java.util.function.Supplier;

/** Shows a client's counters, read for each attribute. Immutable. */
final class ClientBean implements ClientMXBean {

    private final Supplier<? extends Map<?, Long>> droppedBeforeLanes;
    private final Supplier<? extends Map<?, Long>> fieldProblems;
    private final Supplier<? extends Map<?, Long>> deadLetters;

    ClientBean(
            Supplier<? extends Map<?, Long>> droppedBeforeLanes,
            Supplier<? extends Map<?, Long>> fieldProblems,
            Supplier<? extends Map<?, Long>> deadLetters) {
        this.droppedBeforeLanes = droppedBeforeLanes;
        this.fieldProblems = fieldProblems;
        this.deadLetters = deadLetters;
    }

    @Override
    public Map<String, Long> getDroppedBeforeLanes() {
        return LaneBean.named(droppedBeforeLanes.get());
    }

    @Override
    public Map<String, Long> getFieldProblems() {
        return LaneBean.named(fieldProblems.get());
    }

    @Override
    public Map<String, Long> getDeadLetters() {
        return LaneBean.named(deadLetters.get());
    }
}
