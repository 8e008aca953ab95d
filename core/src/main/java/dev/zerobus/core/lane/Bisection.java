// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * Finds the record that the service rejects. Owned by the drain thread.
 *
 * <p>A rejection ends the stream and does not say which request it meant; acknowledgements of good requests may still
 * have been on their way. So everything that was in flight is suspect, and until that stretch of the ring is settled only
 * one request is in flight at a time: a rejection then means exactly this one. A rejected request of n rows is sent again
 * as its first half; if that lands, the bad record is in the rest, which is halved in turn; if not, the half is halved.
 * With one bad record this takes at most log2 n + 2 requests after the first rejection. A single row that is rejected
 * alone is the culprit.
 *
 * <pre>
 *            rejected, several in flight        rejected alone, n rows        rejected alone, 1 row
 *   IDLE ---------------------------&gt; SUSPECT ---------------------&gt; HALVING ---------------------&gt; SUSPECT
 *    ^                                   |   ^                           |        (set aside)
 *    |      all suspects are settled     |   |  the bad n rows landed    |
 *    +-----------------------------------+   +---------------------------+
 * </pre>
 */
final class Bisection {

    private static final long NOTHING = Long.MIN_VALUE;

    /** Ring position behind the last suspect. */
    private long suspectEnd = NOTHING;
    /** The first so many unsettled rows contain a bad one; 0: nothing is known. */
    private int knownBad;

    /** Tells whether only one request may be in flight. */
    boolean active() {
        return suspectEnd != NOTHING;
    }

    /** How many rows the next request may have, given what it may have in peace. */
    int maxRecords(int normal) {
        return knownBad == 0 ? normal : Math.min(normal, Math.max(1, knownBad / 2));
    }

    /**
     * A request was rejected.
     *
     * @return whether the oldest unsettled record is the culprit and must be set aside
     */
    boolean rejected(int requestsInFlight, int rowsOfOldest, long endOfNewest) {
        suspectEnd = Math.max(suspectEnd, endOfNewest);
        if (requestsInFlight > 1) {
            knownBad = 0;
            return false;
        }
        knownBad = rowsOfOldest;
        return rowsOfOldest == 1;
    }

    /** The culprit was set aside: what follows it in the rejected request is suspect, but not known to be bad. */
    void culpritSetAside() {
        knownBad = 0;
    }

    /** So many rows landed, and the ring is settled up to the position. */
    void settled(int rows, long ackedPosition) {
        knownBad = Math.max(0, knownBad - rows);
        if (ackedPosition >= suspectEnd) {
            suspectEnd = NOTHING;
            knownBad = 0;
        }
    }

    /** Rows are made by another plan from now on: what was known of their number no longer holds. */
    void rowsChanged() {
        knownBad = 0;
    }
}
