// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import java.util.Map;

/** What a client counts for all its lanes together, as JMX shows it. Safe from any thread. */
public interface ClientMXBean {

    /**
     * Shows the events that no lane was asked to take: no lane for the name, raised by the client itself, closed.
     *
     * @return events since the start, by reason
     */
    Map<String, Long> getDroppedBeforeLanes();

    /**
     * Shows what was wrong with parts of events, which went on without these parts.
     *
     * @return problems since the start, by kind
     */
    Map<String, Long> getFieldProblems();

    /**
     * Shows what became of the events that were set aside, if they are kept in files ({@code zerobus.dead-letters.dir}).
     *
     * @return events since the start: {@code WRITTEN}, {@code UNWRITTEN}, {@code REMOVED}
     */
    Map<String, Long> getDeadLetters();
}
