// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.StreamFailure;
import java.util.List;

/**
 * The service's side of one stream: takes requests in order, makes them durable after a while, acknowledges, and
 * misbehaves as the weather says.
 */
final class ServedStream {

    private static final FailureCode[] STATUSES = {
        FailureCode.CANCELLED,
        FailureCode.UNKNOWN,
        FailureCode.DEADLINE_EXCEEDED,
        FailureCode.NOT_FOUND,
        FailureCode.ALREADY_EXISTS,
        FailureCode.PERMISSION_DENIED,
        FailureCode.RESOURCE_EXHAUSTED,
        FailureCode.FAILED_PRECONDITION,
        FailureCode.ABORTED,
        FailureCode.OUT_OF_RANGE,
        FailureCode.UNIMPLEMENTED,
        FailureCode.INTERNAL,
        FailureCode.UNAVAILABLE,
        FailureCode.DATA_LOSS,
        FailureCode.UNAUTHENTICATED
    };

    private final SimService service;
    private final World world;
    private final Weather weather;
    private final SimPipe pipe;
    /** From a request's arrival to its durability. */
    private final long syncNanos;

    private SimTable shape;
    private boolean ended;
    private boolean crashed;
    private boolean silent;
    /** What comes after a refused request is not looked at. */
    private boolean refusing;

    private long nextOffset;
    private long lastSyncAt;
    private long durable = -1;
    private long acked = -1;

    ServedStream(SimService service, SimPipe pipe) {
        this.service = service;
        this.world = service.world;
        this.weather = service.weather;
        this.pipe = pipe;
        this.syncNanos = world.between(World.MILLI / 10, 60 * World.MILLI);
        service.opened(this);
    }

    boolean over() {
        return ended || crashed;
    }

    // ---- requests ----

    void started(Token token) {
        if (over()) {
            return;
        }
        if (weather.brings(Fault.NO_HEADERS)) {
            silent = true;
            return;
        }
        FailureCode refusal = service.tokens.verdict(token);
        if (refusal != null && world.oneIn(4)) {
            // some edges answer a wrong token with OK
            end(FailureCode.STREAM_ENDED, "");
        } else if (refusal != null) {
            end(refusal, "token");
        } else {
            pipe.headers();
        }
    }

    void create(SimTable described) {
        if (over()) {
            return;
        }
        shape = described;
        if (weather.brings(Fault.OK_BEFORE_CREATE)) {
            end(FailureCode.STREAM_ENDED, "");
        } else if (weather.brings(Fault.CREATE_STATUS)) {
            end(STATUSES[world.random.nextInt(STATUSES.length)], "creation");
        } else if (described != service.table()) {
            refuse("the descriptor does not fit the table", List.of("FIELD_NOT_IN_TABLE"));
        } else if (weather.brings(Fault.NO_CREATE_RESPONSE)) {
            silent = true;
        } else {
            pipe.created();
            troubles();
        }
    }

    private void troubles() {
        if (weather.brings(Fault.CREATED_TWICE)) {
            pipe.created();
        }
        if (weather.brings(Fault.CREATE_THEN_BREAK)) {
            end(FailureCode.UNAVAILABLE, "broken at once");
        }
        plan(Fault.CUT_ANY_TIME, () -> pipe.cut("connection reset"));
        plan(Fault.HALF_OPEN, () -> pipe.halfOpen(!world.oneIn(3)));
        plan(Fault.SILENT_SERVER, () -> silent = true);
        plan(Fault.CLOSE_SIGNAL, this::announceEnd);
        plan(Fault.END_OK, () -> end(FailureCode.STREAM_ENDED, ""));
        plan(Fault.STATUS_MIDSTREAM, () -> end(STATUSES[world.random.nextInt(STATUSES.length)], "in mid-stream"));
        plan(Fault.SLOW_READER, () -> pipe.stall(world.between(0, 5 * World.SECOND)));
    }

    private void plan(Fault fault, Runnable trouble) {
        if (weather.brings(fault)) {
            world.after(world.between(0, 3 * World.SECOND), () -> {
                if (!over() && !weather.over()) {
                    trouble.run();
                }
            });
        }
    }

    private void announceEnd() {
        long nanos = world.oneIn(4) ? 0 : world.between(0, 3 * World.SECOND);
        pipe.closeSignal(nanos);
        world.after(nanos + world.between(0, World.SECOND), () -> end(FailureCode.STREAM_ENDED, ""));
    }

    void batch(SimPipe.Request request) {
        if (over() || silent || refusing) {
            return;
        }
        world.check(request.offset() == nextOffset, () -> "the network of the simulation reorders");
        nextOffset++;
        if (weather.brings(Fault.CLOSE_SIGNAL)) {
            announceEnd();
        }
        if (weather.brings(Fault.CUT_BEFORE_DURABLE)) {
            pipe.cut("cut before it was durable");
            return;
        }
        boolean poisoned = request.entries().stream().anyMatch(entry -> entry.poison);
        boolean moody = !poisoned && weather.brings(Fault.REFUSED_WITHOUT_REASON);
        boolean stale = shape != service.table() && world.oneIn(2);
        if (poisoned || moody || stale) {
            if (moody || stale) {
                service.ledger.fickle();
            }
            refusing = true;
            inOrder(0, () -> refuse("record is no good", stale ? List.of("FIELD_NOT_IN_TABLE") : List.of()));
        } else {
            inOrder(syncNanos, () -> land(request));
            if (service.lies) {
                pipe.ack(request.offset());
            }
        }
    }

    /** Requests become durable one after the other. A refusal may overtake what was taken before it. */
    private void inOrder(long nanos, Runnable action) {
        long at = world.elapsed() + nanos;
        if (nanos > 0 || world.oneIn(2)) {
            lastSyncAt = Math.max(lastSyncAt, at);
            at = lastSyncAt;
        }
        world.after(at - world.elapsed(), () -> {
            if (!crashed) {
                action.run();
            }
        });
    }

    private void land(SimPipe.Request request) {
        for (Ledger.Entry entry : request.entries()) {
            service.ledger.landed(entry);
        }
        durable = request.offset();
        if (ended || silent) {
            return;
        }
        if (weather.brings(Fault.CUT_AFTER_DURABLE)) {
            pipe.cut("cut after it was durable");
        } else if (weather.brings(Fault.ACK_LATE)) {
            world.after(world.between(0, 4 * World.SECOND), () -> ack(request.offset()));
        } else if (weather.brings(Fault.ACK_COALESCED)) {
            world.after(200 * World.MILLI, () -> ack(durable));
        } else {
            ack(request.offset());
        }
    }

    private void ack(long offset) {
        if (over() || silent) {
            return;
        }
        if (weather.brings(Fault.ACK_BEYOND)) {
            pipe.ack(pipe.sent() + 100_000 + world.random.nextInt(1000));
        }
        if (weather.brings(Fault.ACK_EMPTY)) {
            pipe.nonsense();
        }
        acked = Math.max(acked, offset);
        pipe.ack(offset);
        if (acked > 0 && weather.brings(Fault.ACK_REGRESSES)) {
            pipe.ack(acked - 1 - world.random.nextInt((int) acked));
        }
    }

    // ---- ends ----

    private void refuse(String text, List<String> causes) {
        if (!over()) {
            ended = true;
            pipe.end(StreamFailure.of(FailureCode.INVALID_ARGUMENT, text, causes));
        }
    }

    private void end(FailureCode code, String text) {
        if (!over()) {
            ended = true;
            pipe.end(StreamFailure.of(code, text));
        }
    }

    /** What was taken becomes durable all the same. */
    void clientGone() {
        ended = true;
    }

    void crashed() {
        crashed = true;
        pipe.cut("the service is gone");
    }

    void tableAltered() {
        switch (world.random.nextInt(3)) {
            case 0 -> refuse("the table has changed", List.of("FIELD_NOT_IN_TABLE"));
            case 1 -> announceEnd();
            default -> {} // it is noticed with one of the next requests
        }
    }
}
