// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/** What became of a lane's events when it was closed. Immutable. */
public final class LaneReport {

    private final String lane;
    private final long accepted;
    private final long acked;
    private final long setAside;
    private final long spilled;
    private final long lost;
    private final long remaining;
    private final boolean finished;

    LaneReport(
            String lane,
            long accepted,
            long acked,
            long setAside,
            long spilled,
            long lost,
            long remaining,
            boolean finished) {
        this.lane = lane;
        this.accepted = accepted;
        this.acked = acked;
        this.setAside = setAside;
        this.spilled = spilled;
        this.lost = lost;
        this.remaining = remaining;
        this.finished = finished;
    }

    /**
     * Returns whose report this is.
     *
     * @return the lane's name
     */
    public String lane() {
        return lane;
    }

    /**
     * Returns how many events the lane took in its life.
     *
     * @return events
     */
    public long accepted() {
        return accepted;
    }

    /**
     * Returns how many of them the service has made durable.
     *
     * @return events
     */
    public long acked() {
        return acked;
    }

    /**
     * Returns how many of them could not become rows.
     *
     * @return events
     */
    public long setAside() {
        return setAside;
    }

    /**
     * Returns how many of them are on disk: they are sent when a client with the same spill directory is started next.
     *
     * @return events
     */
    public long spilled() {
        return spilled;
    }

    /**
     * Returns how many of them were on disk and could not be read back, because it was damaged.
     *
     * @return events
     */
    public long lost() {
        return lost;
    }

    /**
     * Returns how many of them were neither durable nor set aside nor on disk when the time was over. They are lost with
     * this process, but for those that were sent and whose acknowledgement did not arrive any more.
     *
     * @return events
     */
    public long remaining() {
        return remaining;
    }

    /**
     * Tells whether the lane has come to its end; false if it did not within the caller's time and goes on closing in the
     * background: the numbers are of that moment.
     *
     * @return whether the numbers are final
     */
    public boolean finished() {
        return finished;
    }

    /**
     * Tells whether the books balance.
     *
     * @return whether {@code accepted = acked + setAside + spilled + lost + remaining}
     */
    public boolean balances() {
        return accepted == acked + setAside + spilled + lost + remaining;
    }

    @Override
    public String toString() {
        return "lane " + lane + (finished ? " closed" : " closing") + ": accepted=" + accepted + " acked=" + acked
                + " setAside=" + setAside + " spilled=" + spilled + (lost == 0 ? "" : " lost=" + lost) + " remaining="
                + remaining;
    }
}
