// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.stream.SessionState;

/**
 * Changes how many streams a lane has, and so which events go by which. Owned by the drain thread.
 *
 * <pre>
 *            more are wanted              they are open               everything sent is acknowledged
 *   STEADY -----------------&gt; OPENING ------------------&gt; DRAINING -----------------------------------&gt; STEADY
 *     |  ^                       |                         ^   |                                        with others
 *     |  +--- not in time -------+-------------------------|---+
 *     |                                                    |
 *     +--------------------- fewer are enough -------------+
 * </pre>
 *
 * <p>DRAINING is the barrier: no further event is dealt out until all that were are settled, so no thread ever has events on
 * two streams, and its order holds.
 */
final class Rescaling {

    /** How long other streams may take to open, and how long the barrier may take. */
    static final long PATIENCE_NANOS = 10_000_000_000L;
    /** What did not work is not tried again before. */
    static final long PAUSE_NANOS = 60_000_000_000L;
    /** How often one is told that streams are at their limit. */
    static final long REMIND_NANOS = 300_000_000_000L;

    private static final double SECOND_NANOS = 1_000_000_000;

    private enum Phase {
        STEADY,
        OPENING,
        DRAINING
    }

    private final String lane;
    private final int most;
    private final LaneStreams streams;
    private final Dealer dealer;
    private final StreamScale scale;
    private final LaneMetrics metrics;
    private final StatusChannel status;

    private Phase phase = Phase.STEADY;
    private int target = 1;
    private long sinceNanos;
    private boolean paused;
    private long pausedNanos;
    private boolean told;
    private long toldNanos;
    private boolean measured;
    private long measuredNanos;

    Rescaling(LaneParts parts, LaneStreams streams) {
        this.lane = parts.name();
        this.most = parts.mostStreams();
        this.streams = streams;
        this.dealer = streams.dealer();
        this.scale = new StreamScale(most);
        this.metrics = parts.metrics();
        this.status = parts.status();
        metrics.streams(1);
    }

    /** About once a second: measures, and begins what is needed. */
    void everySecond(RowEncoder rows, long nowNanos) {
        measure(nowNanos);
        if (phase != Phase.STEADY || (paused && nowNanos - pausedNanos < PAUSE_NANOS)) {
            return;
        }
        paused = false;
        int wish = scale.wish(streams.inUse(), nowNanos);
        if (wish < streams.inUse() || (wish > streams.inUse() && dealer.relievedBy(wish))) {
            begin(wish, rows, nowNanos);
        } else if (scale.pressed(nowNanos)) {
            tellLimit(nowNanos);
        }
    }

    /** Begins a change to so many streams; nothing if one is under way. */
    void begin(int count, RowEncoder rows, long nowNanos) {
        if (phase != Phase.STEADY || count == streams.inUse() || count < 1 || count > most) {
            return;
        }
        target = count;
        sinceNanos = nowNanos;
        while (streams.size() < count) {
            streams.add().connect(rows.descriptorProto());
        }
        if (count < streams.inUse()) {
            drain(nowNanos);
        } else {
            phase = Phase.OPENING;
        }
    }

    /** Whether everything that is gathered has to go at once. */
    boolean draining() {
        return phase == Phase.DRAINING;
    }

    /** In every step: goes on with a change. Returns whether something was done. */
    boolean step(long nowNanos) {
        if (phase == Phase.STEADY) {
            return false;
        }
        if (phase == Phase.OPENING && othersReady()) {
            drain(nowNanos);
        }
        if (phase == Phase.DRAINING && dealer.stopped() && streams.idle()) {
            change();
            return true;
        }
        if (nowNanos - sinceNanos >= PATIENCE_NANOS) {
            giveUp(nowNanos);
            return true;
        }
        return false;
    }

    /** The lane closes: nothing is begun any more, and no barrier holds anything up. */
    void end() {
        if (phase != Phase.STEADY) {
            stay();
        }
    }

    private void drain(long nowNanos) {
        phase = Phase.DRAINING;
        sinceNanos = nowNanos;
        dealer.stop();
    }

    private boolean othersReady() {
        for (int i = streams.inUse(); i < target; i++) {
            if (streams.get(i).session().state() != SessionState.OPEN) {
                return false;
            }
        }
        return true;
    }

    private void change() {
        int before = streams.inUse();
        dealer.use(dealer.planFor(target));
        streams.use(target);
        dealer.goOn();
        phase = Phase.STEADY;
        scale.restart();
        metrics.streams(target);
        metrics.rescaled();
        status.say(
                Level.INFO,
                lane + "/streams/" + target,
                "lane " + lane + " sends by " + target + (target == 1 ? " stream" : " streams")
                        + (target > before
                                ? " now: one had more than " + StreamScale.HIGH_PERCENT
                                        + " % of what the service takes on it"
                                : " again: " + before + " have had little to do"));
        told = false;
    }

    private void giveUp(long nowNanos) {
        boolean opening = phase == Phase.OPENING;
        SessionState state = streams.get(streams.size() - 1).session().state();
        stay();
        paused = true;
        pausedNanos = nowNanos;
        status.say(
                Level.WARN,
                lane + "/streams/failed",
                "lane " + lane + " stays with " + streams.inUse() + (streams.inUse() == 1 ? " stream" : " streams")
                        + " where " + target + " would be better: "
                        + (opening
                                ? "another one does not open, it is " + state
                                : "what was sent is not acknowledged in time")
                        + "; it is tried again in a minute");
    }

    private void stay() {
        dealer.goOn();
        streams.use(streams.inUse());
        phase = Phase.STEADY;
        scale.restart();
    }

    private void measure(long nowNanos) {
        dealer.age();
        double seconds = measured ? (nowNanos - measuredNanos) / SECOND_NANOS : 0;
        measured = true;
        measuredNanos = nowNanos;
        double busiest = 0;
        double total = 0;
        for (int i = 0; i < streams.inUse(); i++) {
            double used = streams.get(i).throttle().takeUsedSeconds();
            double load = seconds > 0 ? used / seconds : 0;
            busiest = Math.max(busiest, load);
            total += load;
        }
        scale.observe(busiest, total, streams.inUse(), nowNanos);
    }

    private void tellLimit(long nowNanos) {
        if (told && nowNanos - toldNanos < REMIND_NANOS) {
            return;
        }
        told = true;
        toldNanos = nowNanos;
        int count = streams.inUse();
        status.say(
                Level.WARN,
                lane + "/streams/limit",
                "lane " + lane + " sends nearly all that the service takes on "
                        + (count == 1 ? "its stream" : "one of its " + count + " streams") + ": "
                        + (count < most
                                ? "more streams would not help, as most events come from one thread, and its order is kept;"
                                        + " emit from more threads, or ask for a higher quota and raise stream.rate.records"
                                : "stream.count allows no more of them; raise it, or ask for a higher quota and raise"
                                        + " stream.rate.records and stream.rate.size"));
    }
}
