// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;

/** Stands between session and lane: checks what the session tells against what the service has said, and writes it down. */
final class AuditedListener implements SessionListener {

    private final World world;
    private final SimLine line;
    private final Ledger ledger;
    private final SessionListener lane;
    private boolean open;
    private long acked;
    private boolean closed;

    AuditedListener(World world, SimLine line, Ledger ledger, SessionListener lane) {
        this.world = world;
        this.line = line;
        this.ledger = ledger;
        this.lane = lane;
    }

    @Override
    public void opened() {
        world.check(!open && !closed, () -> "contract: a stream is opened in another one, or after the end");
        open = true;
        acked = -1;
        line.heardAck(-1);
        lane.opened();
    }

    @Override
    public void acked(long offset) {
        SimPipe pipe = line.pipe();
        world.check(open && offset > acked, () -> "contract: an ack of " + offset + " after one of " + acked);
        if (offset > pipe.ackTold()) {
            world.violate("I1: requests to " + offset + " count as durable, the service said " + pipe.ackTold());
            return;
        }
        while (acked < offset) {
            pipe.request(++acked)
                    .entries()
                    .forEach(entry -> ledger.acked(entry, line.client().life()));
        }
        line.guard().excused();
        line.heardAck(offset);
        lane.acked(offset);
    }

    @Override
    public void lost(StreamFailure why) {
        ends(why);
        lane.lost(why);
    }

    @Override
    public void rejected(StreamFailure why) {
        ends(why);
        line.guard().excused();
        lane.rejected(why);
    }

    private void ends(StreamFailure why) {
        if (world.tracing) {
            world.trace("the stream is lost: " + why);
        }
        world.check(open, () -> "contract: a stream is lost that was not open");
        line.understood(why);
        open = false;
    }

    @Override
    public void schemaRejected(StreamFailure why) {
        line.guard().excused();
        lane.schemaRejected(why);
    }

    @Override
    public void attemptFailed(StreamFailure why) {
        line.understood(why);
        lane.attemptFailed(why);
    }

    @Override
    public void closeSignalled() {
        lane.closeSignalled();
    }

    @Override
    public void ackIgnored(long offset) {
        lane.ackIgnored(offset);
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String why) {
        if (world.tracing) {
            world.trace("session " + from + " -> " + to + ": " + why);
        }
        world.check(!closed && from != to, () -> "contract: from " + from + " to " + to);
        closed = to == SessionState.CLOSED;
        lane.stateChanged(from, to, why);
    }
}
