// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.PipedSessions;
import dev.zerobus.core.stream.StreamFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * One physical stream: the client's end, and the network with its latency, flow control and accidents. Watches that the
 * client keeps to the protocol.
 */
final class SimPipe implements PipedSessions.Pipe {

    private static final int READY_BYTES = 16 << 10;
    /** Messages told before some are taken: fewer than over gRPC, so that the bound is met. */
    private static final int WINDOW = 8;

    /** One request on its way. */
    record Request(long offset, List<Ledger.Entry> entries, int bytes) {}

    private final World world;
    private final SimService service;
    private final SimClient client;
    private final SimLine line;
    private final PipedSessions.Ear ear;
    private final ServedStream server;
    private final long latencyNanos;
    private final List<Request> requests = new ArrayList<>();
    private final Queue<Runnable> undelivered = new ArrayDeque<>();

    private SimTable shape;
    private Token shown;
    private boolean started;
    private boolean headers;
    private boolean createSent;
    private boolean created;
    private boolean stopTold;
    private boolean ended;
    private boolean cancelled;
    private boolean cut;
    private int window = WINDOW;
    private int bufferedBytes;
    private long lastUpAt;
    private long lastDownAt;
    /** The highest acknowledgement told that is one. */
    private long ackTold = -1;

    SimPipe(SimLine line, SimService service, PipedSessions.Ear ear) {
        this.world = service.world;
        this.service = service;
        this.line = line;
        this.client = line.client();
        this.ear = ear;
        this.latencyNanos = world.between(World.MILLI / 10, 20 * World.MILLI);
        this.server = new ServedStream(service, this);
    }

    long ackTold() {
        return ackTold;
    }

    /** Whether the client has neither ended nor lost it. */
    boolean alive() {
        return !cancelled && !ended;
    }

    boolean cancelled() {
        return cancelled;
    }

    Request request(long offset) {
        return requests.get((int) offset);
    }

    long sent() {
        return requests.size();
    }

    // ---- what the client does ----

    @Override
    public void start(Token token) {
        protocol(!started, "a stream is started twice");
        started = true;
        shown = token;
        protocol(!line.knowsAsRefused(token), "a token is shown again that the service has refused");
        if (service.down() || service.weather.brings(Fault.CONNECT_REFUSED)) {
            end(StreamFailure.of(FailureCode.UNAVAILABLE, "connection refused"));
        } else if (!service.weather.brings(Fault.CONNECT_BLACK_HOLE)) {
            up(0, () -> server.started(token));
        }
    }

    @Override
    public void create(byte[] descriptorProto) {
        protocol(headers && !createSent, "create_stream before the headers, or twice");
        createSent = true;
        shape = null;
        for (SimTable table : SimTable.values()) {
            shape = table.isDescribedBy(descriptorProto) ? table : shape;
        }
        protocol(shape != null, "an unknown descriptor");
        SimTable described = shape;
        up(0, () -> server.create(described));
    }

    @Override
    public boolean ready() {
        return created && !ended && bufferedBytes < READY_BYTES;
    }

    @Override
    public void send(long offsetId, byte[] rows, int offset, int length) {
        protocol(created && !cancelled, "a request outside of the stream's life");
        protocol(!stopTold, "a request after the close signal");
        if (offsetId != requests.size()) {
            world.violate("protocol: offset " + offsetId + " where " + requests.size() + " is next");
        }
        protocol(bufferedBytes < READY_BYTES, "a request though the transport was not ready");
        List<Ledger.Entry> entries = new ArrayList<>();
        for (SimTable.Row row : shape.rows(rows, offset, length)) {
            Ledger.Entry entry = service.ledger.find(row);
            if (entry == null) {
                return;
            }
            client.sends(entry);
            entries.add(entry);
        }
        Request request = new Request(offsetId, entries, length);
        requests.add(request);
        checkInFlight(length);
        if (world.tracing) {
            world.trace("client sends request " + offsetId + ", events " + entries.get(0).id + " to "
                    + entries.get(entries.size() - 1).id);
        }
        up(length, () -> server.batch(request));
    }

    /** I4: what is sent and unacknowledged stays within both bounds. */
    private void checkInFlight(int bytesOfLast) {
        long sum = 0;
        for (int offset = (int) ackTold + 1; offset < requests.size(); offset++) {
            sum += requests.get(offset).bytes();
        }
        long bytes = sum;
        long many = requests.size() - 1 - ackTold;
        SimSetup setup = client.setup();
        long most = Math.min(setup.lane.inFlightBatches(), setup.stream.maxInFlightRequests());
        world.check(many <= most, () -> "I4: " + many + " requests in flight, " + most + " are allowed");
        boolean fits = many == 1
                || (bytes <= setup.lane.inFlightBytes() && bytes - bytesOfLast < setup.stream.maxInFlightBytes());
        world.check(fits, () -> "I4: " + bytes + " bytes in flight");
    }

    @Override
    public void taken(int messages) {
        window += messages;
        protocol(window <= WINDOW, "more messages are taken than told");
        deliver();
    }

    @Override
    public void cancel(String why) {
        protocol(!cancelled, "a stream is cancelled twice");
        cancelled = true;
        undelivered.clear();
        up(0, server::clientGone);
    }

    /** The token that it was started with. */
    Token shown() {
        return shown;
    }

    private void protocol(boolean kept, String broken) {
        if (!kept) {
            world.violate("protocol: " + broken);
        }
    }

    // ---- what the server does ----

    void headers() {
        down(0, () -> {
            headers = true;
            ear.headers();
        });
    }

    void created() {
        down(1, () -> {
            created = true;
            ear.created();
        });
    }

    void ack(long offset) {
        down(1, () -> {
            if (offset > ackTold && offset < requests.size()) {
                ackTold = offset;
            }
            if (world.tracing) {
                world.trace("ack " + offset + " arrives");
            }
            ear.acked(offset);
        });
    }

    void closeSignal(long nanos) {
        down(1, () -> {
            stopTold = true;
            if (world.tracing) {
                world.trace("close signal of " + nanos / World.MILLI + " ms arrives");
            }
            ear.closeSignal(nanos);
        });
    }

    void nonsense() {
        down(1, () -> ear.protocolError("a response without durability_ack_up_to_offset"));
    }

    void end(StreamFailure why) {
        down(0, () -> {
            ended = true;
            stopTold = true;
            if (world.tracing) {
                world.trace("the stream ends: " + why);
            }
            if (why.code() == FailureCode.INVALID_ARGUMENT) {
                blame(!why.causes().isEmpty());
            }
            ear.ended(why);
        });
    }

    /**
     * A request that holds nothing but one event, alone on its way, is to blame for a refusal. Not so if the service speaks of
     * the table's columns, unless the client has had reason to look at them already within the last minute.
     */
    private void blame(boolean ofColumns) {
        boolean alone = requests.size() - 1 - ackTold == 1;
        boolean known = service.refusedLately();
        if (alone && request(ackTold + 1).entries().size() == 1 && (!ofColumns || known)) {
            request(ackTold + 1).entries().get(0).refusedAlone = true;
        }
        if (created) {
            service.refused();
        }
    }

    // ---- accidents ----

    /** The connection breaks; what is on its way either way is lost, and both sides hear of it. */
    void cut(String how) {
        if (!cut) {
            long at = Math.max(world.elapsed() + latencyNanos, lastDownAt);
            cut = true;
            server.clientGone();
            tellEndAfter(at - world.elapsed(), how);
        }
    }

    /** The connection breaks, and nobody hears of it but by keepalive, if there is a network to say so. */
    void halfOpen(boolean noticed) {
        if (!cut) {
            cut = true;
            if (noticed) {
                tellEndAfter(40 * World.SECOND, "keepalive failed");
            }
        }
    }

    /** The server reads nothing for a while. */
    void stall(long nanos) {
        lastUpAt = Math.max(lastUpAt, world.elapsed()) + nanos;
    }

    private void tellEndAfter(long nanos, String how) {
        world.after(nanos, () -> {
            if (alive()) {
                ended = true;
                stopTold = true;
                undelivered.clear();
                if (world.tracing) {
                    world.trace("the connection is gone: " + how);
                }
                ear.ended(StreamFailure.of(FailureCode.UNAVAILABLE, how));
            }
        });
    }

    private void up(int bytes, Runnable arrival) {
        bufferedBytes += bytes;
        lastUpAt = Math.max(lastUpAt, world.elapsed() + latencyNanos);
        world.after(lastUpAt - world.elapsed(), () -> {
            if (cut) {
                return;
            }
            boolean wasReady = bufferedBytes < READY_BYTES;
            bufferedBytes -= bytes;
            arrival.run();
            if (!wasReady && bufferedBytes < READY_BYTES && alive()) {
                ear.readyAgain();
            }
        });
    }

    private void down(int messages, Runnable arrival) {
        lastDownAt = Math.max(lastDownAt, world.elapsed() + latencyNanos);
        world.after(lastDownAt - world.elapsed(), () -> {
            if (cut || !alive()) {
                return;
            }
            undelivered.add(() -> {
                window -= messages;
                arrival.run();
            });
            deliver();
        });
    }

    private void deliver() {
        while (window > 0 && alive() && !undelivered.isEmpty()) {
            undelivered.poll().run();
        }
    }
}
