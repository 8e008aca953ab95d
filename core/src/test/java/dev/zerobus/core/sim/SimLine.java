// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.PipedSessions;
import dev.zerobus.core.stream.StreamFailure;
import java.util.HashSet;
import java.util.Set;

/** One of a client's sessions: its present stream, and what its lane has heard of that. */
final class SimLine {

    private final World world;
    private final SimClient client;
    private final SimService service;
    private final HotLoopGuard guard;
    /** Tokens that were refused on one of its streams, whether or not that was right. */
    private final Set<String> refused = new HashSet<>();

    private SimPipe pipe;
    /** The highest ack of the present stream that the lane was told. */
    private long heardAck = -1;

    private SimPipe pipeBefore;
    private long toldBefore;

    SimLine(World world, SimClient client, SimService service) {
        this.world = world;
        this.client = client;
        this.service = service;
        this.guard = new HotLoopGuard(world, client.setup().stream.backoffMax().toNanos());
    }

    SimPipe open(PipedSessions.Ear ear) {
        world.check(!inUse(), () -> "I4: a stream is opened beside one that was not given up");
        client.opens();
        guard.opened();
        pipe = new SimPipe(this, service, ear);
        if (world.tracing) {
            world.trace("client opens a stream");
        }
        return pipe;
    }

    SimClient client() {
        return client;
    }

    SimPipe pipe() {
        return pipe;
    }

    HotLoopGuard guard() {
        return guard;
    }

    /** Whether it has a stream that was not given up. */
    boolean inUse() {
        return pipe != null && !pipe.cancelled();
    }

    void heardAck(long offset) {
        heardAck = offset;
    }

    /** The client knows now why its stream is over. */
    void understood(StreamFailure why) {
        if (pipe != null && why.code() == FailureCode.UNAUTHENTICATED) {
            refused.add(pipe.shown().value());
        }
    }

    boolean knowsAsRefused(Token token) {
        return refused.contains(token.value());
    }

    void stepBegins() {
        pipeBefore = pipe;
        toldBefore = pipe == null ? -1 : pipe.ackTold();
    }

    void stepEnds() {
        if (inUse() && pipe == pipeBefore && heardAck < toldBefore) {
            world.violate("I3: an ack of " + toldBefore + " arrived before this step, and the lane knows " + heardAck);
        }
    }

    /** Its process was killed. */
    void die() {
        if (pipe != null && pipe.alive()) {
            pipe.cut("the client was killed");
        }
    }
}
