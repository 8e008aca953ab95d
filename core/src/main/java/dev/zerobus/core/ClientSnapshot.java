// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.util.List;
import java.util.Map;

/** The numbers of a client and its lanes at one moment. Immutable. */
public final class ClientSnapshot {

    private final List<LaneSnapshot> lanes;
    private final Map<DropReason, Long> droppedBeforeLanes;
    private final Map<FieldProblem, Long> fieldProblems;
    private final Map<DeadLetterCount, Long> deadLetters;

    ClientSnapshot(
            List<LaneSnapshot> lanes,
            Map<DropReason, Long> droppedBeforeLanes,
            Map<FieldProblem, Long> fieldProblems,
            Map<DeadLetterCount, Long> deadLetters) {
        this.lanes = List.copyOf(lanes);
        this.droppedBeforeLanes = droppedBeforeLanes;
        this.fieldProblems = fieldProblems;
        this.deadLetters = deadLetters;
    }

    /**
     * Returns the lanes' numbers.
     *
     * @return one for each lane, in the order in which they are asked; can not be changed
     */
    public List<LaneSnapshot> lanes() {
        return lanes;
    }

    /**
     * Returns one lane's numbers.
     *
     * @param name the lane's name
     * @return its numbers
     * @throws IllegalArgumentException if there is no lane of that name
     */
    public LaneSnapshot lane(String name) {
        for (LaneSnapshot lane : lanes) {
            if (lane.lane().equals(name)) {
                return lane;
            }
        }
        throw new IllegalArgumentException("there is no lane '" + name + "'");
    }

    /**
     * Returns what was refused before a lane had it: {@code NO_LANE}, {@code FEEDBACK}, {@code CLOSED}.
     *
     * @return every reason with its count; can not be changed
     */
    public Map<DropReason, Long> droppedBeforeLanes() {
        return droppedBeforeLanes;
    }

    /**
     * Returns what was wrong with parts of events, which went on without them.
     *
     * @return every problem with its count; can not be changed
     */
    public Map<FieldProblem, Long> fieldProblems() {
        return fieldProblems;
    }

    /**
     * Returns what became of the events that were set aside.
     *
     * @return every count; all are 0 without {@code zerobus.dead-letters.dir}; can not be changed
     */
    public Map<DeadLetterCount, Long> deadLetters() {
        return deadLetters;
    }

    /**
     * Returns what all lanes took.
     *
     * @return events
     */
    public long accepted() {
        return lanes.stream().mapToLong(LaneSnapshot::accepted).sum();
    }

    /**
     * Returns what is durable at the service.
     *
     * @return rows
     */
    public long acked() {
        return lanes.stream().mapToLong(LaneSnapshot::acked).sum();
    }

    /**
     * Returns everything that was refused, by the lanes and before.
     *
     * @return events
     */
    public long dropped() {
        long before =
                droppedBeforeLanes.values().stream().mapToLong(Long::longValue).sum();
        return before + lanes.stream().mapToLong(LaneSnapshot::droppedTotal).sum();
    }

    /**
     * Tells whether the books of all lanes balance; exact when they are at rest.
     *
     * @return whether they do
     */
    public boolean balances() {
        return lanes.stream().allMatch(LaneSnapshot::balances);
    }

    @Override
    public String toString() {
        return "accepted " + accepted() + ", acked " + acked() + ", dropped " + dropped() + ", lanes " + lanes;
    }
}
