// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamSession;

/**
 * One of a lane's streams: its session, the rows being gathered for it, what is on its way on it, and its rate. Owned by the
 * drain thread.
 */
final class LaneStream {

    private final int index;
    private final Throttle throttle;
    private final Gatherer gatherer;
    private final Delivery delivery;
    private final StreamSession session;
    private boolean connected;
    private boolean openedBefore;
    private SessionState state = SessionState.IDLE;
    private String why = "";

    LaneStream(int index, LaneParts parts, StreamDesk desk) {
        this.index = index;
        this.throttle = new Throttle(parts.limits(), parts.metrics());
        int batchBytes = Math.min(parts.settings().batchBytes(), throttle.maxBytes());
        this.gatherer =
                new Gatherer(batchBytes, desk.cursor(), desk.aside(), desk.faults(), parts.metrics(), desk.watch());
        this.delivery = new Delivery(
                parts.settings(),
                desk.cursor(),
                gatherer,
                desk.aside(),
                desk.faults(),
                parts.metrics(),
                desk.tally(),
                throttle);
        this.session = desk.open(this);
    }

    /** 0 for the one that a lane always has. */
    int index() {
        return index;
    }

    Throttle throttle() {
        return throttle;
    }

    Gatherer gatherer() {
        return gatherer;
    }

    PendingBatch pending() {
        return gatherer.pending();
    }

    Delivery delivery() {
        return delivery;
    }

    StreamSession session() {
        return session;
    }

    /** Opens it, or opens it anew if the descriptor is another one. */
    void connect(byte[] descriptorProto) {
        session.connect(descriptorProto);
        connected = true; // only now: if an error comes in between it is done again
    }

    boolean connected() {
        return connected;
    }

    /** Called when it is open: whether it was before. */
    boolean opensAgain() {
        boolean again = openedBefore;
        openedBefore = true;
        return again;
    }

    /** Whether nothing more can go into its next request. */
    boolean full() {
        return gatherer.full(delivery.maxRecords());
    }

    void became(SessionState to, String cause) {
        state = to;
        why = cause;
    }

    SessionState state() {
        return state;
    }

    String why() {
        return why;
    }
}
