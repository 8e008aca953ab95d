// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.spill.OrphanSlot;
import dev.zerobus.core.spill.SpillLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a client does with the logs that earlier processes have left: one after the other is sent. */
final class SimReplays {

    /** Makes the lane of a log. */
    interface Starter {
        SimClient start(OrphanSlot slot, SpillLog log);
    }

    private final Starter starter;
    private final Deque<OrphanSlot> slots = new ArrayDeque<>();
    private SimClient running;
    private boolean closing;

    SimReplays(List<OrphanSlot> left, Starter starter) {
        this.starter = starter;
        slots.addAll(left);
        startNext();
    }

    private void startNext() {
        OrphanSlot next = slots.peek();
        if (next != null) {
            running = starter.start(next, next.logs().get(0));
            running.whenEnded(this::ended);
        }
    }

    private void ended() {
        running = null;
        slots.remove().close();
        if (!closing) {
            startNext();
        }
    }

    boolean drained() {
        return slots.isEmpty();
    }

    boolean busy() {
        return running != null && running.busy();
    }

    void die() {
        if (running != null) {
            running.die();
        }
    }

    void beginClose() {
        closing = true;
        if (running != null) {
            running.beginClose();
        }
    }

    /** The rest stays for the next process. */
    void close() {
        if (running != null) {
            running.end();
        }
        for (OrphanSlot slot : slots) {
            slot.logs().forEach(SpillLog::close);
            slot.close();
        }
        slots.clear();
    }

    int left() {
        return slots.size();
    }
}
