// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.schema.TableName;

/**
 * Blocks the lane while its {@link RejectionBudget} is used up: nothing is sent, everything is kept, the stream is listened
 * to. Owned by the drain thread.
 */
final class Breaker {

    private final TableName table;
    private final LaneStates states;
    private final LaneTally tally;
    private final RejectionBudget budget;
    private boolean open;
    private long untilNanos;

    Breaker(LaneParts parts, LaneStates states, LaneTally tally) {
        this.table = parts.table();
        this.states = states;
        this.tally = tally;
        this.budget = new RejectionBudget(
                parts.settings().rejectionsPerMinute(), parts.settings().blockedRetryMaxNanos());
    }

    /** The service rejected a request; whether that was a single row that is now known to be bad. */
    void rejected(boolean culprit, StreamFailure why, long nowNanos) {
        long rest = budget.spend(culprit, tally.acked(), nowNanos);
        if (rest <= 0) {
            return;
        }
        open = true;
        untilNanos = nowNanos + rest;
        states.breakerOpened("too much is rejected by " + table + ": " + budget.cause() + ", the last one with " + why
                + "; compare what is emitted with the table's columns and constraints; goes on in "
                + LaneStates.duration(rest));
    }

    /** Whether nothing may be sent. */
    boolean blocks(long nowNanos) {
        return open && nowNanos - untilNanos < 0;
    }

    /** Ends the block if its time is over. Returns whether it just did. */
    boolean ends(long nowNanos) {
        if (!open || blocks(nowNanos)) {
            return false;
        }
        open = false;
        budget.rested(tally.acked(), nowNanos);
        states.breakerClosed();
        return true;
    }

    /** When {@link #ends} has something to do, not after {@code latest}. */
    long nextDeadlineNanos(long latest) {
        return open && untilNanos - latest < 0 ? untilNanos : latest;
    }
}
