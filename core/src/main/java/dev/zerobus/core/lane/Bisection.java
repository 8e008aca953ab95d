// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * Finds the record that the service rejects. Owned by the drain thread.
 *
 * <p>A rejection ends the stream and does not say which request it meant; acknowledgements of good requests may still
 * have been on their way. So everything that was in flight is suspect, and until that stretch of the ring is settled only
 * one request is in flight at a time: a rejection then means exactly this one. Of a rejected request of n rows the first
 * quarter is sent again; if it lands, the next one; if not, its own first quarter. What is left after three quarters have
 * landed has the bad record and is divided at once. A single row that is rejected alone is the culprit.
 *
 * <p>Quarters, because a rejection costs a stream and a request that lands costs next to nothing: for one bad record in n at
 * most 1.5 log2 n + 2 probes, of which log4 n + 2 are rejected. Halves need as many probes, and twice the streams.
 *
 * <pre>
 *            rejected, several in flight        rejected alone, n rows         rejected alone, 1 row
 *   IDLE ---------------------------&gt; SUSPECT ---------------------&gt; DIVIDING ---------------------&gt; SUSPECT
 *    ^                                   |   ^                            |        (set aside)
 *    |      all suspects are settled     |   |   the bad n rows landed    |
 *    +-----------------------------------+   +----------------------------+
 * </pre>
 */
final class Bisection {

    private static final long NOTHING = Long.MIN_VALUE;
    private static final int PARTS = 4;

    /** Ring position behind the last suspect. */
    private long suspectEnd = NOTHING;
    /** The first so many unsettled rows contain a bad one; 0: nothing is known. */
    private int knownBad;
    /** How many of them are sent at once. */
    private int part;

    /** Tells whether only one request may be in flight. */
    boolean active() {
        return suspectEnd != NOTHING;
    }

    /** How many rows the next request may have, given what it may have in peace. */
    int maxRecords(int normal) {
        return knownBad == 0 ? normal : Math.min(normal, part);
    }

    /**
     * A request was rejected.
     *
     * @return whether the oldest unsettled record is the culprit and must be set aside
     */
    boolean rejected(int requestsInFlight, int rowsOfOldest, long endOfNewest) {
        suspectEnd = Math.max(suspectEnd, endOfNewest);
        if (requestsInFlight > 1) {
            know(0);
            return false;
        }
        know(rowsOfOldest);
        return rowsOfOldest == 1;
    }

    /** The culprit was set aside: what follows it in the rejected request is suspect, but not known to be bad. */
    void culpritSetAside() {
        know(0);
    }

    /** So many rows landed, and the ring is settled up to the position. */
    void settled(int rows, long ackedPosition) {
        knownBad = Math.max(0, knownBad - rows);
        if (knownBad <= part) {
            know(knownBad);
        }
        if (ackedPosition >= suspectEnd) {
            suspectEnd = NOTHING;
            know(0);
        }
    }

    /** Rows are made by another plan from now on: what was known of their number no longer holds. */
    void rowsChanged() {
        know(0);
    }

    private void know(int bad) {
        knownBad = bad;
        part = (bad + PARTS - 1) / PARTS;
    }
}
