// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.status.StatusChannel;

/**
 * Errors of our own code: counted, said, and followed by a rest that grows while they go on, so that the drain neither
 * dies nor runs hot. The same event or request is tried three times. Owned by the drain thread.
 */
final class Faults {

    static final int MAX_TRIES = 3;
    static final long FIRST_REST_NANOS = 10_000_000;
    static final long LONGEST_REST_NANOS = 1_000_000_000;

    private final String lane;
    private final LaneTally tally;
    private final StatusChannel status;
    private long restNanos = FIRST_REST_NANOS;
    private long place = -1;
    private int tries;

    Faults(String lane, LaneTally tally, StatusChannel status) {
        this.lane = lane;
        this.tally = tally;
        this.status = status;
    }

    /** An error that was caught. Returns how long to rest. */
    long caught(Throwable error) {
        tally.addFault();
        long rest = restNanos;
        restNanos = Math.min(LONGEST_REST_NANOS, restNanos * 2);
        StackTraceElement[] trace = error.getStackTrace();
        status.say(
                StatusChannel.Level.ERROR,
                lane + "/fault/" + error.getClass().getName(),
                "lane " + lane + " goes on after an error of its own, please report it: " + error
                        + (trace.length == 0 ? "" : " at " + trace[0]));
        return rest;
    }

    /**
     * What begins at this sequence number has provoked an error.
     *
     * @return whether it was the last try
     */
    boolean lastTry(long seq) {
        if (seq != place) {
            place = seq;
            tries = 0;
        }
        tries++;
        return tries >= MAX_TRIES;
    }

    /** Rows were acknowledged: all is well. */
    void progress() {
        restNanos = FIRST_REST_NANOS;
        place = -1;
        tries = 0;
    }
}
